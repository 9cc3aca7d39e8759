package dev.mooring.connection.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Violation;
import dev.mooring.connection.property.PropertySchema.Binding;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Exactly the fields that a mechanism needs, and every violation at once. */
class KafkaValidationTest {
    private static final KafkaConnectionType TYPE = new KafkaConnectionType();
    private static final String SERVERS = "b1.example.com:9092,b2.example.com:9093";
    private static final String PEM = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

    @Test
    void takesPlaintextAsTheDefaultAndServersAsListOrText() {
        assertThat(all("BOOTSTRAP_SERVERS", SERVERS)).isEmpty();
        assertThat(all("bootstrap.servers", SERVERS)).isEmpty();
        assertThat(all("kafka.bootstrap.servers", SERVERS, "kafka.security.protocol", "plaintext"))
                .isEmpty();
    }

    @Test
    void checksEachServer() {
        assertThat(errors("BOOTSTRAP_SERVERS", "b1.example.com:9092,b2.example.com"))
                .containsExactly("BOOTSTRAP_SERVERS MALFORMED");
    }

    @Test
    void wantsTheFieldsOfEachMechanism() {
        assertThat(errors(sasl("SCRAM-SHA-256"))).containsExactly("SASL_USERNAME MISSING", "SASL_PASSWORD MISSING");
        assertThat(errors(sasl("OAUTHBEARER")))
                .containsExactly(
                        "SASL_OAUTHBEARER_TOKEN_ENDPOINT MISSING",
                        "SASL_OAUTHBEARER_CLIENT_ID MISSING",
                        "SASL_OAUTHBEARER_CLIENT_SECRET MISSING");
        assertThat(errors(sasl("GSSAPI")))
                .containsExactly("SASL_KERBEROS_PRINCIPAL MISSING", "SASL_KERBEROS_KEYTAB MISSING");
        assertThat(errors(sasl("AWS_MSK_IAM"))).containsExactly("AWS_CONNECTION MISSING", "AWS_REGION MISSING");
        assertThat(errors("BOOTSTRAP_SERVERS", SERVERS, "SECURITY_PROTOCOL", "SASL_SSL"))
                .containsExactly("SASL_MECHANISM MISSING");
    }

    @Test
    void refusesTheFieldsOfOthers() {
        assertThat(errors(sasl(
                        "PLAIN",
                        "SASL_USERNAME",
                        "ann",
                        "SASL_PASSWORD",
                        "pw",
                        "SASL_OAUTHBEARER_SCOPE",
                        "kafka",
                        "SASL_KERBEROS_SERVICE_NAME",
                        "kafka",
                        "SASL_KERBEROS_PRINCIPAL",
                        "a@B",
                        "AWS_REGION",
                        "eu-west-1")))
                .containsExactlyInAnyOrder(
                        "SASL_OAUTHBEARER_SCOPE CONFLICT",
                        "SASL_KERBEROS_SERVICE_NAME CONFLICT",
                        "SASL_KERBEROS_PRINCIPAL CONFLICT",
                        "AWS_REGION CONFLICT");
        assertThat(errors("BOOTSTRAP_SERVERS", SERVERS, "SASL_MECHANISM", "PLAIN", "SSL_KEY_PASSWORD", "pw"))
                .contains("SASL_MECHANISM CONFLICT", "SSL_KEY_PASSWORD CONFLICT");
    }

    @Test
    void takesNoJaasText() {
        for (String key : List.of("sasl.jaas.config", "kafka.sasl.jaas.config", "SASL_JAAS_CONFIG")) {
            List<Violation> violations = check(List.of(
                    RawProperty.of("BOOTSTRAP_SERVERS", SERVERS),
                    RawProperty.of(key, "com.sun.security.auth.module.JndiLoginModule required;")));

            assertThat(violations).singleElement().satisfies(violation -> {
                assertThat(violation.reason()).isEqualTo(Violation.Reason.UNKNOWN);
                assertThat(violation.expectation()).contains("SASL_MECHANISM");
            });
        }
        assertThat(errors("BOOTSTRAP_SERVERS", SERVERS, "sasl.login.class", "x.Y"))
                .containsExactly("sasl.login.class UNKNOWN");
    }

