package dev.mooring.connection.support.oauth;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import dev.mooring.connection.credential.Secret;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/** Looks into tokens that may be JSON Web Tokens (RFC 7519), without believing them: no signature is checked. */
public final class Jwts {
    private Jwts() {}

    /** Whether the token has the form of a JWT. */
    public static boolean isJwt(Secret token) {
        return parsed(token).isPresent();
    }

    /** When it says that it ends; empty when it says nothing, is encrypted or is no JWT. */
    public static Optional<Instant> expiry(Secret token) {
        return parsed(token).flatMap(Jwts::expiry);
    }

    private static Optional<Instant> expiry(JWT jwt) {
        try {
            return Optional.ofNullable(jwt.getJWTClaimsSet())
                    .map(claims -> claims.getExpirationTime())
                    .map(Date::toInstant);
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<JWT> parsed(Secret token) {
        try {
            return Optional.of(JWTParser.parse(token.reveal()));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }
}
