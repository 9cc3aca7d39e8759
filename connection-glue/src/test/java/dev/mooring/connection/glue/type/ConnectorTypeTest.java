package dev.mooring.connection.glue.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.Violation;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.HostPort;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorTypeTest {
    private final ConnectionLayer layer = ConnectionLayer.inMemory()
            .provider(new GlueProvider())
            .decryptor(request ->
                    Secret.of(new StringBuilder(request.ciphertext()).reverse().toString()))
            .open();
    private final Connections connections = layer.workspace("sales", "qiliang");

    @AfterEach
    void close() {
        layer.close();
    }

    @Test
    void marketplaceConnectorOfKindJdbcNeedsAUser() {
        List<Violation> violations = refused(marketplace("jdbc", Map.of()));

        assertThat(violations).extracting(Violation::property).containsExactly("USERNAME");
        connections.create(marketplace("SPARK", Map.of()).build());
    }

    @Test
    void customConnectorNeedsNothing() {
        connections.create(ConnectionDraft.of("c", "CUSTOM").build());

        assertThat(connections.vend("c")).isInstanceOf(Credential.Anonymous.class);
        assertThat(connections.test("c", TestOptions.readOnly()).outcome()).isEqualTo(ProbeReport.Outcome.UNVERIFIED);
    }

    @Test
    void vendsStoredAndEncryptedLoginsAndKeys() {
        connections.create(custom(Map.of("USERNAME", "u", "PASSWORD", "secret-word")));
        assertThat(connections.vend("c"))
                .isEqualTo(new Credential.Login("u", Secret.of("secret-word"), Optional.empty()));
        connections.drop("c");

        connections.create(custom(Map.of("USERNAME", "u", "ENCRYPTED_PASSWORD", "drow-terces")));
        assertThat(connections.vend("c"))
                .isEqualTo(new Credential.Login("u", Secret.of("secret-word"), Optional.empty()));
        connections.drop("c");

        connections.create(custom(Map.of("KEY_NAME", "X-Key", "KEY_VALUE", "secret-word")));
        assertThat(connections.vend("c", AccessScope.everything()))
                .isEqualTo(new Credential.ApiKey("X-Key", Secret.of("secret-word"), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "USERNAME=u | PASSWORD",
                "PASSWORD=p4ssw0rd | USERNAME",
                "KEY_NAME=k | KEY_VALUE",
                "KEY_VALUE=s3cret | KEY_NAME",
                "USERNAME=u,PASSWORD=p4ssw0rd,KEY_NAME=k,KEY_VALUE=s3cret | KEY_NAME",
                "USERNAME=u,PASSWORD=p4ssw0rd,ENCRYPTED_PASSWORD=s3cret | ENCRYPTED_PASSWORD",
                "CONNECTOR_CLASS_NAME=no-class | CONNECTOR_CLASS_NAME",
                "CONNECTOR_URL=https://u:p@h/x.jar | CONNECTOR_URL",
                "CONNECTOR_OPTIONS=api_key=s3cret | CONNECTOR_OPTIONS",
                "CONNECTOR_OPTIONS=novalue | CONNECTOR_OPTIONS"
            })
    void saysWhatDoesNotGoTogether(String given, String fault) {
        ConnectionDraft.Builder draft = ConnectionDraft.of("c", "CUSTOM");
        for (String pair : given.split(",")) {
            draft.property(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }

        assertThat(refused(draft)).extracting(Violation::property).containsExactly(fault);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:acme://u:hunter2@h:1/d",
                "jdbc:acme://u:%68unter2@h:1/d",
                "jdbc:acme://h:1/d?password=hunter2",
                "jdbc:acme://h/d?pass=hunter2",
                "jdbc:acme://u:hun/ter2@h:1/d",
                "jdbc:oracle:thin:scott/hunter2@//db:1521/orcl",
                "jdbc:oracle:thin:scott/hunter2@db:1521:orcl",
                "jdbc:acme://h:1/d?user=u&PassWord=hunter2",
                "jdbc:acme://h:1/d;user=u;pwd=hunter2",
                "jdbc:acme://h:1/d?trustStorePassword=hunter2",
                "jdbc:acme://h:1/d?pass%77ord=hunter2",
                "jdbc:acme://h:1/d?access_token=${x}hunter2"
            })
    void urlHoldsNoSecret(String url) {
        ConnectionDraft.Builder draft = ConnectionDraft.of("c", "CUSTOM").property("CONNECTION_URL", url);

        assertThat(refused(draft)).extracting(Violation::property).containsExactly("CONNECTION_URL");
        assertThat(catchThrowableOfType(ConnectionException.class, () -> connections.create(draft.build()))
                        .toString())
                .doesNotContain("hunter2");
    }

    @Test
    void urlTellsItsServers() {
        assertThat(ConnectionUrl.servers("jdbc:oracle:thin:@DB.example:1521:sid"))
                .containsExactly(new HostPort("db.example", 1521));
        assertThat(ConnectionUrl.servers("jdbc:sqlserver://db.example:1433;database=d"))
                .containsExactly(new HostPort("db.example", 1433));
        assertThat(ConnectionUrl.servers("jdbc:acme://[::1]:99/d")).containsExactly(new HostPort("::1", 99));
        assertThat(ConnectionUrl.servers("acme://h:99999/d")).isEmpty();
        assertThat(ConnectionUrl.servers("jdbc:acme:file")).isEmpty();
    }

    @Test
    void anotherConnectorDoesNotGetTheSecrets() {
        connections.create(
                custom(Map.of("CONNECTOR_CLASS_NAME", "com.acme.Driver", "USERNAME", "u", "PASSWORD", "secret-word")));

        ConnectionException refusal = catchThrowableOfType(
                ConnectionException.class,
                () -> connections.alter(
                        "c",
                        Alteration.builder()
                                .set("CONNECTOR_CLASS_NAME", "com.evil.Driver")
                                .build()));

        assertThat(refusal.remedy()).contains("PASSWORD");
    }

    private List<Violation> refused(ConnectionDraft.Builder draft) {
        ConnectionException refusal =
                catchThrowableOfType(ConnectionException.class, () -> connections.create(draft.build()));
        return refusal.violations().stream().filter(Violation::isError).toList();
    }

    private static ConnectionDraft custom(Map<String, String> properties) {
        ConnectionDraft.Builder draft = ConnectionDraft.of("c", "CUSTOM");
        properties.forEach(draft::property);
        return draft.build();
    }

    private static ConnectionDraft.Builder marketplace(String kind, Map<String, String> more) {
        ConnectionDraft.Builder draft = ConnectionDraft.of("m", "MARKETPLACE")
                .property("CONNECTOR_TYPE", kind)
                .property("CONNECTOR_URL", "s3://connectors/acme.jar")
                .property("CONNECTOR_CLASS_NAME", "com.acme.Driver")
                .property("CONNECTION_URL", "jdbc:acme://h:1/d");
        more.forEach(draft::property);
        return draft;
    }
}
