package dev.mooring.connection.glue.model;

import static dev.mooring.connection.glue.model.AuthenticationType.BASIC;
import static dev.mooring.connection.glue.model.AuthenticationType.CUSTOM;
import static dev.mooring.connection.glue.model.AuthenticationType.OAUTH2;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.glue.model.GlueType.House;
import dev.mooring.connection.glue.model.GlueType.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The kinds of connections that are known in Glue's form: the standard ones, and those that an application adds. Immutable. */
public final class GlueTypes {
    private static final String CONNECTOR_TYPE = "CONNECTOR_TYPE";
    private static final Set<OAuth2Grant> CONSENTED = Set.of(OAuth2Grant.AUTHORIZATION_CODE, OAuth2Grant.REFRESH_TOKEN);
    private static final GlueTypes STANDARD =
            new GlueTypes(List.of(jdbc(), kafka(), mongodb(), salesforce(), network(), marketplace(), custom()));

    private final Map<String, GlueType> types = new TreeMap<>();

    private GlueTypes(List<GlueType> types) {
        types.forEach(type -> this.types.put(type.name(), type));
    }

    /** JDBC, KAFKA, MONGODB, SALESFORCE, NETWORK, MARKETPLACE and CUSTOM. */
    public static GlueTypes standard() {
        return STANDARD;
    }

    /** These kinds and one more; one of the same name is replaced. */
    public GlueTypes with(GlueType type) {
        List<GlueType> all = new ArrayList<>(types.values());
        all.add(type);
        return new GlueTypes(all);
    }

    /** All kinds, sorted by name. */
    public List<GlueType> list() {
        return List.copyOf(types.values());
    }

    /** The kind of that name, spelled exactly. */
    public Optional<GlueType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** The kind that connections of this type are shown as. */
    public Optional<GlueType> of(TypeId type) {
        return types.values().stream()
                .filter(each -> each.house().category() == type.category()
                        && type.isNamed(each.house().type()))
                .findFirst();
    }

    /** All that is wrong with the input for its type, each violation with a place. */
    public List<Violation> check(ConnectionInput input) {
        return violations(input).stream()
                .map(violation -> violation.at(Optional.of(input.position())))
                .toList();
    }

    private List<Violation> violations(ConnectionInput input) {
        if (input.connectionType().equals("SFTP")) {
            return List.of(InputRules.unsupported());
        }
        Optional<GlueType> type = find(input.connectionType());
        if (type.isEmpty()) {
            return List.of(InputRules.unknown(input.connectionType(), List.copyOf(types.keySet())));
        }
        List<Violation> violations = new ArrayList<>(InputRules.general(input, type.get()));
        violations.addAll(type.get().rule().check(input));
        return violations;
    }

    private static GlueType jdbc() {
        Rule rule = InputRules.either(List.of("HOST", "PORT", "JDBC_ENGINE"), "JDBC_CONNECTION_URL")
                .and(InputRules.credentials())
                .and(InputRules.port())
                .and(InputRules.flags("JDBC_ENFORCE_SSL", "SKIP_CUSTOM_JDBC_CERT_VALIDATION"))
                .and(InputRules.matching("JDBC_CONNECTION_URL", "jdbc:\\S.*", "a JDBC URL, starting with jdbc:"));
        return GlueType.of(
                        "JDBC",
                        "A database that is reached through JDBC",
                        new House(ConnectionCategory.DATABASE, "JDBC"))
                .authenticatedBy(BASIC)
                .keeping("JDBC_DRIVER_JAR_URI", "JDBC_ENGINE_VERSION", "INSTANCE_ID", "CONFIG_FILES")
                .asking(rule);
    }

    private static GlueType kafka() {
        Rule rule = InputRules.required("KAFKA_BOOTSTRAP_SERVERS")
                .and(InputRules.flags("KAFKA_SSL_ENABLED", "KAFKA_SKIP_CUSTOM_CERT_VALIDATION"))
                .and(InputRules.matching(
                        "KAFKA_SASL_MECHANISM",
                        "SCRAM-SHA-512|GSSAPI|AWS_MSK_IAM|PLAIN",
                        "SCRAM-SHA-512, GSSAPI, AWS_MSK_IAM or PLAIN"));
        return GlueType.of("KAFKA", "An Apache Kafka cluster", new House(ConnectionCategory.STORAGE, "KAFKA"))
                .asking(rule);
    }

    private static GlueType mongodb() {
        Rule rule = InputRules.required("CONNECTION_URL")
                .and(InputRules.credentials())
                .and(InputRules.matching(
                        "CONNECTION_URL", "mongodb(\\+srv)?://\\S+", "a URL such as mongodb://host:27017/database"));
        return GlueType.of("MONGODB", "A MongoDB document database", new House(ConnectionCategory.DATABASE, "MONGODB"))
                .authenticatedBy(BASIC)
                .asking(rule);
    }

    /** Grants that people give consent to are those of any API; Salesforce's own type knows the others. */
    private static GlueType salesforce() {
        House own = new House(ConnectionCategory.API, "SALESFORCE");
        House any = new House(ConnectionCategory.API, "HTTP");
        return GlueType.of("SALESFORCE", "Salesforce, entered by OAuth 2", own)
                .authenticatedBy(OAUTH2)
                .spelling("INSTANCE_URL", "URL", "HOST")
                .becoming(input -> input.authentication()
                        .flatMap(AuthenticationInput::oauth2)
                        .flatMap(OAuth2Input::grant)
                        .filter(CONSENTED::contains)
                        .map(grant -> any)
                        .orElse(own))
                .asking(InputRules.authenticatedBy(OAUTH2));
    }

    private static GlueType network() {
        return GlueType.of(
                        "NETWORK",
                        "A network in which data sources are reached",
                        new House(ConnectionCategory.API, "NETWORK"))
                .asking(InputRules.physicalRequirements());
    }

    private static GlueType marketplace() {
        Rule rule = InputRules.required(CONNECTOR_TYPE, "CONNECTOR_URL", "CONNECTOR_CLASS_NAME", "CONNECTION_URL")
                .and(InputRules.when(
                        input -> input.properties()
                                .value(CONNECTOR_TYPE)
                                .filter("JDBC"::equalsIgnoreCase)
                                .isPresent(),
                        InputRules.credentials()));
        return GlueType.of(
                        "MARKETPLACE",
                        "A data store that a connector from AWS Marketplace reads and writes",
                        new House(ConnectionCategory.DATABASE, "MARKETPLACE"))
                .authenticatedBy(BASIC, CUSTOM)
                .asking(rule);
    }

    private static GlueType custom() {
        return GlueType.of(
                        "CUSTOM",
                        "A data store that a connector of one's own reads and writes",
                        new House(ConnectionCategory.DATABASE, "CUSTOM"))
                .authenticatedBy(BASIC, CUSTOM);
    }
}
