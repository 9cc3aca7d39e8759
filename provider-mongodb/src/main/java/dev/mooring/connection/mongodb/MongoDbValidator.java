package dev.mooring.connection.mongodb;

import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.mongodb.MongoDbUrl.Reading;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.PropertyRules;
import dev.mooring.connection.spi.Validator;
import dev.mooring.connection.support.secrets.LoginProperties;
import java.util.List;
import java.util.Optional;

/** Checks what the schema can not say: the URL, the login by its mechanism, and TLS. */
final class MongoDbValidator implements Validator {
    @Override
    public List<Violation> validate(TypeId type, PropertyValues values) {
        MongoDbSettings settings = MongoDbSettings.of(values);
        PropertyRules rules = new PropertyRules(values);
        url(values, settings.reading(), rules);
        if (settings.isX509()) {
            LoginProperties.refuse(rules, "belongs to SCRAM; a certificate names its user itself");
            rules.forbid("belongs to SCRAM only", MongoDbProperties.AUTH_DATABASE);
            rules.require(MongoDbProperties.CLIENT_CERTIFICATE, "");
            rules.require(MongoDbProperties.CLIENT_KEY, "");
        } else {
            LoginProperties.check(values, rules);
            rules.forbid(
                    "belongs to AUTH_MECHANISM = " + MongoDbProperties.X509 + " only",
                    MongoDbProperties.CLIENT_CERTIFICATE,
                    MongoDbProperties.CLIENT_KEY,
                    MongoDbProperties.CLIENT_KEY_PASSWORD);
        }
        encryption(values, settings, rules);
        return rules.violations();
    }

    private static void url(PropertyValues values, Optional<Reading> reading, PropertyRules rules) {
        reading.filter(read -> read.target().isEmpty())
                .ifPresent(read -> rules.malformed(MongoDbProperties.URL, read.flaw()));
        Optional<MongoDbTarget> target =
                reading.flatMap(Reading::target).filter(read -> values.has(MongoDbProperties.URL));
        target.flatMap(MongoDbTarget::database)
                .ifPresent(name -> rules.forbid("stands in CONNECTION_URL already", MongoDbProperties.DATABASE));
        target.filter(read -> read.options().containsKey("replicaSet"))
                .ifPresent(read -> rules.forbid("stands in CONNECTION_URL already", MongoDbProperties.REPLICA_SET));
    }

    private static void encryption(PropertyValues values, MongoDbSettings settings, PropertyRules rules) {
        if (values.require(MongoDbProperties.TLS)) {
            return;
        }
        rules.forbid("belongs to TLS = true only", MongoDbProperties.AUTHORITIES);
        if (settings.isX509()) {
            rules.error(MongoDbProperties.TLS, MongoDbProperties.X509 + " needs TLS");
        } else {
            rules.warn(MongoDbProperties.TLS, "nothing is encrypted: who is on the way reads all that is sent");
        }
    }
}
