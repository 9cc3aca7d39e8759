package dev.mooring.connection.support.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.support.network.PrivateKeyPem;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

/**
 * An assertion of who someone is, signed anew for each request (RFC 7523, 3). Printing one shows no key.
 *
 * @param issuer who asserts, as a rule the client's id
 * @param subject of whom
 * @param audience to whom, as a rule the token endpoint or the issuer's own id
 * @param lifetime for how long, at most five minutes
 * @param key what signs
 */
public record JwtAssertion(String issuer, String subject, String audience, Duration lifetime, Key key) {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    /** A server whose clock is late must not find it issued in its future. */
    private static final Duration TOLERANCE = Duration.ofSeconds(10);

    /**
     * What signs.
     *
     * @param algorithm RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384 or ES512
     * @param privateKey the key, PKCS#8 in PEM without a password
     * @param id how the server knows the key, if it has several
     * @param property the property that the key came from, for messages
     */
    public record Key(String algorithm, Secret privateKey, Optional<String> id, String property) {}

    /** Refuses a lifetime that no server accepts. */
    public JwtAssertion {
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("an assertion lives for at most five minutes");
        }
    }

    /** Signs it; fails with {@link ConnectionError#INVALID_PROPERTIES} when the key does not fit the algorithm. */
    SignedJWT sign(Clock clock) {
        Instant now = clock.instant();
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.parse(key.algorithm())).type(JOSEObjectType.JWT);
        key.id().ifPresent(header::keyID);
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subject)
                .audience(audience)
                .issueTime(Date.from(now.minus(TOLERANCE)))
                .expirationTime(Date.from(now.plus(lifetime)))
                .jwtID(UUID.randomUUID().toString())
                .build();
        SignedJWT signed = new SignedJWT(header.build(), claims);
        try {
            signed.sign(signer());
            return signed;
        } catch (JOSEException | GeneralSecurityException e) {
            // without the failure: it may hold a part of the key
            throw new ConnectionException(
                    ConnectionError.INVALID_PROPERTIES,
                    key.property() + " holds no key that signs by " + key.algorithm(),
                    "give the private key of the certificate that the issuer knows, PKCS#8 in PEM, of the algorithm's kind");
        }
    }

    private JWSSigner signer() throws JOSEException, GeneralSecurityException {
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(PrivateKeyPem.bytes(key.privateKey()));
        if (key.algorithm().startsWith("ES")) {
            PrivateKey elliptic = KeyFactory.getInstance("EC").generatePrivate(encoded);
            return new ECDSASigner((ECPrivateKey) elliptic);
        }
        return new RSASSASigner(KeyFactory.getInstance("RSA").generatePrivate(encoded));
    }
}
