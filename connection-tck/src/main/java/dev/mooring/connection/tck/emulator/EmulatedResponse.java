package dev.mooring.connection.tck.emulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** An answer of an emulator. Immutable. */
public final class EmulatedResponse {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final Delivery delivery;

    /**
     * How an answer reaches the caller.
     *
     * @param kind whether it does
     * @param delay how long it takes
     */
    public record Delivery(Kind kind, Duration delay) {
        /** Whether an answer reaches the caller. */
        public enum Kind {
            ANSWERED,
            /** The connection is reset instead. */
            RESET
        }
    }

    private EmulatedResponse(int status, Map<String, String> headers, byte[] body, Delivery delivery) {
        this.status = status;
        this.headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        this.body = body;
        this.delivery = delivery;
    }

    /** An answer with a text in UTF-8. */
    public static EmulatedResponse of(int status, String body) {
        return of(status, body.getBytes(StandardCharsets.UTF_8));
    }

    /** An answer with bytes. */
    public static EmulatedResponse of(int status, byte[] body) {
        return new EmulatedResponse(
                status, Map.of(), body.clone(), new Delivery(Delivery.Kind.ANSWERED, Duration.ZERO));
    }

    /** This answer with a header, in place of one of that name. */
    public EmulatedResponse header(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new EmulatedResponse(status, more, body, delivery);
    }

    /** This answer, late. */
    public EmulatedResponse delayed(Duration delay) {
        return new EmulatedResponse(status, headers, body, new Delivery(delivery.kind(), delay));
    }

    /** No answer: the connection is reset. */
    public EmulatedResponse reset() {
        return new EmulatedResponse(status, headers, body, new Delivery(Delivery.Kind.RESET, Duration.ZERO));
    }

    /** The status. */
    public int status() {
        return status;
    }

    /** The headers by name. */
    public Map<String, String> headers() {
        return headers;
    }

    /** A copy of the body. */
    public byte[] body() {
        return body.clone();
    }

    /** How it reaches the caller. */
    public Delivery delivery() {
        return delivery;
    }
}
