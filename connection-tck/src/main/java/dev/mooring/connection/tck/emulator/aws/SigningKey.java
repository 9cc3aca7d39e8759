package dev.mooring.connection.tck.emulator.aws;

import dev.mooring.connection.credential.Secret;
import java.time.Instant;
import java.util.Optional;

/**
 * A key that requests may be signed with.
 *
 * @param accessKeyId its id
 * @param secret its secret
 * @param sessionToken the token that must accompany its requests; empty for a long-lived key
 * @param expiry when it stops working; empty for a long-lived key
 */
public record SigningKey(String accessKeyId, Secret secret, Optional<Secret> sessionToken, Optional<Instant> expiry) {}
