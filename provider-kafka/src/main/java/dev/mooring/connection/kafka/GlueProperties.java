package dev.mooring.connection.kafka;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertySpec;
import java.util.List;

/** The properties of a Kafka connection as AWS Glue spells them. */
final class GlueProperties {
    static final PropertySpec<List<HostPort>> BOOTSTRAP_SERVERS = PropertySpec.servers("KAFKA_BOOTSTRAP_SERVERS")
            .describe("servers to start from, each host:port; the form of AWS Glue")
            .build();
    static final PropertySpec<Boolean> SSL_ENABLED = PropertySpec.flag("KAFKA_SSL_ENABLED")
            .defaultsTo("true")
            .describe("whether the listener speaks TLS")
            .guardsSecrets()
            .build();
    static final PropertySpec<String> CUSTOM_CERT = PropertySpec.content("KAFKA_CUSTOM_CERT")
            .describe("certificates of the authorities that brokers are trusted by" + KafkaProperties.PEM)
            .guardsSecrets()
            .build();
    static final PropertySpec<Boolean> SKIP_CERT_VALIDATION = PropertySpec.flag("KAFKA_SKIP_CUSTOM_CERT_VALIDATION")
            .defaultsTo("false")
            .describe("whether KAFKA_CUSTOM_CERT may have other algorithms than RSA of 2048 bits with SHA-2")
            .guardsSecrets()
            .build();
    static final PropertySpec<Secret> CLIENT_KEYSTORE = PropertySpec.secretContent("KAFKA_CLIENT_KEYSTORE")
            .describe("JKS or PKCS#12 store of the client's certificate and key" + KafkaProperties.STORE)
            .build();
    static final PropertySpec<Secret> KEYSTORE_PASSWORD = PropertySpec.secret("KAFKA_CLIENT_KEYSTORE_PASSWORD")
            .describe("password of KAFKA_CLIENT_KEYSTORE")
            .build();
    static final PropertySpec<Secret> ENCRYPTED_KEYSTORE_PASSWORD = PropertySpec.encrypted(
                    "ENCRYPTED_KAFKA_CLIENT_KEYSTORE_PASSWORD")
            .describe("password of KAFKA_CLIENT_KEYSTORE, encrypted by the application")
            .build();
    static final PropertySpec<Secret> KEY_PASSWORD = PropertySpec.secret("KAFKA_CLIENT_KEY_PASSWORD")
            .describe("password of the key in KAFKA_CLIENT_KEYSTORE")
            .build();
    static final PropertySpec<Secret> ENCRYPTED_KEY_PASSWORD = PropertySpec.encrypted(
                    "ENCRYPTED_KAFKA_CLIENT_KEY_PASSWORD")
            .describe("password of the key in KAFKA_CLIENT_KEYSTORE, encrypted by the application")
            .build();
    static final PropertySpec<String> MECHANISM = PropertySpec.oneOf(
                    "KAFKA_SASL_MECHANISM", List.of("SCRAM-SHA-512", "GSSAPI", "AWS_MSK_IAM", "PLAIN"))
            .describe("how the client proves who it is")
            .guardsSecrets()
            .build();
    static final PropertySpec<String> SCRAM_USERNAME = PropertySpec.text("KAFKA_SASL_SCRAM_USERNAME")
            .describe("user of SCRAM")
            .build();
    static final PropertySpec<Secret> SCRAM_PASSWORD = PropertySpec.secret("KAFKA_SASL_SCRAM_PASSWORD")
            .describe("password of that user")
            .build();
    static final PropertySpec<Secret> ENCRYPTED_SCRAM_PASSWORD = PropertySpec.encrypted(
                    "ENCRYPTED_KAFKA_SASL_SCRAM_PASSWORD")
            .describe("password of that user, encrypted by the application")
            .build();
    static final PropertySpec<String> PLAIN_USERNAME = PropertySpec.text("KAFKA_SASL_PLAIN_USERNAME")
            .describe("user of PLAIN")
            .build();
    static final PropertySpec<Secret> PLAIN_PASSWORD = PropertySpec.secret("KAFKA_SASL_PLAIN_PASSWORD")
            .describe("password of that user")
            .build();
    static final PropertySpec<Secret> KEYTAB = PropertySpec.secretContent("KAFKA_SASL_GSSAPI_KEYTAB")
            .describe("keytab of the principal, as base64:… or a file")
            .build();
    static final PropertySpec<String> KRB5_CONF = PropertySpec.content("KAFKA_SASL_GSSAPI_KRB5_CONF")
            .describe("krb5.conf of the realm, as text or a file")
            .guardsSecrets()
            .build();
    static final PropertySpec<String> SERVICE = PropertySpec.text("KAFKA_SASL_GSSAPI_SERVICE")
            .pattern(KafkaProperties.SERVICE_FORM, KafkaProperties.SERVICE_EXPECTED)
            .describe("first part of the brokers' own principals")
            .guardsSecrets()
            .build();
    static final PropertySpec<String> PRINCIPAL = PropertySpec.text("KAFKA_SASL_GSSAPI_PRINCIPAL")
            .pattern(KafkaProperties.PRINCIPAL_FORM, KafkaProperties.PRINCIPAL_EXPECTED)
            .describe("Kerberos principal with its realm, such as etl@EXAMPLE.COM")
            .build();

    private GlueProperties() {}
}
