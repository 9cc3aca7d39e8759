package dev.mooring.connection.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.SourcePosition;
import dev.mooring.connection.aws.AwsProvider;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.glue.catalog.CatalogSettings;
import dev.mooring.connection.glue.catalog.CatalogSettings.Passwords;
import dev.mooring.connection.glue.endpoint.EndpointKey;
import dev.mooring.connection.glue.endpoint.EndpointKeys;
import dev.mooring.connection.glue.endpoint.GlueEndpoint;
import dev.mooring.connection.glue.type.GlueProvider;
import dev.mooring.connection.imports.ImportReport.Entry;
import dev.mooring.connection.imports.ImportReport.Outcome;
import dev.mooring.connection.kafka.KafkaProvider;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlueImportTest {
    private static final String KAFKA = """
            {"Name": "events-prod", "ConnectionType": "KAFKA", "MatchCriteria": ["m"], "ConnectionProperties":
              {"KAFKA_BOOTSTRAP_SERVERS": "b1:9094,b2:9094", "KAFKA_SASL_MECHANISM": "SCRAM-SHA-512",
               "KAFKA_SASL_SCRAM_USERNAME": "etl", "KAFKA_SASL_SCRAM_PASSWORD": "canary-scram"}}""";

    private final ConnectionLayer layer = ConnectionLayer.inMemory()
            .provider(new AwsProvider())
            .provider(new GlueProvider())
            .provider(new KafkaProvider())
            .open();
    private final Connections connections = layer.workspace("sales", "qiliang");
    private final CatalogSettings settings = CatalogSettings.over(layer.types());

    @AfterEach
    void close() {
        layer.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "[%s]",
                "{\"ConnectionInput\": %s, \"CatalogId\": \"1\", \"Tags\": {\"team\": \"sales\"}}",
                "{\"Connection\": %s}",
                "{\"ConnectionList\": [%s], \"NextToken\": \"x\"}"
            })
    void everyFormThatGlueWritesIsRead(String form) {
        ImportReport report = take(form.formatted(KAFKA));

        assertThat(report.entries()).extracting(Entry::outcome).containsExactly(Outcome.CHANGED);
        assertThat(connections.list()).singleElement().satisfies(taken -> {
            assertThat(taken.name()).startsWith("events_prod_");
            assertThat(taken.tags())
                    .containsEntry("glue:Name", "events-prod")
                    .containsEntry("glue:MatchCriteria", "[\"m\"]");
            assertThat(connections.vend(taken.name()))
                    .isEqualTo(new Credential.Login("etl", Secret.of("canary-scram"), Optional.empty()));
        });
        assertThat(report.toString()).doesNotContain("canary");
    }

    @Test
    void listIsTakenItemByItemWithPlaces() {
        ImportReport report = take("""
                {"ConnectionList": [
                  {"Name": "lan", "ConnectionType": "NETWORK", "ConnectionProperties": {},
                   "PhysicalConnectionRequirements": {"SubnetId": "s"}, "CreationTime": 1.7e9, "Status": "READY"},
                  {"Name": "db", "ConnectionType": "JDBC", "ConnectionProperties": {"JDBC_CONNECTION_URL": "jdbc:mysql://h/d", "USERNAME": "u"}},
                  {"Name": "ftp", "ConnectionType": "SFTP", "ConnectionProperties": {"HOST": "h"}},
                  {"Name": "own", "ConnectionType": "CUSTOM", "ConnectionProperties": {"mode": "fast"}}
                ]}""");

        assertThat(report.entries())
                .extracting(Entry::outcome)
                .containsExactly(Outcome.CHANGED, Outcome.FAILED, Outcome.FAILED, Outcome.TAKEN);
        assertThat(report.entries().get(1).item().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.property()).isEqualTo("PASSWORD"))
                .satisfies(problem -> assertThat(problem.position()).contains(new SourcePosition(4, 3)));
        assertThat(report.entries().get(2).item().origin()).isEqualTo("ConnectionList[2] ftp");
        assertThat(connections.require("own").properties().display())
                .extracting(each -> each.name() + "=" + each.text())
                .containsExactly("CONNECTOR_OPTIONS=mode=fast");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json canary", "[1]", "\"x\"", "{\"ConnectionList\": {}}"})
    void whatIsNoneIsOneFailedItem(String text) {
        ImportReport report = take(text);

        assertThat(report.entries()).extracting(Entry::outcome).containsExactly(Outcome.FAILED);
        assertThat(report.toString()).doesNotContain("canary");
    }

    @Test
    void accountIsReadWithAConnectionOfTheWorkspaceAlone() {
        EndpointKey key = new EndpointKey("AKIAEXAMPLE", Secret.of("canary-account-secret"), "account", "glue");
        try (ConnectionLayer remote = ConnectionLayer.inMemory()
                        .provider(new KafkaProvider())
                        .provider(new GlueProvider())
                        .open();
                GlueEndpoint glue = GlueEndpoint.serving(
                                remote::workspace,
                                CatalogSettings.over(remote.types()).giving(Passwords.UNLESS_HIDDEN))
                        .keys(EndpointKeys.of(key))
                        .start()) {
            ConnectionImport.into(remote.workspace("account", "glue")).take(new GlueImport(settings).read(KAFKA));
            connections.create(aws("aws_admin", "canary-account-secret"));
            connections.create(aws("wrong", "canary-wrong-secret-1"));

            String read = account(glue.address()).read("aws_admin");
            ImportReport report = take(read);

            assertThat(report.entries()).extracting(Entry::outcome).containsExactly(Outcome.CHANGED);
            assertThat(connections.list())
                    .filteredOn(each -> each.type().isNamed("KAFKA"))
                    .singleElement()
                    .satisfies(taken -> assertThat(connections.vend(taken.name()))
                            .isEqualTo(new Credential.Login("etl", Secret.of("canary-scram"), Optional.empty())));
            assertThat(failure(glue.address(), "wrong").code()).isEqualTo(ConnectionError.CREDENTIAL_REJECTED);
            assertThat(failure(glue.address(), "absent").code()).isEqualTo(ConnectionError.CONNECTION_NOT_FOUND);
        }
        assertThat(failure(URI.create("http://127.0.0.1:1"), "aws_admin").code())
                .isEqualTo(ConnectionError.ENDPOINT_UNREACHABLE);
    }

    @Test
    void connectionThatIsNotToAwsReadsNothing() {
        connections.create(ConnectionDraft.of("lan", "NETWORK").build());

        ConnectionException refusal = failure(URI.create("http://127.0.0.1:1"), "lan");

        assertThat(refusal.code()).isEqualTo(ConnectionError.INVALID_PROPERTIES);
    }

    private ConnectionException failure(URI endpoint, String connection) {
        ConnectionException failure = catchThrowableOfType(
                ConnectionException.class, () -> account(endpoint).read(connection));
        assertThat(failure.toString()).doesNotContain("canary");
        return failure;
    }

    private GlueAccount account(URI endpoint) {
        return new GlueAccount(connections, "eu-west-1", Optional.of(endpoint));
    }

    private static ConnectionDraft aws(String name, String secret) {
        return ConnectionDraft.of(name, "S3")
                .property("REGION", "eu-west-1")
                .property("ACCESS_KEY", "AKIAEXAMPLE")
                .property("SECRET_KEY", secret)
                .build();
    }

    private ImportReport take(String json) {
        List<ImportItem> items = new GlueImport(settings).read(json);
        return ConnectionImport.into(connections).take(items);
    }
}
