package dev.mooring.connection.mongodb;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySchema.Group;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.support.secrets.LoginProperties;
import java.util.List;

/** The properties of a MongoDB connection. */
final class MongoDbProperties {
    static final String X509 = "MONGODB-X509";

    private static final String PEM = " in PEM, as text, base64:… or a file";
    private static final String NAME_FORM = "[A-Za-z0-9_][A-Za-z0-9_-]{0,62}";
    private static final String NAME_EXPECTED = "a name of letters, digits, - and _";

    static final PropertySpec<List<HostPort>> HOSTS = PropertySpec.servers("HOSTS")
            .alias("SERVERS")
            .describe("servers to start from, each host:port")
            .build();
    static final PropertySpec<String> URL = PropertySpec.text("CONNECTION_URL")
            .alias("URL", "URI", "MONGODB_URL", "MONGODB_URI")
            .describe("mongodb:// or mongodb+srv:// URL, without a login and with admitted options only")
            .guardsSecrets()
            .build();
    static final PropertySpec<String> DATABASE = PropertySpec.text("DATABASE")
            .pattern(NAME_FORM, NAME_EXPECTED)
            .describe("database that a test looks at")
            .build();
    static final PropertySpec<String> REPLICA_SET = PropertySpec.text("REPLICA_SET")
            .pattern(NAME_FORM, NAME_EXPECTED)
            .describe("name that the replica set must have")
            .build();
    static final PropertySpec<String> AUTH_DATABASE = PropertySpec.text("AUTH_DATABASE")
            .alias("AUTH_SOURCE")
            .pattern(NAME_FORM, NAME_EXPECTED)
            .describe("database that knows the user; admin unless given")
            .guardsSecrets()
            .build();
    static final PropertySpec<String> MECHANISM = PropertySpec.oneOf(
                    "AUTH_MECHANISM", List.of("SCRAM-SHA-256", "SCRAM-SHA-1", X509))
            .defaultsTo("SCRAM-SHA-256")
            .describe("how the client proves who it is")
            .guardsSecrets()
            .build();
    static final PropertySpec<Boolean> TLS = PropertySpec.flag("TLS")
            .alias("SSL")
            .defaultsTo("true")
            .describe("whether TLS is spoken and the servers' certificates checked; without it, nothing is encrypted")
            .guardsSecrets()
            .build();
    static final PropertySpec<String> AUTHORITIES = PropertySpec.content("TRUSTED_CERTIFICATES")
            .describe("certificates of the authorities that servers are trusted by" + PEM)
            .guardsSecrets()
            .build();
    static final PropertySpec<String> CLIENT_CERTIFICATE = PropertySpec.content("CLIENT_CERTIFICATE")
            .describe("the client's own certificate and those above it" + PEM)
            .build();
    static final PropertySpec<Secret> CLIENT_KEY = PropertySpec.secretContent("CLIENT_KEY")
            .describe("private key of that certificate, PKCS#8" + PEM)
            .build();
    static final PropertySpec<Secret> CLIENT_KEY_PASSWORD = PropertySpec.secret("CLIENT_KEY_PASSWORD")
            .describe("password of CLIENT_KEY, if it is encrypted")
            .build();

    private MongoDbProperties() {}

    static PropertySchema schema() {
        return LoginProperties.addTo(PropertySchema.builder().exactlyOneOf(Group.of(HOSTS), Group.of(URL)))
                .optional(DATABASE, REPLICA_SET, AUTH_DATABASE, MECHANISM, TLS, AUTHORITIES)
                .optional(CLIENT_CERTIFICATE, CLIENT_KEY, CLIENT_KEY_PASSWORD)
                .build();
    }
}