    @Test
    void keepsKeysAndCertificatesTogether() {
        assertThat(errors(ssl("SSL_KEYSTORE_CERTIFICATE_CHAIN", PEM))).containsExactly("SSL_KEYSTORE_KEY MISSING");
        assertThat(errors(ssl("SSL_TRUSTSTORE_CERTIFICATES", PEM, "SSL_TRUSTSTORE", "/ca.p12")))
                .containsExactly("SSL_TRUSTSTORE CONFLICT");
        assertThat(errors(ssl("SSL_TRUSTSTORE_PASSWORD", "pw"))).containsExactly("SSL_TRUSTSTORE_PASSWORD CONFLICT");
        assertThat(errors(ssl("SSL_KEYSTORE", "/client.p12"))).containsExactly("SSL_KEYSTORE_PASSWORD MISSING");
    }

    @Test
    void anUnchangedSecretNeedsNotBeGivenAgain() {
        PropertyValues kept = TYPE.schema()
                .bind(raw(ssl("SSL_KEYSTORE_CERTIFICATE_CHAIN", PEM)))
                .values();
        Binding change = TYPE.schema()
                .rebind(kept, Set.of("SSL_KEYSTORE_KEY"), raw("SSL_KEYSTORE_CERTIFICATE_CHAIN", "/renewed.pem"));

        assertThat(validated(change)).isEmpty();
    }

    @Test
    void aCertificateGoesWithAPasswordButNotWithAToken() {
        assertThat(errors(sasl(
                        "GSSAPI",
                        "SASL_KERBEROS_PRINCIPAL",
                        "a@B",
                        "SASL_KERBEROS_KEYTAB",
                        "/k",
                        "SSL_KEYSTORE",
                        "/client.p12",
                        "SSL_KEYSTORE_PASSWORD",
                        "pw")))
                .containsExactly("SSL_KEYSTORE CONFLICT");
    }

    @Test
    void warnsOfSecretsInClearAndOfUncheckedHosts() {
        assertThat(all(
                        "BOOTSTRAP_SERVERS", SERVERS,
                        "SECURITY_PROTOCOL", "SASL_PLAINTEXT",
                        "SASL_MECHANISM", "PLAIN",
                        "SASL_USERNAME", "ann",
                        "SASL_PASSWORD", "pw"))
                .singleElement()
                .satisfies(violation -> assertThat(violation.isError()).isFalse());
        assertThat(all(ssl("SSL_ENDPOINT_IDENTIFICATION", "false")))
                .singleElement()
                .satisfies(violation -> assertThat(violation.isError()).isFalse());
    }

    @Test
    void signingForMskNeedsTls() {
        assertThat(errors(
                        "BOOTSTRAP_SERVERS", SERVERS,
                        "SECURITY_PROTOCOL", "SASL_PLAINTEXT",
                        "SASL_MECHANISM", "AWS_MSK_IAM",
                        "AWS_CONNECTION", "lake",
                        "AWS_REGION", "eu-west-1"))
                .containsExactly("SECURITY_PROTOCOL CONFLICT");
    }

    @Test
    void takesTheSpellingOfGlueAndNoMixture() {
        assertThat(all("KAFKA_BOOTSTRAP_SERVERS", SERVERS)).isEmpty();
        assertThat(all("KAFKA_BOOTSTRAP_SERVERS", SERVERS, "KAFKA_SKIP_CUSTOM_CERT_VALIDATION", "false"))
                .isEmpty();
        assertThat(errors("KAFKA_BOOTSTRAP_SERVERS", SERVERS, "KAFKA_SKIP_CUSTOM_CERT_VALIDATION", "true"))
                .containsExactly("KAFKA_SKIP_CUSTOM_CERT_VALIDATION CONFLICT");
        assertThat(errors("KAFKA_BOOTSTRAP_SERVERS", SERVERS, "SECURITY_PROTOCOL", "SSL"))
                .containsExactly("SECURITY_PROTOCOL CONFLICT");
        assertThat(errors("BOOTSTRAP_SERVERS", SERVERS, "KAFKA_SSL_ENABLED", "true"))
                .containsExactly("KAFKA_SSL_ENABLED CONFLICT");
        assertThat(errors("KAFKA_BOOTSTRAP_SERVERS", SERVERS, "BOOTSTRAP_SERVERS", SERVERS))
                .isNotEmpty();
        assertThat(errors("KAFKA_BOOTSTRAP_SERVERS", SERVERS, "KAFKA_SASL_MECHANISM", "GSSAPI"))
                .hasSize(4);
        assertThat(errors("KAFKA_BOOTSTRAP_SERVERS", SERVERS, "KAFKA_SASL_MECHANISM", "SCRAM-SHA-512"))
                .containsExactly("KAFKA_SASL_SCRAM_USERNAME MISSING", "KAFKA_SASL_SCRAM_PASSWORD MISSING");
    }

