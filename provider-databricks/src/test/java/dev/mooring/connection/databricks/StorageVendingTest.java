package dev.mooring.connection.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Anonymous;
import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.credential.Credential.Session;
import dev.mooring.connection.credential.Credential.SignedQuery;
import dev.mooring.connection.property.PropertyValues.Displayed;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.tck.FakeBackend.Received;
import dev.mooring.connection.tck.FakeHops;
import dev.mooring.connection.tck.FakeProviderContext;
import dev.mooring.connection.tck.MutableClock;
import dev.mooring.connection.tck.emulator.databricks.DatabricksEmulator;
import dev.mooring.connection.tck.emulator.databricks.Privilege;
import dev.mooring.connection.tck.emulator.databricks.StorageKind;
import dev.mooring.connection.tck.emulator.databricks.UnityCatalog;
import dev.mooring.connection.tck.emulator.databricks.UnityCatalog.ExternalAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials of storage from the emulator, typed as what came back. */
class StorageVendingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String ID = WorkspaceBackend.CLIENT_ID;
    private static final String TABLE = "main.sales.orders";
    private static final AccessScope READ_TABLE = AccessScope.read("uc://" + TABLE);
    private static final AccessScope READ_PATH = AccessScope.read("s3://lake/raw/2026");

    private final MutableClock clock = MutableClock.at(NOW);
    private final DatabricksEmulator workspace = DatabricksEmulator.start(clock).principal(ID, WorkspaceBackend.SECRET);
    private final Rig rig = new Rig(new UnityCatalogConnectionType(), new FakeProviderContext(clock));
    private final List<RawProperty> properties = Rig.properties(
            "HOST",
            workspace.host().toString(),
            "CLIENT_ID",
            ID,
            "CLIENT_SECRET",
            WorkspaceBackend.SECRET,
            "ACCESS_REGION",
            "us-west-2");

    @BeforeEach
    void fill() {
        catalog()
                .catalog("main")
                .table(TABLE, "s3://lake/tables/orders", StorageKind.AWS)
                .location("raw", "s3://lake/raw", StorageKind.AWS)
                .grant(ID, Privilege.SELECT, TABLE)
                .grant(ID, Privilege.EXTERNAL_USE_SCHEMA, "main.sales")
                .grant(ID, Privilege.EXTERNAL_USE_LOCATION, "raw")
                .grant(ID, Privilege.READ_FILES, "raw");
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private UnityCatalog catalog() {
        return workspace.unityCatalog();
    }

    private static List<String> details(Issued issued) {
        return issued.details().display().stream().map(Displayed::toString).toList();
    }

    @Test
    void aTablesCredentialCoversWhereItsFilesAre() throws Exception {
        Issued issued = rig.vend(properties, READ_TABLE);

        Session session = (Session) issued.credential();
        assertThat(session.expiry()).isEqualTo("2026-03-01T11:00:00Z");
        assertThat(issued.covers()).containsExactly(Resource.parse("s3://lake/tables/orders"));
        assertThat(details(issued))
                .containsExactly(
                        "Displayed[name=ACCESS_REGION, text=us-west-2]",
                        "Displayed[name=LOCATION, text=s3://lake/tables/orders]");
        assertThat(workspace.permits(
                        session, AccessScope.Action.READ, Resource.parse("s3://lake/tables/orders/part-1")))
                .isTrue();
        assertThat(workspace.permits(session, AccessScope.Action.WRITE, Resource.parse("s3://lake/tables/orders")))
                .isFalse();
    }

    @Test
    void writingNeedsThePrivilegeAndAnExternalTable() throws Exception {
        AccessScope write = AccessScope.parse(List.of("uc://" + TABLE + "=READ,WRITE"));
        assertThat(rig.refusal(properties, write, ConnectionError.ACCESS_DENIED))
                .hasMessageContaining("MODIFY on Table 'main.sales.orders'");

        catalog().grant(ID, Privilege.MODIFY, TABLE);
        Credential credential = rig.vend(properties, write).credential();
        assertThat(workspace.permits(
                        credential, AccessScope.Action.DELETE, Resource.parse("s3://lake/tables/orders/part-1")))
                .isTrue();

        catalog().managedTable(TABLE, "s3://lake/tables/orders", StorageKind.AWS);
        assertThat(rig.refusal(properties, write, ConnectionError.ACCESS_DENIED).remedy())
                .contains("reading only");
    }

    @ParameterizedTest
    @CsvSource({
        "AWS, Session, s3://lake/raw/2026",
        "R2, Session, r2://lake/raw/2026",
        "AZURE_SAS, SignedQuery, abfss://raw@lake.dfs.core.windows.net/2026",
        "AZURE_AAD, Bearer, abfss://raw@lake.dfs.core.windows.net/2026",
        "GCP, Bearer, gs://lake/raw/2026"
    })
    void aPathsCredentialHasTheShapeOfItsStorage(StorageKind kind, String shape, String path) throws Exception {
        catalog()
                .location("other", path, kind)
                .revoke(ID, Privilege.EXTERNAL_USE_LOCATION, "raw")
                .grant(ID, Privilege.EXTERNAL_USE_LOCATION, "other")
                .grant(ID, Privilege.READ_FILES, "other");
        if (kind == StorageKind.AWS) {
            catalog().grant(ID, Privilege.EXTERNAL_USE_LOCATION, "raw");
        }

        Issued issued = rig.vend(properties, AccessScope.read(path));

        assertThat(issued.credential().getClass().getSimpleName()).isEqualTo(shape);
        assertThat(issued.credential().expiresAt()).contains(Instant.parse("2026-03-01T11:00:00Z"));
        assertThat(issued.covers()).containsExactly(Resource.parse(path));
    }

    @Test
    void filesOfTheServersOwnMachineNeedNoCredential() throws Exception {
        catalog()
                .table("main.sales.local", "file:///tmp/x", StorageKind.FILE)
                .grant(ID, Privilege.SELECT, "main.sales.local");

        Issued issued = rig.vend(properties, AccessScope.read("uc://main.sales.local"));

        assertThat(issued.credential()).isInstanceOf(Anonymous.class);
        assertThat(issued.covers()).containsExactly(Resource.parse("uc://main.sales.local"));
        assertThat(details(issued)).contains("Displayed[name=LOCATION, text=file:///tmp/x]");
    }

    @ParameterizedTest
    @EnumSource(value = ExternalAccess.class, names = "DISABLED.*", mode = EnumSource.Mode.MATCH_ANY)
    void aClosedMetastoreIsToldApartFromABadTokenWhateverItsStatus(ExternalAccess access) {
        catalog().externalAccess(access);

        for (AccessScope scope : List.of(READ_TABLE, READ_PATH)) {
            ConnectionException failure =
                    rig.refusal(properties, scope, DatabricksError.DATABRICKS_EXTERNAL_ACCESS_DISABLED);
            assertThat(failure.remedy()).contains("metastore admin", "External data access");
        }
        assertThat(workspace.calls("/oidc/")).as("no token is blamed").isEqualTo(2);
    }

    @Test
    void whatIsNotGrantedIsRefusedWithTheStatementThatGrantsIt() {
        catalog().revoke(ID, Privilege.EXTERNAL_USE_SCHEMA, "main.sales");
        assertThat(rig.refusal(properties, READ_TABLE, ConnectionError.ACCESS_DENIED)
                        .remedy())
                .contains("GRANT EXTERNAL USE SCHEMA ON SCHEMA main.sales TO `" + ID + "`");

        catalog().revoke(ID, Privilege.EXTERNAL_USE_LOCATION, "raw");
        assertThat(rig.refusal(properties, READ_PATH, ConnectionError.ACCESS_DENIED)
                        .remedy())
                .contains("GRANT EXTERNAL USE LOCATION ON EXTERNAL LOCATION raw TO `" + ID + "`");

        catalog().revoke(ID, Privilege.SELECT, TABLE);
        assertThat(rig.refusal(properties, READ_TABLE, ConnectionError.RESOURCE_NOT_FOUND)
                        .remedy())
                .contains("as if it did not exist");
    }

    @Test
    void readingGrantsDoNotGiveWriting() {
        assertThat(rig.refusal(properties, AccessScope.readWrite("s3://lake/raw/2026"), ConnectionError.ACCESS_DENIED))
                .hasMessageContaining("WRITE FILES");
    }

    @Test
    void aPathAboveTablesOrOutsideOfAllLocationsIsRefused() {
        catalog().location("all", "s3://lake/tables", StorageKind.AWS);
        assertThat(rig.refusal(properties, AccessScope.read("s3://lake/tables"), ConnectionError.ACCESS_DENIED))
                .hasMessageContaining("overlaps");
        assertThat(rig.refusal(properties, AccessScope.read("s3://elsewhere/x"), ConnectionError.RESOURCE_NOT_FOUND))
                .hasMessageContaining("EXTERNAL_LOCATION_DOES_NOT_EXIST");
    }

    @Test
    void severalLocationsAreRefusedBeforeAnythingIsCalled() {
        AccessScope two = READ_PATH.and(AccessScope.read("s3://lake/raw/2027"));

        rig.refusal(properties, two, ConnectionError.SCOPE_TOO_LARGE);

        assertThat(workspace.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_key_id", "secret_access_key", "session_token"})
    void aKeyThatLacksAPartIsNone(String part) {
        workspace.distort(answer -> answer.withObject("/aws_temp_credentials").remove(part));

        assertThat(rig.refusal(properties, READ_PATH, ConnectionError.PROTOCOL_MISMATCH))
                .hasMessageContaining(part + " is missing");
    }

    @Test
    void anAnswerThatIsNoCredentialOrOfSomethingElseIsNone() {
        workspace.distort(answer -> answer.remove("expiration_time"));
        assertThat(rig.refusal(properties, READ_PATH, ConnectionError.PROTOCOL_MISMATCH))
                .hasMessageContaining("expiration_time is missing");

        workspace.distort(answer -> answer.remove("aws_temp_credentials"));
        assertThat(rig.refusal(properties, READ_PATH, ConnectionError.PROTOCOL_MISMATCH))
                .hasMessageContaining("no credential of a known kind");

        workspace.distort(answer -> answer.put("url", "s3://lake/raw/2027"));
        assertThat(rig.refusal(properties, READ_PATH, ConnectionError.PROTOCOL_MISMATCH))
                .hasMessageContaining("not what was asked for");

        workspace.distort(answer -> answer.put("url", "s3://lake/raw"));
        assertThat(rig.refusal(properties, READ_PATH, ConnectionError.SCOPE_NOT_ENFORCEABLE)
                        .remedy())
                .contains("s3://lake/raw/");
    }

    @Test
    void aPathOfStorageIsNoFileOfTheServer() {
        workspace.distort(answer -> {
            answer.remove("aws_temp_credentials");
            answer.put("url", "file:///lake/raw/2026");
        });

        assertThat(rig.refusal(properties, READ_PATH, ConnectionError.PROTOCOL_MISMATCH))
                .hasMessageContaining("not what was asked for");
    }

    @Test
    void aLifeOfMoreThanAnHourIsTheCatalogsToGive() throws Exception {
        workspace.storageCredentialsLive(Duration.ofMinutes(90));

        assertThat(rig.vend(properties, READ_PATH).credential().expiresAt()).contains(NOW.plus(Duration.ofMinutes(90)));
    }

    @Test
    void theUrlMayBeSpelledOtherwise() throws Exception {
        workspace.distort(answer -> answer.put("url", "s3a://lake/raw/2026/"));

        assertThat(rig.vend(properties, READ_PATH).covers()).containsExactly(Resource.parse("s3://lake/raw/2026"));
    }

    @Test
    void anAccessPointIsPassedOn() throws Exception {
        workspace.distort(answer -> answer.withObject("/aws_temp_credentials").put("access_point", "arn:aws:s3:::ap"));

        assertThat(details(rig.vend(properties, READ_PATH)))
                .contains("Displayed[name=ACCESS_POINT, text=arn:aws:s3:::ap]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0", "2.1"})
    void eitherVersionOfTheInterfaceWillDo(String version) throws Exception {
        workspace.vendUnder(version);

        assertThat(rig.vend(properties, READ_PATH).credential()).isInstanceOf(Session.class);
    }

    @Test
    void aTokenThatTheWorkspaceEndedIsReplacedOnce() throws Exception {
        FakeHops hops = new FakeHops();
        rig.vend(properties, READ_PATH, hops);
        workspace.revokeTokens();

        assertThat(rig.vend(properties, READ_PATH, hops).credential()).isInstanceOf(Session.class);
        assertThat(workspace.calls("/oidc/")).isEqualTo(2);
        assertThat(workspace.received())
                .filteredOn(received -> received.operation().equals("unity-catalog:temporary-path-credentials"))
                .hasSize(2);
    }

    @Test
    void aClientThatIsRefusedIsNotTriedTwice() {
        workspace.principal(ID, "another");

        assertThat(rig.refusal(properties, READ_PATH, ConnectionError.CREDENTIAL_REJECTED)
                        .remedy())
                .contains("CLIENT_ID", "730 days");
        assertThat(workspace.calls()).containsExactly("POST /oidc/v1/token");
    }

    @Test
    void everythingIsTheWorkspacesTokenAndAnAccountsEndpointIssuesItTooIfNamed() throws Exception {
        Bearer bearer = (Bearer) rig.vend(properties, AccessScope.everything()).credential();
        assertThat(bearer.token().reveal()).isEqualTo(workspace.issued().get(0));
        assertThat(bearer.expiresAt()).contains(Instant.parse("2026-03-01T11:00:00Z"));

        List<RawProperty> account = Rig.with(
                properties,
                "ACCOUNT_ID",
                DatabricksEmulator.ACCOUNT_ID,
                "ACCOUNT_HOST",
                workspace.host().toString());
        rig.vend(account, AccessScope.everything());
        assertThat(rig.vend(account, READ_PATH).credential()).isInstanceOf(Session.class);

        String endpoint = workspace.host() + "/oidc/accounts/" + DatabricksEmulator.ACCOUNT_ID + "/v1/token";
        assertThat(workspace.received().get(1))
                .isEqualTo(new Received(
                        "oidc:client_credentials",
                        Map.of("tokenEndpoint", endpoint, "clientId", ID, "scope", "all-apis")));
    }

    @Test
    void aStoredTokenIsHandedOutAsItIsAndUsedForStorage() throws Exception {
        workspace.token("dapi-canary-token", ID);
        List<RawProperty> stored = Rig.properties(
                "HOST", workspace.host().toString(), "TOKEN", "dapi-canary-token", "ACCESS_REGION", "us-west-2");
        rig.canaries().watch("dapi-canary-token");

        Bearer bearer = (Bearer) rig.vend(stored, AccessScope.everything()).credential();

        assertThat(bearer.token().reveal()).isEqualTo("dapi-canary-token");
        assertThat(bearer.expiresAt()).isEmpty();
        assertThat(rig.vend(stored, READ_PATH).credential()).isInstanceOf(Session.class);
        assertThat(workspace.calls("/oidc/")).isZero();
    }

    @Test
    void aSignedQueryHasNoQuestionMark() throws Exception {
        catalog()
                .location("azure", "abfss://c@a.dfs.core.windows.net", StorageKind.AZURE_SAS)
                .grant(ID, Privilege.EXTERNAL_USE_LOCATION, "azure")
                .grant(ID, Privilege.READ_FILES, "azure");
        workspace.distort(
                answer -> answer.withObject("/azure_user_delegation_sas").put("sas_token", "?sig=canary-signature"));

        SignedQuery query = (SignedQuery) rig.vend(properties, AccessScope.read("abfss://c@a.dfs.core.windows.net/x"))
                .credential();

        assertThat(query.query().reveal()).isEqualTo("sig=canary-signature");
    }
}
