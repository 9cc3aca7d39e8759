package dev.mooring.connection.tck.emulator.api;

import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.EmulatorServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * An emulator of an API that asks every caller for a header: {@code /moved?to=} answers 302, anything else says what was
 * done. It remembers which requests carried one. Safe for use by threads.
 */
public final class ApiEmulator implements AutoCloseable {
    private final Set<Predicate<EmulatedRequest>> accepted = ConcurrentHashMap.newKeySet();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final EmulatorServer server;
    private volatile ApiTrouble trouble = ApiTrouble.NONE;

    private ApiEmulator() {
        this.server = EmulatorServer.start(this::handle);
    }

    /** Starts one on a free port of 127.0.0.1, which knows nobody yet. */
    public static ApiEmulator start() {
        return new ApiEmulator();
    }

    /** Lets in who sends that bearer token. */
    public ApiEmulator bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** Lets in that user with that password (RFC 7617). */
    public ApiEmulator login(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    /** Lets in who sends that header. */
    public ApiEmulator header(String name, String value) {
        return accepting(request -> request.header(name).filter(value::equals).isPresent());
    }

    /** Lets in whose requests are accepted there. */
    public ApiEmulator accepting(Predicate<EmulatedRequest> guard) {
        accepted.add(guard);
        return this;
    }

    /** Knows nobody any more. */
    public ApiEmulator forgetAll() {
        accepted.clear();
        return this;
    }

    /** What goes wrong from now on. */
    public ApiEmulator trouble(ApiTrouble what) {
        trouble = what;
        return this;
    }

    /** Where it is. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** The requests so far, each as its method, its path and whether it was let in: {@code GET /v1/items 200}. */
    public List<String> seen() {
        return List.copyOf(seen);
    }

    /** How many requests came. */
    public long calls() {
        return calls.get();
    }

    /** How many of them were neither GET nor HEAD. */
    public long writes() {
        return writes.get();
    }

    @Override
    public void close() {
        server.close();
    }

    private EmulatedResponse handle(EmulatedRequest request) {
        calls.incrementAndGet();
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            writes.incrementAndGet();
        }
        EmulatedResponse response = answer(request);
        seen.add(request.method() + " " + request.path() + " " + response.status());
        return response;
    }

    private EmulatedResponse answer(EmulatedRequest request) {
        if (accepted.stream().noneMatch(guard -> guard.test(request))) {
            return EmulatedResponse.of(401, "{\"message\":\"who are you?\"}").header("WWW-Authenticate", "Bearer");
        }
        return trouble.answer()
                .orElseGet(() -> request.path().equals("/moved")
                        ? EmulatedResponse.of(302, "")
                                .header("Location", request.query("to").orElse("/moved"))
                        : EmulatedResponse.of(200, "{\"done\":\"" + request.method() + " " + request.path() + "\"}")
                                .header("Content-Type", "application/json")
                                .header("X-Request-Id", "request-" + calls.get()));
    }
}
