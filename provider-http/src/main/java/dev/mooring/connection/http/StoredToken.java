package dev.mooring.connection.http;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.support.oauth.Jwts;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A token that the connection itself stores, and that nothing renews.
 *
 * @param property the property that holds it, for messages
 * @param token the token
 * @param expiry when it ends, as far as that is known
 */
record StoredToken(String property, Secret token, Optional<Instant> expiry) {
    /** Printable ASCII: anything else can not stand in a header. */
    static final String FORM = "[\\x21-\\x7e]+";

    static final String EXPECTED = "a token as it stands behind the word Bearer, without blanks";

    static final PropertySpec<TokenFormat> FORMAT = PropertySpec.oneOf("TOKEN_FORMAT", TokenFormat.class)
            .defaultsTo(TokenFormat.AUTO.name())
            .describe("whether the stored token is a JWT, which says when it ends, or opaque; AUTO looks")
            .build();
    static final PropertySpec<String> EXPIRES_AT = PropertySpec.text("EXPIRES_AT")
            .alias("TOKEN_EXPIRES_AT")
            .pattern(
                    "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:\\d\\d)",
                    "a time such as 2027-01-31T12:00:00Z")
            .describe("when the stored token or key ends, if it does not say so itself")
            .build();

    /** The token of a property; its end is that of EXPIRES_AT, else what a JWT says. */
    static StoredToken of(PropertySpec<Secret> spec, PropertyValues values) {
        Secret token = values.require(spec);
        Optional<Instant> said = values.get(EXPIRES_AT).flatMap(StoredToken::time);
        return new StoredToken(
                spec.name(), token, said.or(() -> isOpaque(values) ? Optional.empty() : Jwts.expiry(token)));
    }

    private static boolean isOpaque(PropertyValues values) {
        return values.require(FORMAT) == TokenFormat.OPAQUE;
    }

    /** The time that a text says; empty when there is no such day or hour. */
    static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The credential; fails when the token is over. */
    Bearer bearer(Instant now) {
        expiry.filter(end -> !end.isAfter(now)).ifPresent(end -> {
            throw new ConnectionException(
                    ConnectionError.CREDENTIAL_REJECTED,
                    "the stored " + property + " ended at " + end,
                    "set a new " + property,
                    new IOException("expired"));
        });
        // a time that nobody lives to see is how some issuers say never
        return new Bearer(token, expiry.filter(end -> end.isBefore(now.plus(HttpConnectionType.STORED))));
    }
}