    @Test
    void whateverProtectsSecretsNeedsThemAgainWhenItChanges() {
        assertThat(named(PropertySpec::guardsSecrets))
                .contains(
                        "BOOTSTRAP_SERVERS",
                        "SECURITY_PROTOCOL",
                        "SASL_MECHANISM",
                        "SSL_TRUSTSTORE_CERTIFICATES",
                        "SSL_TRUSTSTORE",
                        "SSL_ENDPOINT_IDENTIFICATION",
                        "SASL_OAUTHBEARER_TOKEN_ENDPOINT",
                        "SASL_KERBEROS_KRB5_CONF",
                        "SASL_KERBEROS_SERVICE_NAME",
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "KAFKA_SSL_ENABLED",
                        "KAFKA_CUSTOM_CERT",
                        "KAFKA_SKIP_CUSTOM_CERT_VALIDATION",
                        "KAFKA_SASL_MECHANISM",
                        "KAFKA_SASL_GSSAPI_KRB5_CONF",
                        "KAFKA_SASL_GSSAPI_SERVICE")
                .doesNotContain("SASL_USERNAME", "AWS_REGION");
        assertThat(named(PropertySpec::standsForSecret)).containsExactly("AWS_CONNECTION");
    }

    private static List<String> named(Predicate<PropertySpec<?>> flag) {
        return TYPE.schema().specs().stream()
                .filter(flag)
                .map(PropertySpec::name)
                .toList();
    }

    @Test
    void anEncryptedTwinExcludesThePlainOne() {
        assertThat(errors(
                        "KAFKA_BOOTSTRAP_SERVERS", SERVERS,
                        "KAFKA_SASL_MECHANISM", "SCRAM-SHA-512",
                        "KAFKA_SASL_SCRAM_USERNAME", "ann",
                        "KAFKA_SASL_SCRAM_PASSWORD", "pw",
                        "ENCRYPTED_KAFKA_SASL_SCRAM_PASSWORD", "AQID",
                        "KAFKA_CLIENT_KEYSTORE", "s3://bucket/client.jks",
                        "KAFKA_CLIENT_KEYSTORE_PASSWORD", "pw",
                        "ENCRYPTED_KAFKA_CLIENT_KEYSTORE_PASSWORD", "AQID",
                        "KAFKA_CLIENT_KEY_PASSWORD", "pw",
                        "ENCRYPTED_KAFKA_CLIENT_KEY_PASSWORD", "AQID"))
                .containsExactlyInAnyOrder(
                        "ENCRYPTED_KAFKA_SASL_SCRAM_PASSWORD CONFLICT",
                        "ENCRYPTED_KAFKA_CLIENT_KEYSTORE_PASSWORD CONFLICT",
                        "ENCRYPTED_KAFKA_CLIENT_KEY_PASSWORD CONFLICT");
    }

    private static String[] sasl(String mechanism, String... more) {
        List<String> all = new ArrayList<>(
                List.of("BOOTSTRAP_SERVERS", SERVERS, "SECURITY_PROTOCOL", "SASL_SSL", "SASL_MECHANISM", mechanism));
        all.addAll(List.of(more));
        return all.toArray(new String[0]);
    }

    private static String[] ssl(String... more) {
        List<String> all = new ArrayList<>(List.of("BOOTSTRAP_SERVERS", SERVERS, "SECURITY_PROTOCOL", "SSL"));
        all.addAll(List.of(more));
        return all.toArray(new String[0]);
    }

    private static List<String> errors(String... namesAndValues) {
        return all(namesAndValues).stream()
                .filter(Violation::isError)
                .map(violation -> violation.property() + " " + violation.reason())
                .toList();
    }

    private static List<Violation> all(String... namesAndValues) {
        return check(raw(namesAndValues));
    }

    private static List<RawProperty> raw(String... namesAndValues) {
        return LiveSource.raw(namesAndValues);
    }

    private static List<Violation> check(List<RawProperty> raw) {
        return validated(TYPE.schema().bind(raw));
    }

    private static List<Violation> validated(Binding binding) {
        List<Violation> violations = new ArrayList<>(binding.violations());
        TYPE.validators().forEach(validator -> violations.addAll(validator.validate(TYPE.id(), binding.values())));
        return violations;
    }
}
