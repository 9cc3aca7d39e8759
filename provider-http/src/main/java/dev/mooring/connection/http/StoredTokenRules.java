package dev.mooring.connection.http;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.PropertyRules;
import dev.mooring.connection.support.oauth.Jwts;
import java.util.Locale;

/** What is wrong with stored tokens, as far as that can be seen without a clock. */
final class StoredTokenRules {
    private StoredTokenRules() {}

    /** A user's token, which is short-lived as a rule. */
    static void check(PropertySpec<Secret> spec, PropertyValues values, PropertyRules rules) {
        checkKey(spec, values, rules);
        values.get(spec)
                .ifPresent(token -> rules.warn(
                        spec,
                        "is a stored token that nothing renews"
                                + (isOpaque(values)
                                        ? ""
                                        : Jwts.expiry(token)
                                                .map(end -> "; it ends at " + end)
                                                .orElse(""))
                                + ": fit for trying out, not for production"));
    }

    /** A key, which lives until it is rotated. */
    static void checkKey(PropertySpec<Secret> spec, PropertyValues values, PropertyRules rules) {
        values.get(StoredToken.EXPIRES_AT)
                .filter(text -> StoredToken.time(text).isEmpty())
                .filter(text -> rules.violations().stream()
                        .noneMatch(violation -> violation.property().equals(StoredToken.EXPIRES_AT.name())))
                .ifPresent(text -> rules.malformed(StoredToken.EXPIRES_AT, "is no time that there is"));
        values.get(spec).ifPresent(token -> {
            if (token.reveal().toLowerCase(Locale.ROOT).matches("(bearer|basic|token)[:=].*")) {
                rules.malformed(spec, "begins with a scheme; give the token without it");
            }
            if (values.require(StoredToken.FORMAT) == TokenFormat.JWT && !Jwts.isJwt(token)) {
                rules.malformed(spec, "is no JWT, as " + StoredToken.FORMAT + " says; say OPAQUE or AUTO");
            }
        });
    }

    private static boolean isOpaque(PropertyValues values) {
        return values.require(StoredToken.FORMAT) == TokenFormat.OPAQUE;
    }
}
