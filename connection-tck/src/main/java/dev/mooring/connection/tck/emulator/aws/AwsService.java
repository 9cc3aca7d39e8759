package dev.mooring.connection.tck.emulator.aws;

import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.aws.SigV4Verifier.Rejection;
import java.util.Optional;

/** One emulated service, which can be made to fail. Safe for use by threads. */
public abstract sealed class AwsService permits StsEmulator, S3Emulator, LambdaEmulator, AwsJsonService {
    private final String name;
    private volatile Optional<AwsFault> fault = Optional.empty();

    AwsService(String name) {
        this.name = name;
    }

    /** Makes every request fail from now on. */
    public final void fail(AwsFault kind) {
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

    final Optional<AwsFault> fault() {
        return fault;
    }

    /** What a request asks for, before it is verified. */
    abstract AwsOperation operation(EmulatedRequest request);

    /** The answer to a verified request; throws an {@link AwsFailure}. */
    abstract EmulatedResponse answer(AwsCall call);

    /** How this service words a refused signature. */
    abstract AwsFailure refusal(AwsOperation operation, Rejection rejection);

    /** How this service words throttling, a disabled region and being unavailable. */
    abstract AwsFailure failure(AwsFault kind);

    /** The answer for a failure. */
    abstract EmulatedResponse render(AwsFailure failure, String requestId);

    /** Adds what every answer carries. */
    EmulatedResponse finish(AwsOperation operation, EmulatedResponse response) {
        return response;
    }
}
