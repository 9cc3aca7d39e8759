package dev.mooring.connection.http;

import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.PropertyRules;
import dev.mooring.connection.spi.Validator;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What the schema can not say of API connections. */
final class HttpValidator implements Validator {
    @Override
    public List<Violation> validate(TypeId type, PropertyValues values) {
        PropertyRules rules = new PropertyRules(values);
        Optional<AuthType> kind = values.get(HttpProperties.AUTH_TYPE);
        boolean isStored = kind.filter(k -> k == AuthType.BEARER || k == AuthType.SERVICE_ACCOUNT_KEY)
                .isPresent();
        if (kind.isPresent() && !isStored) {
            rules.forbid(
                    "belongs to AUTH_TYPE = BEARER or SERVICE_ACCOUNT_KEY only",
                    StoredToken.FORMAT,
                    StoredToken.EXPIRES_AT);
        }
        StoredTokenRules.check(HttpProperties.TOKEN, values, rules);
        StoredTokenRules.checkKey(HttpProperties.SERVICE_ACCOUNT_KEY, values, rules);
        values.get(HttpProperties.API_KEY)
                .filter(key -> values.require(HttpProperties.API_KEY_HEADER).equalsIgnoreCase("Authorization"))
                .filter(HttpValidator::hasNoScheme)
                .ifPresent(key -> rules.warn(
                        HttpProperties.API_KEY, "is the whole value of Authorization, which begins with a scheme"));
        inClear(HttpProperties.URL, values, rules);
        inClear(HttpProperties.HOST, values, rules);
        return rules.violations();
    }

    private static boolean hasNoScheme(Secret key) {
        return key.reveal().indexOf(' ') < 0;
    }

    /** What is allowed on this machine only. */
    static void inClear(PropertySpec<URI> spec, PropertyValues values, PropertyRules rules) {
        values.get(spec)
                .filter(url -> "http".equalsIgnoreCase(url.getScheme()))
                .ifPresent(url -> rules.warn(
                        spec, "is not https: the credential would travel in clear, which is refused off this machine"));
    }
}
