package dev.mooring.connection.tck.emulator.aliyun;

import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import java.util.Optional;

/** One emulated service, which can be made to fail. Safe for use by threads. */
public abstract sealed class AliyunService permits RamStsEmulator, OssEmulator, FcEmulator {
    private final String name;
    private volatile Optional<AliyunFault> fault = Optional.empty();

    AliyunService(String name) {
        this.name = name;
    }

    /** Makes every request fail from now on. */
    public final void fail(AliyunFault kind) {
        fault = Optional.of(kind);
    }

    /** Ends what {@link #fail} began. */
    public final void heal() {
        fault = Optional.empty();
    }

    final String name() {
        return name;
    }

    final Optional<AliyunFault> fault() {
        return fault;
    }

    /** What a request asks for, before it is verified. */
    abstract AliyunOperation operation(EmulatedRequest request);

    /** The answer to a verified request; throws an {@link AliyunFailure}. */
    abstract EmulatedResponse answer(AliyunCall call);

    /** How this service words a refused signature. */
    abstract AliyunFailure refusal(AliyunOperation operation, Rejection rejection);

    /** How this service words a fault. */
    abstract AliyunFailure failure(AliyunFault kind);

    /** The answer for a failure. */
    abstract EmulatedResponse render(AliyunFailure failure, String requestId);
}
