package dev.mooring.connection.hms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Violation;
import dev.mooring.connection.hms.wire.HmsProperties;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertySchema.Binding;
import dev.mooring.connection.spi.ConnectionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HmsSchemaTest {
    private static final String URIS = "HIVE_METASTORE_URIS";
    private static final Map<String, String> KERBEROS = Map.of(
            "AUTH_TYPE", "kerberos",
            "KERBEROS_CLIENT_PRINCIPAL", "hive/localhost@YOUR-REALM.COM",
            "KERBEROS_SERVICE_PRINCIPAL", "hive/_HOST@YOUR-REALM.COM",
            "KERBEROS_KRB5_CONFIG_PATH", "volume:user//~/krb5.conf");

    private final ConnectionType type = new HmsProvider().types().get(0);

    @Test
    void takesServersWithAndWithoutTheirScheme() {
        Binding binding = type.schema()
                .bind(List.of(
                        RawProperty.of(URIS, "thrift://H1:9083, h2:9084,thrift://[::1]:9083"),
                        RawProperty.of("STORAGE_CONNECTION", "oss_conn")));
        assertThat(binding.violations()).isEmpty();
        assertThat(binding.values().require(HmsProperties.URIS))
                .containsExactly(new HostPort("h1", 9083), new HostPort("h2", 9084), new HostPort("::1", 9083));
    }

    @Test
    void saysThatTheHttpTransportIsNotSpoken() {
        for (String uri : List.of("http://h:9083", "https://h:9083/metastore")) {
            assertThat(errors(Map.of(URIS, uri)))
                    .singleElement()
                    .satisfies(error -> assertThat(error.expectation()).contains("HTTP", "not supported"));
        }
    }

    @Test
    void refusesWhatIsNoServer() {
        for (String uri : List.of("h", "h:0", "h:65536", "thrift://h", "zk://h:2181", "h:9083/x", "u@h:9083", "")) {
            assertThat(errors(Map.of(URIS, uri))).as(uri).isNotEmpty();
        }
    }

    @Test
    void asksForWhatEachAuthenticationNeedsAndForNoMore() {
        assertThat(properties(errors(Map.of("AUTH_TYPE", "plain")))).containsExactlyInAnyOrder("USERNAME", "PASSWORD");
        assertThat(properties(errors(Map.of("AUTH_TYPE", "kerberos"))))
                .containsExactlyInAnyOrder(
                        "KERBEROS_CLIENT_PRINCIPAL",
                        "KERBEROS_SERVICE_PRINCIPAL",
                        "KERBEROS_KRB5_CONFIG_PATH",
                        "KERBEROS_KEYTAB_PATH");
        assertThat(properties(errors(Map.of("PASSWORD", "secret-of-alice")))).containsExactly("PASSWORD");
        assertThat(errors(Map.of("USERNAME", "etl"))).isEmpty();
        assertThat(properties(errors(Map.of("TRUSTSTORE_CERTIFICATES", "x"))))
                .containsExactly("TRUSTSTORE_CERTIFICATES");
        assertThat(properties(errors(Map.of("KERBEROS_KEYTAB_PATH", "/a")))).containsExactly("KERBEROS_KEYTAB_PATH");
    }

    @Test
    void takesAKeytabByPathOrAsItselfButShowsThePathOnly() {
        assertThat(errors(and(KERBEROS, "KERBEROS_KEYTAB_PATH", "volume:user//~/hive.keytab")))
                .isEmpty();
        assertThat(errors(and(KERBEROS, "KERBEROS_KEYTAB_PATH", "/etc/hive.keytab")))
                .isEmpty();
        assertThat(errors(and(KERBEROS, "KERBEROS_KEYTAB", "base64:BQIAAAA="))).isEmpty();
        assertThat(properties(errors(and(KERBEROS, "KERBEROS_KEYTAB_PATH", "base64:BQIAAAA="))))
                .contains("KERBEROS_KEYTAB_PATH");
        assertThat(properties(errors(and(KERBEROS, "KERBEROS_KEYTAB_PATH", "BQIAAAA="))))
                .contains("KERBEROS_KEYTAB_PATH");
        assertThat(properties(
                        errors(and(and(KERBEROS, "KERBEROS_KEYTAB", "base64:BQIAAAA="), "KERBEROS_KEYTAB_PATH", "/a"))))
                .containsExactly("KERBEROS_KEYTAB_PATH");
    }

    @Test
    void warnsOfAPasswordWithoutTls() {
        assertThat(violations(Map.of("AUTH_TYPE", "plain", "USERNAME", "alice", "PASSWORD", "secret-of-alice")))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.isError()).isFalse();
                    assertThat(warning.property()).isEqualTo("USE_SSL");
                });
    }

    @Test
    void theDialectsStatementsAreAccepted() {
        List<String> statements = List.of(
                "CREATE CATALOG CONNECTION IF NOT EXISTS hive_oss_conn\n    TYPE HMS\n"
                        + "    HIVE_METASTORE_URIS = 'thrift://192.168.1.100:9083'\n    STORAGE_CONNECTION = 'lake';",
                "CREATE CATALOG CONNECTION if not exists a type hms hive_metastore_uris='47.95.221.23:9083'"
                        + " storage_connection='lake';",
                "CREATE CATALOG CONNECTION b type hms hive_metastore_uris='xxxx:9083' storage_connection='lake'",
                "CREATE CATALOG CONNECTION d TYPE HMS HIVE_METASTORE_URIS = 'thrift://192.168.x.x:9083'"
                        + " STORAGE_CONNECTION = 'lake'",
                "CREATE CATALOG CONNECTION e TYPE HMS AUTH_TYPE = 'kerberos'"
                        + " KERBEROS_CLIENT_PRINCIPAL = 'hive/localhost@YOUR-REALM.COM'"
                        + " KERBEROS_SERVICE_PRINCIPAL = 'hive/localhost@YOUR-REALM.COM'"
                        + " KERBEROS_KRB5_CONFIG_PATH = 'volume:user//~/krb5.conf'"
                        + " KERBEROS_KEYTAB_PATH = 'volume:user//~/hive.keytab'"
                        + " HIVE_METASTORE_URIS = 'thrift://your-hms-host:9083' STORAGE_CONNECTION = 'lake'",
                "CREATE CATALOG CONNECTION f TYPE HIVE METASTORE_URI = 'thrift://hive-metastore-host:9083'"
                        + " STORAGE_CONNECTION = 'lake'");
        try (Layers layers = new Layers()) {
            statements.forEach(layers.sql()::execute);
            assertThat(layers.connections().list()).hasSize(statements.size() + 1);
            assertThat(layers.sql().execute("SHOW CONNECTIONS").toText()).contains("HMS");
            assertThat(layers.sql().execute("DESC CONNECTION e").toText()).contains("volume:user//~/hive.keytab");
        }
    }

    private List<Violation> errors(Map<String, String> more) {
        return violations(more).stream().filter(Violation::isError).toList();
    }

    private List<Violation> violations(Map<String, String> more) {
        List<RawProperty> raw = new ArrayList<>();
        more.forEach((name, value) -> raw.add(RawProperty.of(name, value)));
        if (!more.containsKey(URIS)) {
            raw.add(RawProperty.of(URIS, "h:9083"));
        }
        raw.add(RawProperty.of("STORAGE_CONNECTION", "lake"));
        Binding binding = type.schema().bind(raw);
        List<Violation> violations = new ArrayList<>(binding.violations());
        type.validators().forEach(validator -> violations.addAll(validator.validate(type.id(), binding.values())));
        return violations;
    }

    private static List<String> properties(List<Violation> violations) {
        return violations.stream().map(Violation::property).distinct().toList();
    }

    private static Map<String, String> and(Map<String, String> some, String name, String value) {
        Map<String, String> all = new java.util.TreeMap<>(some);
        all.put(name, value);
        return all;
    }
}
