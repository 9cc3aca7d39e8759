package dev.mooring.connection.core.fire;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.time.Duration;
import java.util.function.Supplier;

/** A way in which an issuer fails, as its provider reports it. */
enum Fault {
    THROTTLED(ConnectionError.ISSUER_THROTTLED),
    THROTTLED_FOR_A_MINUTE(ConnectionError.ISSUER_THROTTLED, Duration.ofMinutes(1)),
    FAILED(ConnectionError.ISSUER_FAILED),
    UNREACHABLE(ConnectionError.ENDPOINT_UNREACHABLE),
    TIMED_OUT(ConnectionError.TIMED_OUT),
    DENIED(ConnectionError.ROLE_NOT_ASSUMABLE),
    MALFORMED(ConnectionError.PROTOCOL_MISMATCH),
    CRASHED(ConnectionError.PROVIDER_CONTRACT, () -> new IllegalStateException("the provider did not expect that"));

    private final ConnectionError code;
    private final Supplier<RuntimeException> failure;

    Fault(ConnectionError code, Supplier<RuntimeException> failure) {
        this.code = code;
        this.failure = failure;
    }

    Fault(ConnectionError code) {
        this(code, () -> new ConnectionException(code, "as the test wants it"));
    }

    Fault(ConnectionError code, Duration asked) {
        this(
                code,
                () -> ConnectionException.builder(code, "as the test wants it")
                        .retryAfter(asked)
                        .build());
    }

    /** The code that a caller sees. */
    ConnectionError code() {
        return code;
    }

    RuntimeException failure() {
        return failure.get();
    }
}
