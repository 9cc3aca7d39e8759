package dev.mooring.connection.kafka;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.kafka.bridge.KafkaEndpoint.Mechanism;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySchema.Group;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.Validator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** STORAGE/KAFKA: topics of a Kafka cluster. */
final class KafkaConnectionType implements ConnectionType {
    private static final TypeId ID = TypeId.of(ConnectionCategory.STORAGE, "KAFKA");
    /** An authorization server decides how long its tokens live; this bounds how long one is kept. */
    private static final Duration LONGEST_TOKEN = Duration.ofHours(24);

    private static final ScopeSyntax SCOPES =
            ScopeSyntax.reachesEverything(Set.of("kafka"), Set.of(Action.READ, Action.LIST, Action.WRITE));
    private static final PropertySchema SCHEMA = schemaOfBothSpellings();

    private static PropertySchema schemaOfBothSpellings() {
        PropertySchema.Builder schema = PropertySchema.builder()
                .exactlyOneOf(Group.of(KafkaProperties.BOOTSTRAP_SERVERS), Group.of(GlueProperties.BOOTSTRAP_SERVERS));
        addKafkaSpelling(schema);
        addGlueSpelling(schema);
        return schema.optional(KafkaProperties.AWS_CONNECTION, KafkaProperties.AWS_REGION)
                .refuse("SASL_JAAS_CONFIG", "the login is made from SASL_MECHANISM and the fields it needs")
                .refuse("SASL.JAAS.CONFIG", "the login is made from SASL_MECHANISM and the fields it needs")
                .refuse("KAFKA.SASL.JAAS.CONFIG", "the login is made from SASL_MECHANISM and the fields it needs")
                .refuse(
                        "KAFKA_SASL_SCRAM_SECRETS_ARN",
                        "secrets are kept by this system; give KAFKA_SASL_SCRAM_USERNAME and KAFKA_SASL_SCRAM_PASSWORD")
                .refuse("TOPIC", "topics are named where the connection is used, as kafka://topic")
                .build();
    }

    private static void addKafkaSpelling(PropertySchema.Builder schema) {
        schema.optional(KafkaProperties.SECURITY_PROTOCOL)
                .when(
                        KafkaProperties.SECURITY_PROTOCOL,
                        Set.of("SASL_PLAINTEXT", "SASL_SSL"),
                        Group.of(KafkaProperties.SASL_MECHANISM))
                .when(
                        KafkaProperties.SASL_MECHANISM,
                        Set.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"),
                        Group.of(KafkaProperties.SASL_USERNAME, KafkaProperties.SASL_PASSWORD))
                .when(
                        KafkaProperties.SASL_MECHANISM,
                        Set.of("OAUTHBEARER"),
                        Group.of(
                                KafkaProperties.TOKEN_ENDPOINT,
                                KafkaProperties.CLIENT_ID,
                                KafkaProperties.CLIENT_SECRET))
                .when(
                        KafkaProperties.SASL_MECHANISM,
                        Set.of("GSSAPI"),
                        Group.of(KafkaProperties.PRINCIPAL, KafkaProperties.KEYTAB))
                .optional(KafkaProperties.TOKEN_SCOPE, KafkaProperties.KRB5_CONF, KafkaProperties.SERVICE_NAME)
                .optional(
                        KafkaProperties.TRUSTED_CERTIFICATES,
                        KafkaProperties.TRUST_STORE,
                        KafkaProperties.TRUST_STORE_PASSWORD,
                        KafkaProperties.CLIENT_CHAIN,
                        KafkaProperties.CLIENT_KEY,
                        KafkaProperties.KEY_STORE,
                        KafkaProperties.KEY_STORE_PASSWORD,
                        KafkaProperties.KEY_PASSWORD,
                        KafkaProperties.HOST_CHECK);
    }

    private static void addGlueSpelling(PropertySchema.Builder schema) {
        schema.optional(GlueProperties.SSL_ENABLED, GlueProperties.MECHANISM)
                .when(
                        GlueProperties.MECHANISM,
                        Set.of("PLAIN"),
                        Group.of(GlueProperties.PLAIN_USERNAME, GlueProperties.PLAIN_PASSWORD))
                .when(GlueProperties.MECHANISM, Set.of("SCRAM-SHA-512"), Group.of(GlueProperties.SCRAM_USERNAME))
                .when(
                        GlueProperties.MECHANISM,
                        Set.of("GSSAPI"),
                        Group.of(
                                GlueProperties.PRINCIPAL,
                                GlueProperties.KEYTAB,
                                GlueProperties.KRB5_CONF,
                                GlueProperties.SERVICE))
                .optional(
                        GlueProperties.SCRAM_PASSWORD,
                        GlueProperties.ENCRYPTED_SCRAM_PASSWORD,
                        GlueProperties.CUSTOM_CERT,
                        GlueProperties.SKIP_CERT_VALIDATION,
                        GlueProperties.CLIENT_KEYSTORE,
                        GlueProperties.KEYSTORE_PASSWORD,
                        GlueProperties.ENCRYPTED_KEYSTORE_PASSWORD,
                        GlueProperties.KEY_PASSWORD,
                        GlueProperties.ENCRYPTED_KEY_PASSWORD);
    }

    @Override
    public TypeId id() {
        return ID;
    }

    @Override
    public PropertySchema schema() {
        return SCHEMA;
    }

    @Override
    public ScopeSyntax scopes() {
        return SCOPES;
    }

    @Override
    public Duration lifetime(PropertyValues values) {
        Optional<Mechanism> mechanism = KafkaSettings.of(values).mechanism();
        return mechanism.equals(Optional.of(Mechanism.AWS_MSK_IAM)) ? MskTokenVendor.LIFETIME : LONGEST_TOKEN;
    }

    @Override
    public List<Validator> validators() {
        return List.of(new SpellingValidator(), new KafkaValidator(), new TlsValidator());
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        return new KafkaProbe(context);
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        return new KafkaVendor(context);
    }
}
