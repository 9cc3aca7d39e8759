package dev.mooring.connection.kafka;

import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.kafka.bridge.KafkaEndpoint.Mechanism;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.PropertyRules;
import dev.mooring.connection.spi.Validator;
import java.util.List;

/** Checks what is said about TLS: only where it is spoken, each thing once, and keys with their certificates. */
final class TlsValidator implements Validator {
    @Override
    public List<Violation> validate(TypeId type, PropertyValues values) {
        KafkaSettings settings = KafkaSettings.of(values);
        PropertyRules rules = new PropertyRules(values);
        if (!settings.protocol().isEncrypted()) {
            rules.forbid(
                    "belongs to SECURITY_PROTOCOL = SSL or SASL_SSL only",
                    KafkaProperties.TRUSTED_CERTIFICATES,
                    KafkaProperties.TRUST_STORE,
                    KafkaProperties.TRUST_STORE_PASSWORD,
                    KafkaProperties.CLIENT_CHAIN,
                    KafkaProperties.CLIENT_KEY,
                    KafkaProperties.KEY_STORE,
                    KafkaProperties.KEY_STORE_PASSWORD,
                    KafkaProperties.KEY_PASSWORD,
                    KafkaProperties.HOST_CHECK);
            rules.forbid(
                    "belongs to " + GlueProperties.SSL_ENABLED + " = true only",
                    GlueProperties.CUSTOM_CERT,
                    GlueProperties.CLIENT_KEYSTORE);
        }
        authorities(values, rules);
        client(values, rules);
        settings.mechanism().ifPresent(mechanism -> clientBeside(mechanism, rules));
        return rules.violations();
    }

    private static void authorities(PropertyValues values, PropertyRules rules) {
        rules.exclude(KafkaProperties.TRUSTED_CERTIFICATES, KafkaProperties.TRUST_STORE);
        alone(values, rules, KafkaProperties.TRUST_STORE, KafkaProperties.TRUST_STORE_PASSWORD);
        if (!values.require(KafkaProperties.HOST_CHECK)) {
            rules.warn(
                    KafkaProperties.HOST_CHECK,
                    "any holder of a certificate of the trusted authorities can pose as a broker");
        }
    }

    private static void client(PropertyValues values, PropertyRules rules) {
        rules.pair(KafkaProperties.CLIENT_CHAIN, KafkaProperties.CLIENT_KEY);
        rules.exclude(KafkaProperties.CLIENT_CHAIN, KafkaProperties.KEY_STORE);
        rules.pair(KafkaProperties.KEY_STORE, KafkaProperties.KEY_STORE_PASSWORD);
        if (!values.has(KafkaProperties.CLIENT_KEY)) {
            alone(values, rules, KafkaProperties.KEY_STORE, KafkaProperties.KEY_PASSWORD);
        }
        alone(values, rules, GlueProperties.CLIENT_KEYSTORE, GlueProperties.KEYSTORE_PASSWORD);
        alone(values, rules, GlueProperties.CLIENT_KEYSTORE, GlueProperties.ENCRYPTED_KEYSTORE_PASSWORD);
        alone(values, rules, GlueProperties.CLIENT_KEYSTORE, GlueProperties.KEY_PASSWORD);
        alone(values, rules, GlueProperties.CLIENT_KEYSTORE, GlueProperties.ENCRYPTED_KEY_PASSWORD);
        if (values.require(GlueProperties.SKIP_CERT_VALIDATION)) {
            alone(values, rules, GlueProperties.CUSTOM_CERT, GlueProperties.SKIP_CERT_VALIDATION);
        }
        rules.exclude(GlueProperties.KEYSTORE_PASSWORD, GlueProperties.ENCRYPTED_KEYSTORE_PASSWORD);
        rules.exclude(GlueProperties.KEY_PASSWORD, GlueProperties.ENCRYPTED_KEY_PASSWORD);
        if (values.has(GlueProperties.CLIENT_KEYSTORE) && !values.has(GlueProperties.ENCRYPTED_KEYSTORE_PASSWORD)) {
            rules.require(
                    GlueProperties.KEYSTORE_PASSWORD,
                    ", or " + GlueProperties.ENCRYPTED_KEYSTORE_PASSWORD + " in its place");
        }
    }

    /** A second property that means nothing without the first. */
    private static void alone(
            PropertyValues values, PropertyRules rules, PropertySpec<?> first, PropertySpec<?> second) {
        if (!values.has(first)) {
            rules.forbid("means nothing without " + first, second);
        }
    }

    /** No credential holds a certificate and a token or keytab at once. */
    private static void clientBeside(Mechanism mechanism, PropertyRules rules) {
        if (!mechanism.isPassword()) {
            rules.forbid(
                    "goes with SSL, or with SASL_SSL and a password; " + mechanism + " brings its own identity",
                    KafkaProperties.CLIENT_CHAIN,
                    KafkaProperties.CLIENT_KEY,
                    KafkaProperties.KEY_STORE,
                    GlueProperties.CLIENT_KEYSTORE);
        }
    }
}
