package dev.mooring.connection.imports;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.credential.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What Airflow's types of connections are here. */
final class AirflowTypes {
    private static final Map<String, Engine> ENGINES = Map.of(
            "postgres", new Engine("postgresql", 5432),
            "postgresql", new Engine("postgresql", 5432),
            "mysql", new Engine("mysql", 3306),
            "mssql", new Engine("sqlserver", 1433),
            "oracle", new Engine("oracle", 1521),
            "redshift", new Engine("redshift", 5439));
    /** Extras that only say how a form of Airflow's web pages was filled in. */
    private static final Set<String> FORM_ONLY = Set.of("__extra__", "is_encrypted", "is_extra_encrypted");

    private record Engine(String name, int port) {}

    private final AirflowConnection connection;
    private final ItemDraft item;
    private final Map<String, String> extras;

    private AirflowTypes(AirflowConnection connection, ItemDraft item) {
        this.connection = connection;
        this.item = item;
        this.extras = new LinkedHashMap<>(connection.extra().named());
        this.extras.keySet().removeAll(FORM_ONLY);
    }

    /** Fills the item with what the connection is here. */
    static void map(AirflowConnection connection, ItemDraft item) {
        AirflowTypes types = new AirflowTypes(connection, item);
        types.map();
        types.leaveRestOut();
    }

    private void map() {
        String type = connection.type();
        if (ENGINES.containsKey(type)) {
            database(ENGINES.get(type));
            return;
        }
        switch (type) {
            case "mongo", "mongodb" -> mongo();
            case "kafka" -> kafka();
            case "sftp", "ssh" -> sftp();
            case "aws", "s3" -> aws();
            case "oss" -> oss();
            case "hive_metastore", "hms" -> metastore();
            case "hdfs", "webhdfs" -> hdfs();
            default ->
                item.refuse("TYPE", Reason.UNKNOWN, "connections of Airflow's type " + type + " have no type here");
        }
    }

    private void database(Engine engine) {
        item.type(ConnectionCategory.DATABASE, "JDBC")
                .property("JDBC_ENGINE", Optional.of(engine.name()))
                .property("HOST", connection.server().host())
                .property("PORT", port(engine.port()))
                .property("DATABASE", connection.schema());
        login("USERNAME", "PASSWORD");
    }

    private void mongo() {
        boolean isSrv = "true".equalsIgnoreCase(String.valueOf(extras.remove("srv")));
        String scheme = isSrv ? "mongodb+srv://" : "mongodb://";
        String server = connection.server().host().orElse("localhost")
                + (isSrv ? "" : ":" + port(27_017).orElseThrow());
        item.type(ConnectionCategory.DATABASE, "MONGODB")
                .property(
                        "CONNECTION_URL",
                        Optional.of(scheme + server + "/" + connection.schema().orElse("")));
        login("USERNAME", "PASSWORD");
    }

    /** Its settings stand in the extras under Kafka's own names, which the type accepts. */
    private void kafka() {
        item.type(ConnectionCategory.STORAGE, "KAFKA");
        for (String name : List.of(
                "bootstrap.servers",
                "security.protocol",
                "sasl.mechanism",
                "sasl.username",
                "sasl.password",
                "ssl.truststore.certificates")) {
            item.property(name, Optional.ofNullable(extras.remove(name)));
        }
        Optional.ofNullable(extras.remove("sasl.mechanisms"))
                .filter(mechanism -> !item.has("sasl.mechanism"))
                .ifPresent(mechanism -> item.property(RawProperty.of("sasl.mechanism", mechanism)));
        if (!item.has("bootstrap.servers")) {
            item.property(
                    "bootstrap.servers",
                    connection
                            .server()
                            .host()
                            .map(host -> host + ":" + port(9092).orElseThrow()));
        }
    }

    private void sftp() {
        item.type(ConnectionCategory.STORAGE, "SFTP")
                .property("HOST", connection.server().host())
                .property("PORT", port(22))
                .property("PRIVATE_KEY", Optional.ofNullable(extras.remove("private_key")));
        login("USERNAME", "PASSWORD");
        Optional.ofNullable(extras.remove("host_key")).ifPresent(key -> item.property(RawProperty.of("HOST_KEY", key)));
        if ("true".equalsIgnoreCase(extras.get("no_host_key_check")) || !item.has("HOST_KEY")) {
            extras.remove("no_host_key_check");
            item.changed("the server's host key is always checked here: give it in HOST_KEY");
        }
    }

