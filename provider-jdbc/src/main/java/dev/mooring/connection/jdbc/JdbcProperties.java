package dev.mooring.connection.jdbc;

import dev.mooring.connection.jdbc.bridge.JdbcEngine;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySchema.Group;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.support.network.HostProperties;
import dev.mooring.connection.support.secrets.LoginProperties;
import java.util.List;

/** The properties of a JDBC connection, named as AWS Glue names them. */
final class JdbcProperties {
    static final PropertySpec<String> HOST =
            HostProperties.host("HOST").describe("host of the database server").build();
    static final PropertySpec<Integer> PORT =
            HostProperties.port("PORT").describe("port of the database server").build();
    static final PropertySpec<JdbcEngine> ENGINE = PropertySpec.oneOf("JDBC_ENGINE", JdbcEngine.class)
            .alias("ENGINE")
            .describe("kind of the database")
            .guardsSecrets()
            .build();
    static final PropertySpec<String> DATABASE = PropertySpec.text("DATABASE")
            .alias("DATABASE_NAME", "DB_NAME")
            .describe("name of the database; for Oracle, of the service")
            .build();
    static final PropertySpec<String> URL = PropertySpec.text("JDBC_CONNECTION_URL")
            .alias("JDBC_URL", "CONNECTION_URL", "URL")
            .describe("JDBC URL of the database, without a login and with admitted parameters only")
            .guardsSecrets()
            .build();
    static final PropertySpec<List<String>> PARAMETERS = PropertySpec.list("JDBC_PARAMETERS")
            .alias("PARAMETERS")
            .describe("admitted parameters of the driver, each name=value")
            .build();
    static final PropertySpec<String> DRIVER = PropertySpec.text("JDBC_DRIVER_CLASS_NAME")
            .alias("DRIVER", "DRIVER_CLASS_NAME")
            .describe("class of the driver, one of those that the engine admits")
            .guardsSecrets()
            .build();
    static final PropertySpec<Boolean> TLS = PropertySpec.flag("JDBC_ENFORCE_SSL")
            .alias("ENFORCE_SSL", "TLS", "SSL")
            .defaultsTo("true")
            .describe("whether TLS is spoken and the server's certificate checked; without it, nothing is encrypted")
            .guardsSecrets()
            .build();
    static final PropertySpec<String> AUTHORITIES = PropertySpec.content("CUSTOM_JDBC_CERT")
            .alias("TRUSTED_CERTIFICATES")
            .describe(
                    "certificates of the authorities that the server is trusted by, in PEM, as text, base64:… or a file")
            .guardsSecrets()
            .build();
    static final PropertySpec<String> SUBJECT = PropertySpec.text("CUSTOM_JDBC_CERT_STRING")
            .pattern("[A-Za-z0-9 *.,=_@/+-]{1,512}", "the distinguished name (Oracle) or host name (SQL Server)")
            .describe("name that the server's certificate must hold in place of HOST: Oracle and SQL Server only")
            .guardsSecrets()
            .build();
    static final PropertySpec<Boolean> SKIP_CERT_VALIDATION = PropertySpec.flag("SKIP_CUSTOM_JDBC_CERT_VALIDATION")
            .defaultsTo("false")
            .describe("whether CUSTOM_JDBC_CERT may have other algorithms than RSA of 2048 bits with SHA-2")
            .guardsSecrets()
            .build();

    private static final String JARS = "drivers come from the application's own class path; name the class of one as"
            + " JDBC_DRIVER_CLASS_NAME if need be";

    private JdbcProperties() {}

    static PropertySchema schema() {
        return LoginProperties.addTo(PropertySchema.builder().exactlyOneOf(Group.of(HOST, PORT, ENGINE), Group.of(URL)))
                .optional(DATABASE, PARAMETERS, DRIVER, TLS, AUTHORITIES, SUBJECT, SKIP_CERT_VALIDATION)
                .refuse("JDBC_DRIVER_JAR_URI", JARS)
                .refuse("DRIVER_JAR", JARS)
                .build();
    }
}
