package dev.mooring.connection.hdfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Violation;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.FakeProviderContext;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What HDFS connections accept, and how they are set up. */
class HdfsConnectionTypeTest {
    private static final Map<String, String> KERBEROS = Map.of(
            "NAME_NODE", "nn:8020",
            "AUTH_TYPE", "KERBEROS",
            "KERBEROS_PRINCIPAL", "etl@A.COM",
            "KERBEROS_KEYTAB", "base64:BQIAAA==",
            "NAME_NODE_PRINCIPAL", "nn/_HOST@A.COM");

    private final ConnectionType type = new HdfsConnectionType();

    @Test
    void takesANameserviceWithItsNameNodesOrOneNameNode() {
        assertThat(errors(Map.of("NAME_NODE", "zetta-cluster", "NAME_NODE_RPC_ADDRESSES", "nn1:8020,nn2:8020")))
                .isEmpty();
        assertThat(errors(Map.of("NAME_NODE", "hdfs://nn1.example.com:8020/"))).isEmpty();
        assertThat(errors(Map.of("NAME_NODE", "nn1:8020", "NAME_NODE_RPC_ADDRESSES", "nn1:8020")))
                .isEmpty();
        assertThat(errors(KERBEROS)).isEmpty();
    }

    @Test
    void asksForTheNameNodesOfANameservice() {
        assertThat(errors(Map.of("NAME_NODE", "zetta-cluster")))
                .singleElement()
                .asString()
                .contains("NAME_NODE_RPC_ADDRESSES MISSING");
    }

    @Test
    void refusesOtherNameNodesBesideTheOnlyOne() {
        assertThat(errors(Map.of("NAME_NODE", "nn1:8020", "NAME_NODE_RPC_ADDRESSES", "nn1:8020,nn2:8020")))
                .singleElement()
                .asString()
                .contains("CONFLICT");
    }

    @Test
    void refusesWhatNamesNoServer() {
        for (String text :
                List.of("nn1:0", "nn1:65536", "nn1:99999", "my_cluster", "user@nn1:8020", "http://nn1", "[::1]")) {
            assertThat(errors(Map.of("NAME_NODE", text, "NAME_NODE_RPC_ADDRESSES", "nn1:8020")))
                    .as(text)
                    .anyMatch(violation -> violation.contains("NAME_NODE MALFORMED"));
        }
    }

    @Test
    void takesNothingOfKerberosWithoutKerberosAndNoUserWithIt() {
        for (String name : List.of("KERBEROS_PRINCIPAL", "KERBEROS_KEYTAB", "KERBEROS_KRB5_CONFIG", "RPC_PROTECTION")) {
            String value = name.equals("RPC_PROTECTION") ? "privacy" : "a@B";
            assertThat(errors(Map.of("NAME_NODE", "nn:8020", "USER", "etl", name, value)))
                    .as(name)
                    .anyMatch(violation -> violation.contains("CONFLICT"));
        }
        List<RawProperty> both = raw(KERBEROS);
        both.add(RawProperty.of("USER", "root"));
        assertThat(violations(both)).anyMatch(violation -> violation.toString().contains("USER CONFLICT"));
    }

    @Test
    void warnsWhenNoUserIsNamedAndNeverTakesTheOneOfTheProcess() {
        List<RawProperty> raw = raw(Map.of("NAME_NODE", "nn:8020"));

        assertThat(violations(raw)).singleElement().asString().contains("nobody");
        assertThat(new HdfsSettings("id-1", type.schema().bind(raw).values()).user())
                .isEqualTo("nobody");
    }

    @Test
    void refusesNamesThatClustersWouldReadAsPrincipals() {
        for (String user : List.of("etl@A.COM", "etl/host", "", "a b", "-x")) {
            assertThat(errors(Map.of("NAME_NODE", "nn:8020", "USER", user)))
                    .as(user)
                    .isNotEmpty();
        }
    }

    @Test
    void allowsFallingBackOnlyWhereNoKerberosIsAskedFor() {
        Map<String, String> simple = settings(Map.of("NAME_NODE", "nn:8020"));
        Map<String, String> kerberos = settings(KERBEROS);

        assertThat(simple).containsEntry("ipc.client.fallback-to-simple-auth-allowed", "true");
        assertThat(kerberos)
                .containsEntry("ipc.client.fallback-to-simple-auth-allowed", "false")
                .containsEntry(
                        "hadoop.rpc.socket.factory.class.default",
                        "dev.mooring.connection.hdfs.bridge.SaslSocketFactory")
                .containsEntry("hadoop.rpc.protection", "privacy,integrity,authentication");
    }

    @Test
    void saysWhichArtifactsAreMissingWithoutHadoop() throws Exception {
        ConnectionProvider provider = (ConnectionProvider) new WithoutHadoop()
                .loadClass(HdfsProvider.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        ConnectionType lonely = provider.types().get(0);

        assertThat(lonely.schema().bind(raw(KERBEROS)).violations()).isEmpty();
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> lonely.vendor(new FakeProviderContext(Clock.systemUTC())))
                .matches(e -> e.code() == ConnectionError.PROVIDER_UNAVAILABLE)
                .satisfies(e -> assertThat(e.remedy()).contains("hadoop-client-api", "hadoop-client-runtime"));
    }

    @Test
    void sharesNoneOfHadoopsCachesWithAnotherConnection() {
        PropertyValues values = type.schema().bind(raw(KERBEROS)).values();

        assertThat(context("id-1", values)).contains("id-1", values.require(HdfsProperties.PRINCIPAL));
        assertThat(context("id-1", values)).isNotEqualTo(context("id-2", values));
    }

    private static String context(String id, PropertyValues values) {
        HdfsSettings settings = new HdfsSettings(id, values);
        return settings.cluster(settings.servers()).get("dfs.client.context");
    }

    private Map<String, String> settings(Map<String, String> properties) {
        HdfsSettings settings =
                new HdfsSettings("id-1", type.schema().bind(raw(properties)).values());
        return settings.cluster(settings.servers());
    }

    private List<String> errors(Map<String, String> properties) {
        return violations(raw(properties)).stream()
                .filter(Violation::isError)
                .map(Violation::toString)
                .toList();
    }

    private List<Violation> violations(List<RawProperty> raw) {
        PropertySchema.Binding binding = type.schema().bind(raw);
        PropertyValues values = binding.values();
        List<Violation> all = new ArrayList<>(binding.violations());
        type.validators().forEach(validator -> all.addAll(validator.validate(type.id(), values)));
        return all;
    }

    private static List<RawProperty> raw(Map<String, String> properties) {
        List<RawProperty> raw = new ArrayList<>();
        properties.forEach((name, value) -> raw.add(RawProperty.of(name, value)));
        return raw;
    }

    /** Loads this module's classes anew, and none of Hadoop's. */
    private static final class WithoutHadoop extends ClassLoader {
        WithoutHadoop() {
            super(HdfsConnectionTypeTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.apache.hadoop.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("dev.mooring.connection.hdfs.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : own(name);
        }

        private Class<?> own(String name) throws ClassNotFoundException {
            try (InputStream bytes = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] code = bytes.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
