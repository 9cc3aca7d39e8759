package dev.mooring.connection.hms.wire;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertySpec;
import java.util.List;

/** The properties of a metastore connection. */
public final class HmsProperties {
    /** The servers, tried in this order. */
    public static final PropertySpec<List<HostPort>> URIS = PropertySpec.servers("HIVE_METASTORE_URIS", "thrift")
            .alias("METASTORE_URIS", "METASTORE_URI")
            .pattern(
                    "(?i)(?:thrift://)?(?:\\[[0-9a-f:.]{2,45}\\]|[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?)"
                            + ":0*(?:6553[0-5]|655[0-2]\\d|65[0-4]\\d{2}|6[0-4]\\d{3}|[1-5]\\d{4}|[1-9]\\d{0,3})",
                    "thrift://host:port or host:port, such as thrift://metastore.example.com:9083; the HTTP transport"
                            + " (http:// or https://) is not supported: name the metastore's Thrift port")
            .describe("the metastore's servers, each host:port with or without thrift://, tried in this order")
            .build();

    /** Where the tables' files are. */
    public static final PropertySpec<String> STORAGE_CONNECTION = PropertySpec.connection(
                    "STORAGE_CONNECTION", ConnectionCategory.STORAGE)
            .describe("name of the storage connection that reaches the files of the metastore's tables")
            .build();

    public static final PropertySpec<AuthType> AUTH_TYPE = PropertySpec.oneOf("AUTH_TYPE", AuthType.class)
            .describe("how the metastore knows its callers: none, plain or kerberos")
            .defaultsTo("NONE")
            .guardsSecrets()
            .build();

    public static final PropertySpec<String> USERNAME = PropertySpec.text("USERNAME")
            .alias("USER")
            .describe("user of AUTH_TYPE plain; with none, the name the metastore is told without proof")
            .build();

    public static final PropertySpec<Secret> PASSWORD =
            PropertySpec.secret("PASSWORD").describe("the user's password").build();

    public static final PropertySpec<String> CLIENT_PRINCIPAL = PropertySpec.text("KERBEROS_CLIENT_PRINCIPAL")
            .pattern("[^/@\\s]+(?:/[^/@\\s]+)?@[^/@\\s]+", "a principal with its realm, such as hive/host@EXAMPLE.COM")
            .describe("Kerberos principal to log in as, with its realm")
            .build();

    public static final PropertySpec<String> SERVICE_PRINCIPAL = PropertySpec.text("KERBEROS_SERVICE_PRINCIPAL")
            .pattern(
                    "[^/@\\s]+/[^/@\\s]+@[^/@\\s]+",
                    "the metastore's principal, such as hive/_HOST@EXAMPLE.COM, where _HOST stands for each server's name")
            .describe("Kerberos principal of the metastore (hive.metastore.kerberos.principal)")
            .guardsSecrets()
            .build();

    public static final PropertySpec<String> KRB5_CONFIG = PropertySpec.content("KERBEROS_KRB5_CONFIG_PATH")
            .alias("KERBEROS_KRB5_CONFIG")
            .describe("krb5.conf that names the realm's KDC: a path, a reference such as volume:…, or the text itself")
            .guardsSecrets()
            .build();

    /** Shown, hence refused when it is the keytab itself. */
    public static final PropertySpec<String> KEYTAB_PATH = PropertySpec.content("KERBEROS_KEYTAB_PATH")
            .pattern(
                    "(?i)(?!base64:)(?:/|[a-z][a-z0-9+.-]*:)[^\\r\\n]{1,2000}",
                    "the path of a file, or a reference such as volume:…; give the keytab itself in KERBEROS_KEYTAB")
            .describe("where the client principal's keytab stands: a path, or a reference such as volume:…")
            .standsForSecret()
            .build();

    public static final PropertySpec<Secret> KEYTAB = PropertySpec.secretContent("KERBEROS_KEYTAB")
            .describe("the client principal's keytab itself, base64: and its bytes, instead of KERBEROS_KEYTAB_PATH")
            .build();

    public static final PropertySpec<Boolean> USE_SSL = PropertySpec.flag("USE_SSL")
            .describe("whether the metastore speaks TLS (hive.metastore.use.SSL)")
            .defaultsTo("false")
            .guardsSecrets()
            .build();

    public static final PropertySpec<String> TRUSTED = PropertySpec.content("TRUSTSTORE_CERTIFICATES")
            .alias("TRUSTED_CERTIFICATES")
            .describe("certificates in PEM that the metastore's certificate may be signed by; else those of the JVM")
            .guardsSecrets()
            .build();

    public static final PropertySpec<Boolean> FRAMED = PropertySpec.flag("FRAMED")
            .describe(
                    "whether the metastore uses the framed transport (hive.metastore.thrift.framed.transport.enabled)")
            .defaultsTo("false")
            .build();

    private HmsProperties() {}
}
