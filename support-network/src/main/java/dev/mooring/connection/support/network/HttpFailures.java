package dev.mooring.connection.support.network;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;

/** What it means that a request was not answered, or not by what was wanted. */
public final class HttpFailures {
    private static final Duration UNSAID = Duration.ofSeconds(5);

    private HttpFailures() {}

    /**
     * The failure of a request that brought no answer.
     *
     * @param who who was asked, as a noun: {@code the token endpoint}
     */
    public static ConnectionException of(String who, URI uri, IOException failure) {
        if (failure instanceof BoundedHttp.TooLargeException) {
            return unexpected(who, uri, "it sent " + failure.getMessage());
        }
        if (failure instanceof SocketTimeoutException) {
            return new ConnectionException(
                    ConnectionError.TIMED_OUT,
                    who + " " + uri + " did not answer in time",
                    "check that it is reachable from here, and try again",
                    failure);
        }
        if (BoundedHttp.isTlsFailure(failure)) {
            return new ConnectionException(
                    ConnectionError.TLS_FAILED,
                    "no TLS with " + who + " " + uri + ": " + failure.getMessage(),
                    "check that it speaks TLS with a certificate that this machine trusts",
                    failure);
        }
        return new ConnectionException(
                ConnectionError.ENDPOINT_UNREACHABLE,
                who + " " + uri + " can not be reached: " + failure.getMessage(),
                "check its host and port, the route to it and the firewall",
                failure);
    }

    /** The answer is none of who was asked. */
    public static ConnectionException unexpected(String who, URI uri, String what) {
        return new ConnectionException(
                ConnectionError.PROTOCOL_MISMATCH,
                uri + " is not " + who + ": " + what,
                "check the address",
                new IOException(what));
    }

    /** The server asks to wait: status 429 or 503. */
    public static ConnectionException throttled(String who, URI uri, HttpAnswer answer) {
        return ConnectionException.builder(
                        ConnectionError.ISSUER_THROTTLED,
                        who + " " + uri + " asks to wait (status " + answer.status() + ")")
                .retryAfter(answer.retryAfter().orElse(UNSAID))
                .cause(refusal(answer))
                .build();
    }

    /** The server failed: status 500 and above. */
    public static ConnectionException failed(String who, URI uri, HttpAnswer answer) {
        return new ConnectionException(
                ConnectionError.ISSUER_FAILED,
                who + " " + uri + " failed with status " + answer.status(),
                ConnectionError.ISSUER_FAILED.remedy(),
                refusal(answer));
    }

    /** A cause that says the status only: an answer's text may hold anything. */
    public static IOException refusal(HttpAnswer answer) {
        return new IOException("status " + answer.status());
    }

    /** Whether the server asks to wait. */
    public static boolean isThrottled(HttpAnswer answer) {
        return answer.status() == 429 || answer.status() == 503;
    }
}
