package dev.mooring.connection.tck.emulator.tencent;

import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import java.util.Optional;

/** One emulated service, which can be made to fail. Safe for use by threads. */
public abstract sealed class TencentService permits ApiEmulator, CosEmulator {
    private final String name;
    private volatile Optional<TencentFault> fault = Optional.empty();

    TencentService(String name) {
        this.name = name;
    }

    /** Makes every request fail from now on. */
    public final void fail(TencentFault kind) {
        fault = Optional.of(kind);
    }

    /** Ends what {@link #fail} began. */
    public final void heal() {
        fault = Optional.empty();
    }

    /** The name that requests are signed for. */
    final String name() {
        return name;
    }

    final Optional<TencentFault> fault() {
        return fault;
    }

    /** What a request asks for, before it is verified. */
    abstract TencentOperation operation(EmulatedRequest request);

    /** The key that signed the request; throws a {@link Rejection}. */
    abstract SigningKey verify(EmulatedRequest request, KeyRing ring);

    /** The answer to a verified request; throws a {@link TencentFailure}. */
    abstract EmulatedResponse answer(TencentCall call);

    /** How this service words a refused signature. */
    abstract TencentFailure refusal(TencentOperation operation, Rejection rejection);

    /** How this service words being made to fail. */
    abstract TencentFailure failure(TencentFault kind);

    /** The answer for a failure. */
    abstract EmulatedResponse render(TencentOperation operation, TencentFailure failure, String requestId);
}
