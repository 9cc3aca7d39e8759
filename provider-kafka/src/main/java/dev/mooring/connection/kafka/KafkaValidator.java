package dev.mooring.connection.kafka;

import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.kafka.bridge.KafkaEndpoint.Mechanism;
import dev.mooring.connection.kafka.bridge.KafkaEndpoint.Protocol;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.PropertyRules;
import dev.mooring.connection.spi.Validator;
import java.util.List;
import java.util.Optional;

/** Checks that the fields fit the mechanism, as far as the schema can not say it, and warns of secrets sent in clear. */
final class KafkaValidator implements Validator {
    @Override
    public List<Violation> validate(TypeId type, PropertyValues values) {
        KafkaSettings settings = KafkaSettings.of(values);
        Optional<Mechanism> mechanism = settings.mechanism();
        PropertyRules rules = new PropertyRules(values);
        if (!mechanism.equals(Optional.of(Mechanism.OAUTHBEARER))) {
            rules.forbid("belongs to OAUTHBEARER only", KafkaProperties.TOKEN_SCOPE);
        }
        if (!mechanism.equals(Optional.of(Mechanism.GSSAPI))) {
            rules.forbid("belongs to GSSAPI only", KafkaProperties.KRB5_CONF, KafkaProperties.SERVICE_NAME);
        }
        if (mechanism.equals(Optional.of(Mechanism.AWS_MSK_IAM))) {
            signed(settings, rules);
        } else {
            rules.forbid("belongs to AWS_MSK_IAM only", KafkaProperties.AWS_CONNECTION, KafkaProperties.AWS_REGION);
        }
        scramOfGlue(values, rules);
        mechanism.filter(m -> settings.protocol() == Protocol.SASL_PLAINTEXT).ifPresent(m -> inClear(m, rules));
        values.get(KafkaProperties.TOKEN_ENDPOINT)
                .filter(endpoint -> "http".equalsIgnoreCase(endpoint.getScheme()))
                .ifPresent(endpoint -> rules.warn(
                        KafkaProperties.TOKEN_ENDPOINT,
                        "is not https: the client's secret would travel in clear, which is refused off this machine"));
        return rules.violations();
    }

    private static void signed(KafkaSettings settings, PropertyRules rules) {
        rules.require(KafkaProperties.AWS_CONNECTION, "; the identity of this process is never used");
        if (settings.awsRegion().isEmpty()) {
            rules.require(KafkaProperties.AWS_REGION, "");
        }
        if (!settings.protocol().isEncrypted()) {
            PropertySpec<?> at = settings.isGlue() ? GlueProperties.SSL_ENABLED : KafkaProperties.SECURITY_PROTOCOL;
            rules.error(at, "AWS_MSK_IAM needs TLS: say " + (settings.isGlue() ? "true" : "SASL_SSL"));
        }
    }

    /** The encrypted twin makes the password one of two, which a condition of the schema can not say. */
    private static void scramOfGlue(PropertyValues values, PropertyRules rules) {
        boolean isScram = values.get(GlueProperties.MECHANISM)
                .filter("SCRAM-SHA-512"::equals)
                .isPresent();
        if (!isScram) {
            rules.forbid(
                    "belongs to " + GlueProperties.MECHANISM + " = SCRAM-SHA-512 only",
                    GlueProperties.SCRAM_PASSWORD,
                    GlueProperties.ENCRYPTED_SCRAM_PASSWORD);
            return;
        }
        rules.exclude(GlueProperties.SCRAM_PASSWORD, GlueProperties.ENCRYPTED_SCRAM_PASSWORD);
        if (!values.has(GlueProperties.ENCRYPTED_SCRAM_PASSWORD)) {
            rules.require(
                    GlueProperties.SCRAM_PASSWORD, ", or " + GlueProperties.ENCRYPTED_SCRAM_PASSWORD + " in its place");
        }
    }

    private static void inClear(Mechanism mechanism, PropertyRules rules) {
        if (mechanism == Mechanism.PLAIN || mechanism == Mechanism.OAUTHBEARER) {
            rules.warn(
                    KafkaProperties.SECURITY_PROTOCOL,
                    "SASL in clear with " + mechanism + " shows the "
                            + (mechanism == Mechanism.PLAIN ? "password" : "token")
                            + " to everyone on the way; use SASL_SSL, or SCRAM");
        }
    }
}
