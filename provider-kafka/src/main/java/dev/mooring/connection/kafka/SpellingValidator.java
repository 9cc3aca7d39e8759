package dev.mooring.connection.kafka;

import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.PropertyRules;
import dev.mooring.connection.spi.Validator;
import java.util.List;

/** Refuses a mixture of the two spellings, of which nobody could say what it means. */
final class SpellingValidator implements Validator {
    private static final PropertySpec<?>[] KAFKA = {
        KafkaProperties.SECURITY_PROTOCOL,
        KafkaProperties.SASL_MECHANISM,
        KafkaProperties.SASL_USERNAME,
        KafkaProperties.SASL_PASSWORD,
        KafkaProperties.TRUSTED_CERTIFICATES,
        KafkaProperties.TRUST_STORE,
        KafkaProperties.TRUST_STORE_PASSWORD,
        KafkaProperties.CLIENT_CHAIN,
        KafkaProperties.CLIENT_KEY,
        KafkaProperties.KEY_STORE,
        KafkaProperties.KEY_STORE_PASSWORD,
        KafkaProperties.KEY_PASSWORD,
        KafkaProperties.HOST_CHECK,
        KafkaProperties.TOKEN_ENDPOINT,
        KafkaProperties.CLIENT_ID,
        KafkaProperties.CLIENT_SECRET,
        KafkaProperties.TOKEN_SCOPE,
        KafkaProperties.PRINCIPAL,
        KafkaProperties.KEYTAB,
        KafkaProperties.KRB5_CONF,
        KafkaProperties.SERVICE_NAME
    };
    private static final PropertySpec<?>[] GLUE = {
        GlueProperties.SSL_ENABLED,
        GlueProperties.MECHANISM,
        GlueProperties.SCRAM_USERNAME,
        GlueProperties.SCRAM_PASSWORD,
        GlueProperties.ENCRYPTED_SCRAM_PASSWORD,
        GlueProperties.PLAIN_USERNAME,
        GlueProperties.PLAIN_PASSWORD,
        GlueProperties.CUSTOM_CERT,
        GlueProperties.SKIP_CERT_VALIDATION,
        GlueProperties.CLIENT_KEYSTORE,
        GlueProperties.KEYSTORE_PASSWORD,
        GlueProperties.ENCRYPTED_KEYSTORE_PASSWORD,
        GlueProperties.KEY_PASSWORD,
        GlueProperties.ENCRYPTED_KEY_PASSWORD,
        GlueProperties.KEYTAB,
        GlueProperties.KRB5_CONF,
        GlueProperties.SERVICE,
        GlueProperties.PRINCIPAL
    };

    @Override
    public List<Violation> validate(TypeId type, PropertyValues values) {
        PropertyRules rules = new PropertyRules(values);
        if (KafkaSettings.of(values).isGlue()) {
            rules.forbid("does not go with " + GlueProperties.BOOTSTRAP_SERVERS + "; use the KAFKA_… form", KAFKA);
        } else {
            rules.forbid("goes with " + GlueProperties.BOOTSTRAP_SERVERS + " only; drop KAFKA_ from the names", GLUE);
        }
        return rules.violations();
    }
}
