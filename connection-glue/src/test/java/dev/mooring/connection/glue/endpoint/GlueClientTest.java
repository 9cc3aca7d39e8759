package dev.mooring.connection.glue.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.glue.catalog.CatalogSettings.Passwords;
import dev.mooring.connection.tck.emulator.TcpRelay;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.Connection;
import software.amazon.awssdk.services.glue.model.ConnectionInput;
import software.amazon.awssdk.services.glue.model.ConnectionPropertyKey;
import software.amazon.awssdk.services.glue.model.ConnectionStatus;
import software.amazon.awssdk.services.glue.model.ConnectionType;
import software.amazon.awssdk.services.glue.model.CreateConnectionResponse;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetConnectionsResponse;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.Property;

/** AWS's own client, unmodified, runs every operation that is served. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GlueClientTest {
    private final Rig rig = Rig.inMemory();
    private GlueEndpoint endpoint;
    private GlueClient glue;

    @BeforeAll
    void start() {
        endpoint = rig.endpoint(settings -> settings.ofAccount("111122223333"), builder -> builder);
        glue = rig.client(endpoint);
    }

    @AfterEach
    void clear() {
        for (String workspace : List.of("sales", "other")) {
            rig.layer()
                    .workspace(workspace, "qiliang")
                    .list()
                    .forEach(each -> rig.layer().workspace(workspace, "qiliang").drop(each.name()));
        }
    }

    @AfterAll
    void close() {
        rig.close();
    }

    @Test
    void createsAndShowsAConnectionWithAllThatItWasGiven() {
        CreateConnectionResponse created = glue.createConnection(request -> request.catalogId("111122223333")
                .tags(Map.of("team", "sales"))
                .connectionInput(input -> input.name("orders-db (prod)")
                        .description("orders\nof all regions")
                        .connectionType(ConnectionType.JDBC)
                        .matchCriteria("a", "b")
                        .connectionProperties(Map.of(
                                ConnectionPropertyKey.HOST, "h",
                                ConnectionPropertyKey.PORT, "5432",
                                ConnectionPropertyKey.JDBC_ENGINE, "postgresql",
                                ConnectionPropertyKey.USERNAME, "reader",
                                ConnectionPropertyKey.PASSWORD, FakeDatabases.PASSWORD,
                                ConnectionPropertyKey.JDBC_DRIVER_JAR_URI, "s3://jars/driver.jar"))
                        .sparkProperties(Map.of("fetchsize", "100"))
                        .physicalConnectionRequirements(where -> where.subnetId("subnet-1")
                                .securityGroupIdList("sg-1", "sg-2")
                                .availabilityZone("eu-west-1a"))));

        assertThat(created.createConnectionStatus()).isEqualTo(ConnectionStatus.READY);
        Connection shown = get("orders-db (prod)");
        assertThat(shown.name()).isEqualTo("orders-db (prod)");
        assertThat(shown.description()).isEqualTo("orders\nof all regions");
        assertThat(shown.connectionType()).isEqualTo(ConnectionType.JDBC);
        assertThat(shown.matchCriteria()).containsExactly("a", "b");
        assertThat(shown.connectionPropertiesAsStrings())
                .isEqualTo(Map.of(
                        "HOST", "h",
                        "PORT", "5432",
                        "JDBC_ENGINE", "postgresql",
                        "USERNAME", "reader",
                        "JDBC_DRIVER_JAR_URI", "s3://jars/driver.jar"));
        assertThat(shown.sparkProperties()).isEqualTo(Map.of("fetchsize", "100"));
        assertThat(shown.physicalConnectionRequirements().securityGroupIdList()).containsExactly("sg-1", "sg-2");
        assertThat(shown.status()).isEqualTo(ConnectionStatus.READY);
        assertThat(shown.lastConnectionValidationTime()).isNotNull();
        assertThat(shown.lastUpdatedBy()).isEqualTo("qiliang");
        assertThat(shown.creationTime()).isNotNull();
        assertThat(shown.connectionSchemaVersion()).isEqualTo(2);
        assertThat(rig.connections().list())
                .singleElement()
                .satisfies(stored -> assertThat(stored.tags()).containsEntry("team", "sales"));
    }

    @Test
    void whatIsCreatedInOneFormIsSeenInTheOther() {
        create("fromglue", FakeDatabases.PASSWORD);

        assertThat(rig.connections().vend("fromglue"))
                .isInstanceOfSatisfying(
                        Credential.Login.class,
                        login -> assertThat(login.password().reveal()).isEqualTo(FakeDatabases.PASSWORD));
        rig.layer().sql("sales", "qiliang").execute("ALTER CONNECTION fromglue SET PORT = '6543'");
        assertThat(get("fromglue").connectionPropertiesAsStrings()).containsEntry("PORT", "6543");
        assertThat(get("fromglue").matchCriteria()).containsExactly("m");
        assertThat(rig.layer()
                        .sql("sales", "qiliang")
                        .execute("DESC CONNECTION EXTENDED fromglue")
                        .rows())
                .contains(List.of("tag", "glue:MatchCriteria=[\"m\"]"));

        rig.connections().create(ConnectionDraft.of("fromsql", "NETWORK").build());
        assertThat(get("fromsql").connectionType()).isEqualTo(ConnectionType.NETWORK);
    }

    @Test
    void updateReplacesAllButTheLabels() {
        create("c", FakeDatabases.PASSWORD);

        glue.updateConnection(request -> request.name("c")
                .connectionInput(input -> input.name("c")
                        .connectionType(ConnectionType.JDBC)
                        .connectionPropertiesWithStrings(Map.of(
                                "JDBC_CONNECTION_URL", "jdbc:postgresql://h2:5432/d",
                                "USERNAME", "writer",
                                "PASSWORD", FakeDatabases.PASSWORD))));

        Connection updated = get("c");
        assertThat(updated.connectionPropertiesAsStrings())
                .isEqualTo(Map.of("JDBC_CONNECTION_URL", "jdbc:postgresql://h2:5432/d", "USERNAME", "writer"));
        assertThat(updated.description()).isNull();
        assertThat(updated.matchCriteria()).isEmpty();
        assertThat(rig.connections().require("c").tags()).containsEntry("team", "sales");
    }

    @Test
    void updateThatDoesNotWorkChangesNothing() {
        create("c", FakeDatabases.PASSWORD);

        assertThatThrownBy(() -> glue.updateConnection(
                        request -> request.name("c").connectionInput(database("c", "wrong-password"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("CREDENTIAL_REJECTED");
        assertThat(get("c").matchCriteria()).containsExactly("m");
        assertThat(rig.connections().require("c").version()).isEqualTo(1);
    }

    @Test
    void credentialsAreValidatedUnlessToldOtherwise() {
        assertThatThrownBy(() -> create("c", "wrong-password"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("CREDENTIAL_REJECTED")
                .hasMessageNotContaining("wrong-password");
        assertThat(rig.connections().list()).isEmpty();

        glue.createConnection(request -> request.connectionInput(database("c", "wrong-password").toBuilder()
                .validateCredentials(false)
                .build()));

        assertThat(get("c").status()).isEqualTo(ConnectionStatus.READY);
        assertThat(get("c").lastConnectionValidationTime()).isNull();
    }

    @Test
    void disabledConnectionIsShownAsFailed() {
        create("c", FakeDatabases.PASSWORD);
        rig.connections().disable("c");

        assertThat(get("c").status()).isEqualTo(ConnectionStatus.FAILED);
        assertThat(get("c").statusReason()).startsWith("disabled by qiliang");
    }

    @Test
    void listsPageByPageAndFiltered() {
        IntStream.range(0, 7).forEach(i -> create("c-" + i, FakeDatabases.PASSWORD));
        rig.connections().create(ConnectionDraft.of("lan", "NETWORK").build());

        GetConnectionsResponse first = glue.getConnections(request -> request.maxResults(3));
        assertThat(first.connectionList()).extracting(Connection::name).containsExactly("c-0", "c-1", "c-2");
        rig.connections().drop(rig.connections().list().get(0).name());
        assertThat(glue.getConnectionsPaginator(request -> request.maxResults(3)).stream()
                        .flatMap(page -> page.connectionList().stream()))
                .extracting(Connection::name)
                .containsExactly("c-1", "c-2", "c-3", "c-4", "c-5", "c-6", "lan");
        GetConnectionsResponse second =
                glue.getConnections(request -> request.maxResults(3).nextToken(first.nextToken()));
        assertThat(second.connectionList()).extracting(Connection::name).containsExactly("c-3", "c-4", "c-5");
        assertThat(glue.getConnections(request -> request.filter(filter -> filter.connectionType("NETWORK")))
                        .connectionList())
                .extracting(Connection::name)
                .containsExactly("lan");
        assertThat(glue.getConnections(request -> request.filter(filter -> filter.matchCriteria("m")))
                        .connectionList())
                .hasSize(6);
        assertThat(glue.getConnections(request -> request.filter(filter -> filter.connectionSchemaVersion(2)))
                        .connectionList())
                .isEmpty();
        assertThatThrownBy(() -> glue.getConnections(request ->
                        request.nextToken(first.nextToken()).filter(filter -> filter.connectionType("JDBC"))))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> glue.getConnections(request -> request.nextToken("made-up")))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void deletesOneAndMany() {
        create("a", FakeDatabases.PASSWORD);
        create("b", FakeDatabases.PASSWORD);

        glue.deleteConnection(request -> request.connectionName("a"));
        assertThatThrownBy(() -> get("a")).isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> glue.deleteConnection(request -> request.connectionName("a")))
                .isInstanceOf(EntityNotFoundException.class);
        var deleted = glue.batchDeleteConnection(request -> request.connectionNameList("a", "b"));
        assertThat(deleted.succeeded()).containsExactly("b");
        assertThat(deleted.errors()).containsOnlyKeys("a");
        assertThat(deleted.errors().get("a").errorCode()).isEqualTo("EntityNotFoundException");
        assertThatThrownBy(() -> glue.batchDeleteConnection(request -> request.connectionNameList(
                        IntStream.range(0, 26).mapToObj(i -> "n" + i).toList())))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void testsStoredConnectionsAndInputs() {
        create("c", FakeDatabases.PASSWORD);
        glue.testConnection(request -> request.connectionName("c"));
        glue.testConnection(request -> request.testConnectionInput(input -> input.connectionType("JDBC")
                .connectionPropertiesWithStrings(Rig.database("h", FakeDatabases.PASSWORD))));
        assertThatThrownBy(() ->
                        glue.testConnection(request -> request.testConnectionInput(input -> input.connectionType("JDBC")
                                .connectionPropertiesWithStrings(Rig.database("h", "wrong-password")))))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> glue.testConnection(request -> request.connectionName("c")
                        .testConnectionInput(
                                input -> input.connectionType("JDBC").connectionPropertiesWithStrings(Map.of()))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("exactly one");
        assertThatThrownBy(() -> glue.testConnection(request -> {}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("exactly one");
        assertThat(rig.connections().list()).hasSize(1);
    }

    @Test
    void networkIsTestedByItsTargets() {
        try (TcpRelay server = TcpRelay.open()) {
            glue.createConnection(request -> request.connectionInput(input -> input.name("lan")
                    .connectionType("NETWORK")
                    .connectionPropertiesWithStrings(Map.of("TARGETS", "127.0.0.1:" + server.port()))
                    .physicalConnectionRequirements(where -> where.subnetId("subnet-1"))));
            glue.testConnection(request -> request.connectionName("lan"));
        }
        assertThat(get("lan").physicalConnectionRequirements().subnetId()).isEqualTo("subnet-1");
    }

    @Test
    void tellsWhichTypesThereAreAndWhatTheyTake() {
        assertThat(glue.listConnectionTypes(request -> {}).connectionTypes())
                .extracting(type -> type.connectionTypeAsString())
                .containsExactly("CUSTOM", "JDBC", "KAFKA", "MARKETPLACE", "NETWORK");
        Map<String, Property> kafka = glue.describeConnectionType(request -> request.connectionType("KAFKA"))
                .connectionProperties();
        assertThat(kafka.get("KAFKA_BOOTSTRAP_SERVERS").description()).contains("host:port");
        assertThat(kafka.get("KAFKA_SASL_SCRAM_PASSWORD").propertyTypesAsStrings())
                .containsExactly("SECRET");
        assertThat(glue.describeConnectionType(request -> request.connectionType("MARKETPLACE"))
                        .connectionProperties()
                        .get("CONNECTOR_TYPE")
                        .required())
                .isTrue();
        assertThatThrownBy(() -> glue.describeConnectionType(request -> request.connectionType("SALESFORCE")))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void eachKeySeesItsOwnWorkspace() {
        create("c", FakeDatabases.PASSWORD);
        GlueClient stranger = rig.client(endpoint.address(), Rig.OTHER);

        assertThat(stranger.getConnections(request -> {}).connectionList()).isEmpty();
        assertThatThrownBy(() -> stranger.getConnection(request -> request.name("c")))
                .isInstanceOf(EntityNotFoundException.class);
        stranger.createConnection(request -> request.connectionInput(database("c", FakeDatabases.PASSWORD)));
        assertThat(rig.layer().workspace("other", "olga").require("c").audit().creator())
                .isEqualTo("olga");
    }

    @Test
    void namesThatDifferInPunctuationOnlyAreDifferent() {
        create("a-b", FakeDatabases.PASSWORD);
        create("a.b", FakeDatabases.PASSWORD);
        create("a_b", FakeDatabases.PASSWORD);

        assertThat(glue.getConnections(request -> {}).connectionList())
                .extracting(Connection::name)
                .containsExactlyInAnyOrder("a-b", "a.b", "a_b");
        assertThatThrownBy(() -> create("a-b", FakeDatabases.PASSWORD)).isInstanceOf(AlreadyExistsException.class);
    }

    @Test
    void anotherCatalogIsNotThere() {
        assertThatThrownBy(() -> glue.getConnections(request -> request.catalogId("999900001111")))
                .isInstanceOf(EntityNotFoundException.class);
    }

    @Test
    void passwordsNeverComeBackUnlessTheDeploymentSaysSo() {
        create("c", FakeDatabases.PASSWORD);

        for (Boolean hidden : List.of(true, false)) {
            assertThat(glue.getConnection(request -> request.name("c").hidePassword(hidden))
                                    .toString()
                            + glue.getConnections(request -> request.hidePassword(hidden)))
                    .doesNotContain(FakeDatabases.PASSWORD);
        }

        GlueClient trusted =
                rig.client(rig.endpoint(settings -> settings.giving(Passwords.UNLESS_HIDDEN), builder -> builder));
        assertThat(trusted.getConnection(request -> request.name("c"))
                        .connection()
                        .connectionPropertiesAsStrings())
                .containsEntry("PASSWORD", FakeDatabases.PASSWORD);
        assertThat(trusted.getConnection(request -> request.name("c").hidePassword(true))
                        .toString())
                .doesNotContain(FakeDatabases.PASSWORD);

        create("off", FakeDatabases.PASSWORD);
        rig.connections().disable("off");
        assertThat(trusted.getConnections(request -> {}).connectionList())
                .as("one that can not be used spoils the list for nobody")
                .extracting(each ->
                        each.name() + " " + each.connectionPropertiesAsStrings().containsKey("PASSWORD"))
                .containsExactlyInAnyOrder("c true", "off false");
    }

    @Test
    void computeEnvironmentOverridesProperties() {
        glue.createConnection(request -> request.connectionInput(database("c", FakeDatabases.PASSWORD).toBuilder()
                .sparkProperties(Map.of("HOST", "spark-host", "fetchsize", "10"))
                .build()));

        assertThat(glue.getConnection(request -> request.name("c").applyOverrideForComputeEnvironment("SPARK"))
                        .connection()
                        .connectionPropertiesAsStrings())
                .containsEntry("HOST", "spark-host")
                .containsEntry("fetchsize", "10")
                .containsEntry("PORT", "5432");
        assertThat(get("c").connectionPropertiesAsStrings()).containsEntry("HOST", "h");
    }

    @Test
    void saysAllFaultsOfARequestAtOnceWithPlaces() {
        assertThatThrownBy(() -> glue.createConnection(request -> request.connectionInput(input -> input.name("x\ny")
                        .connectionType("JDBC")
                        .connectionPropertiesWithStrings(Map.of("HOST", "h", "PORT", "80")))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("ConnectionInput.Name MALFORMED")
                .hasMessageContaining("JDBC_ENGINE MISSING")
                .hasMessageContaining("USERNAME MISSING")
                .hasMessageContaining("PORT MALFORMED")
                .hasMessageContaining("(at 1:");
    }

    @Test
    void secretsDoNotHideAmongWhatIsShown() {
        for (Map<String, String> spark : List.of(
                Map.of("db_password", "canary-1"), Map.of("apiKey", "canary-2"), Map.of("x-token", "canary-3"))) {
            assertThatThrownBy(() -> glue.createConnection(
                            request -> request.connectionInput(database("c", FakeDatabases.PASSWORD).toBuilder()
                                    .sparkProperties(spark)
                                    .build())))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageNotContaining("canary");
        }
    }

    @Test
    void wrongKeysAreRefused() {
        EndpointKey wrong =
                new EndpointKey(Rig.SALES.accessKeyId(), Rig.OTHER.secret(), Rig.SALES.workspace(), Rig.SALES.user());
        EndpointKey unknown = new EndpointKey("AKIANOBODY", Rig.OTHER.secret(), "sales", "qiliang");

        assertThatThrownBy(() -> rig.client(endpoint.address(), wrong).getConnections(request -> {}))
                .isInstanceOfSatisfying(
                        GlueException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidSignatureException"));
        assertThatThrownBy(() -> rig.client(endpoint.address(), unknown).getConnections(request -> {}))
                .isInstanceOfSatisfying(
                        GlueException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnrecognizedClientException"));
    }

    private Connection get(String name) {
        return glue.getConnection(request -> request.name(name)).connection();
    }

    private void create(String name, String password) {
        glue.createConnection(
                request -> request.tags(Map.of("team", "sales")).connectionInput(database(name, password)));
    }

    private static ConnectionInput database(String name, String password) {
        return ConnectionInput.builder()
                .name(name)
                .description("a database")
                .connectionType(ConnectionType.JDBC)
                .matchCriteria("m")
                .connectionPropertiesWithStrings(Rig.database("h", password))
                .build();
    }
}
