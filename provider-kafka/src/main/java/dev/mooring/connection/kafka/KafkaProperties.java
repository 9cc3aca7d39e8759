package dev.mooring.connection.kafka;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.kafka.bridge.KafkaEndpoint.Protocol;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertySpecBuilder;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** The properties of a Kafka connection, named as Kafka's own settings are. */
final class KafkaProperties {
    static final String PEM = " in PEM, as text, base64:… or a file";
    static final String STORE = ", as a file or base64:…";
    static final String PRINCIPAL_FORM = "[^@\\s]+@[^@\\s]+";
    static final String PRINCIPAL_EXPECTED = "a principal with its realm, such as etl@EXAMPLE.COM";
    static final String SERVICE_FORM = "[A-Za-z0-9._-]+";
    static final String SERVICE_EXPECTED = "the brokers' service name, such as kafka";

    static final PropertySpec<List<HostPort>> BOOTSTRAP_SERVERS = dotted(
                    PropertySpec.servers("BOOTSTRAP_SERVERS"), "bootstrap.servers")
            .describe("servers to start from, each host:port")
            .build();
    static final PropertySpec<Protocol> SECURITY_PROTOCOL = dotted(
                    PropertySpec.oneOf("SECURITY_PROTOCOL", Protocol.class), "security.protocol")
            .defaultsTo(Protocol.PLAINTEXT.name())
            .describe("how the listener is protected: PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL")
            .guardsSecrets()
            .build();
    static final PropertySpec<String> SASL_MECHANISM = dotted(
                    PropertySpec.oneOf(
                            "SASL_MECHANISM",
                            List.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER", "GSSAPI", "AWS_MSK_IAM")),
                    "sasl.mechanism")
            .describe("how the client proves who it is")
            .guardsSecrets()
            .build();

    static final PropertySpec<String> SASL_USERNAME = dotted(PropertySpec.text("SASL_USERNAME"), "sasl.username")
            .describe("user of PLAIN and SCRAM")
            .build();
    static final PropertySpec<Secret> SASL_PASSWORD = dotted(PropertySpec.secret("SASL_PASSWORD"), "sasl.password")
            .describe("password of that user")
            .build();

    static final PropertySpec<String> TRUSTED_CERTIFICATES = dotted(
                    PropertySpec.content("SSL_TRUSTSTORE_CERTIFICATES"), "ssl.truststore.certificates")
            .describe("certificates of the authorities that brokers are trusted by" + PEM)
            .guardsSecrets()
            .build();
    static final PropertySpec<String> TRUST_STORE = PropertySpec.content("SSL_TRUSTSTORE")
            .alias("SSL.TRUSTSTORE.LOCATION", "KAFKA.SSL.TRUSTSTORE.LOCATION")
            .describe("JKS or PKCS#12 store of those certificates" + STORE)
            .guardsSecrets()
            .build();
    static final PropertySpec<Secret> TRUST_STORE_PASSWORD = dotted(
                    PropertySpec.secret("SSL_TRUSTSTORE_PASSWORD"), "ssl.truststore.password")
            .describe("password of SSL_TRUSTSTORE")
            .build();
    static final PropertySpec<String> CLIENT_CHAIN = dotted(
                    PropertySpec.content("SSL_KEYSTORE_CERTIFICATE_CHAIN"), "ssl.keystore.certificate.chain")
            .describe("the client's own certificate and those above it" + PEM)
            .build();
    static final PropertySpec<Secret> CLIENT_KEY = dotted(
                    PropertySpec.secretContent("SSL_KEYSTORE_KEY"), "ssl.keystore.key")
            .describe("private key of that certificate, PKCS#8" + PEM)
            .build();
    static final PropertySpec<Secret> KEY_STORE = PropertySpec.secretContent("SSL_KEYSTORE")
            .alias("SSL.KEYSTORE.LOCATION", "KAFKA.SSL.KEYSTORE.LOCATION")
            .describe("JKS or PKCS#12 store of the client's certificate and key" + STORE)
            .build();
    static final PropertySpec<Secret> KEY_STORE_PASSWORD = dotted(
                    PropertySpec.secret("SSL_KEYSTORE_PASSWORD"), "ssl.keystore.password")
            .describe("password of SSL_KEYSTORE")
            .build();
    static final PropertySpec<Secret> KEY_PASSWORD = dotted(PropertySpec.secret("SSL_KEY_PASSWORD"), "ssl.key.password")
            .describe("password of the client's private key")
            .build();
    static final PropertySpec<Boolean> HOST_CHECK = PropertySpec.flag("SSL_ENDPOINT_IDENTIFICATION")
            .defaultsTo("true")
            .describe("whether a broker's certificate must name its host")
            .guardsSecrets()
            .build();

    static final PropertySpec<URI> TOKEN_ENDPOINT = dotted(
                    PropertySpec.url("SASL_OAUTHBEARER_TOKEN_ENDPOINT"), "sasl.oauthbearer.token.endpoint.url")
            .describe("where OAUTHBEARER tokens are asked for by the client credentials grant")
            .build();
    static final PropertySpec<String> CLIENT_ID = dotted(
                    PropertySpec.text("SASL_OAUTHBEARER_CLIENT_ID"), "sasl.oauthbearer.client.credentials.client.id")
            .describe("id of the client that asks")
            .build();
    static final PropertySpec<Secret> CLIENT_SECRET = dotted(
                    PropertySpec.secret("SASL_OAUTHBEARER_CLIENT_SECRET"),
                    "sasl.oauthbearer.client.credentials.client.secret")
            .describe("secret of that client")
            .build();
    static final PropertySpec<String> TOKEN_SCOPE = dotted(
                    PropertySpec.text("SASL_OAUTHBEARER_SCOPE"), "sasl.oauthbearer.scope")
            .describe("scopes to ask for, separated by blanks")
            .build();

    static final PropertySpec<String> PRINCIPAL = PropertySpec.text("SASL_KERBEROS_PRINCIPAL")
            .pattern(PRINCIPAL_FORM, PRINCIPAL_EXPECTED)
            .describe("Kerberos principal with its realm, such as etl@EXAMPLE.COM")
            .build();
    static final PropertySpec<Secret> KEYTAB = PropertySpec.secretContent("SASL_KERBEROS_KEYTAB")
            .describe("keytab of that principal, as base64:… or a file")
            .build();
    static final PropertySpec<String> KRB5_CONF = PropertySpec.content("SASL_KERBEROS_KRB5_CONF")
            .describe("krb5.conf of the realm, as text or a file")
            .guardsSecrets()
            .build();
    static final PropertySpec<String> SERVICE_NAME = dotted(
                    PropertySpec.text("SASL_KERBEROS_SERVICE_NAME"), "sasl.kerberos.service.name")
            .pattern(SERVICE_FORM, SERVICE_EXPECTED)
            .defaultsTo("kafka")
            .describe("first part of the brokers' own principals")
            .guardsSecrets()
            .build();

    static final PropertySpec<String> AWS_CONNECTION = PropertySpec.connection(
                    "AWS_CONNECTION", ConnectionCategory.STORAGE, ConnectionCategory.API)
            .describe("AWS connection of this workspace whose credentials sign for AWS_MSK_IAM")
            .standsForSecret()
            .build();
    static final PropertySpec<String> AWS_REGION = PropertySpec.text("AWS_REGION")
            .pattern("[a-z]{2}(-[a-z]+){1,2}-\\d{1,2}", "a region such as eu-west-1")
            .describe("region of the MSK cluster, when the servers' names do not say it")
            .build();

    private KafkaProperties() {}

    /** Adds Kafka's own spelling, also with the prefix that SQL functions use. */
    private static <T> PropertySpecBuilder<T> dotted(PropertySpecBuilder<T> builder, String spelling) {
        String upper = spelling.toUpperCase(Locale.ROOT);
        return builder.alias(upper, "KAFKA." + upper);
    }
}
