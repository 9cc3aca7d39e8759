package dev.mooring.connection.tck.emulator.aliyun;

import dev.mooring.connection.credential.Secret;
import java.time.Instant;
import java.util.Optional;

/** A signature read from one request. */
sealed interface SignatureScheme permits Acs3Signature, RpcSignature, OssSignature {
    String keyId();

    Instant signedAt();

    /** The number used once; empty for a scheme without one. */
    Optional<String> nonce();

    Optional<String> token();

    /** The signature that came with the request. */
    String given();

    /** What the request should have been signed with. */
    String expected(Secret secret);

    /** What is signed, as the service repeats it when signatures differ. */
    String canonical();
}