    private void aws() {
        item.type(ConnectionCategory.STORAGE, "S3")
                .property("REGION", Optional.ofNullable(extras.remove("region_name")))
                .property("ENDPOINT", Optional.ofNullable(extras.remove("endpoint_url")));
        String role = extras.remove("role_arn");
        Optional<String> keyId = connection.login().or(() -> Optional.ofNullable(extras.remove("aws_access_key_id")));
        Optional<String> secret = connection
                .password()
                .map(Secret::reveal)
                .or(() -> Optional.ofNullable(extras.remove("aws_secret_access_key")));
        if (extras.remove("aws_session_token") != null) {
            item.refuse("aws_session_token", Reason.CONFLICT, "a temporary key can not be stored; give a role instead");
        }
        if (role == null) {
            item.property("ACCESS_KEY", keyId).property("SECRET_KEY", secret);
            return;
        }
        item.property(RawProperty.of("ROLE_ARN", role));
        if (keyId.isPresent()) {
            item.changed("the role is assumed by this layer's own identity; the access key beside it is not taken");
        }
        if (extras.remove("external_id") != null || extras.remove("assume_role_kwargs") != null) {
            item.changed("its external id is a new one, made here: put it into the role's trust policy");
        }
    }

    private void oss() {
        Optional<String> keyId = connection.login().or(() -> Optional.ofNullable(extras.remove("access_key_id")));
        Optional<String> secret = connection
                .password()
                .map(Secret::reveal)
                .or(() -> Optional.ofNullable(extras.remove("access_key_secret")));
        extras.remove("auth_type");
        item.type(ConnectionCategory.STORAGE, "OSS")
                .property("ACCESS_ID", keyId)
                .property("ACCESS_KEY", secret)
                .property(
                        "ENDPOINT",
                        Optional.ofNullable(extras.remove("endpoint"))
                                .or(() -> Optional.ofNullable(extras.remove("region"))
                                        .map(region -> "oss-" + region + ".aliyuncs.com")));
    }

    private void metastore() {
        item.type(ConnectionCategory.CATALOG, "HMS")
                .property(
                        "HIVE_METASTORE_URIS",
                        connection
                                .server()
                                .host()
                                .map(host ->
                                        "thrift://" + host + ":" + port(9083).orElseThrow()))
                .changed("the storage of its tables is a connection of its own: name it in STORAGE_CONNECTION");
        login("USERNAME", "PASSWORD");
        if (item.has("PASSWORD")) {
            item.property(RawProperty.of("AUTH_TYPE", "PLAIN"));
        }
    }

    private void hdfs() {
        Optional<String> server = connection
                .server()
                .host()
                .map(host -> host + ":" + connection.server().port().orElse(8020));
        item.type(ConnectionCategory.STORAGE, "HDFS")
                .property("NAME_NODE", server)
                .property("USER", connection.login())
                .changed("it is reached by RPC: check that the port of NAME_NODE is that one, not the web server's");
        if (connection.password().isPresent()) {
            item.leaveOut("password", "HDFS knows no passwords");
        }
    }

    private void login(String user, String password) {
        item.property(user, connection.login())
                .property(password, connection.password().map(Secret::reveal));
    }

    private Optional<String> port(int usual) {
        return Optional.of(String.valueOf(connection.server().port().orElse(usual)));
    }

    /** Only names are told: what an extra holds may be secret. */
    private void leaveRestOut() {
        new TreeMap<>(extras)
                .keySet()
                .forEach(name -> item.leaveOut(
                        name.matches("[\\w.:-]{1,64}") ? "extra " + name : "an extra of a strange name",
                        "has no meaning that could be kept here"));
        if (connection.extra().hasMore()) {
            item.leaveOut("extra", "holds more than texts by name, which has no meaning here");
        }
    }
}
