package dev.mooring.connection.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.ProbeReport.Result;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.tck.FakeProviderContext;
import dev.mooring.connection.tck.emulator.databricks.DatabricksEmulator;
import dev.mooring.connection.tck.emulator.databricks.DatabricksEmulator.Trouble;
import dev.mooring.connection.tck.emulator.databricks.Privilege;
import dev.mooring.connection.tck.emulator.databricks.StorageKind;
import dev.mooring.connection.tck.emulator.databricks.UnityCatalog.ExternalAccess;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UnityCatalogProbeTest {
    private static final String ID = WorkspaceBackend.CLIENT_ID;
    private static final AccessScope SCOPE = AccessScope.read("uc://main.sales.orders");

    private final DatabricksEmulator workspace =
            DatabricksEmulator.start(Clock.systemUTC()).principal(ID, WorkspaceBackend.SECRET);
    private final Rig rig = new Rig(new UnityCatalogConnectionType(), new FakeProviderContext(Clock.systemUTC()));
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
        workspace
                .unityCatalog()
                .catalog("main")
                .table("main.sales.orders", "s3://lake/orders", StorageKind.AWS)
                .grant(ID, Privilege.SELECT, "main.sales.orders")
                .grant(ID, Privilege.EXTERNAL_USE_SCHEMA, "main.sales");
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private void assertFailure(Stage stage, ErrorCode code, String remedy) {
        Result failure = rig.probe(properties, Optional.of(SCOPE)).failure().orElseThrow();
        assertThat(failure.stage()).as("%s", failure).isEqualTo(stage);
        assertThat(failure.code()).contains(code);
        assertThat(failure.remedy().orElse("")).contains(remedy);
    }

    @Test
    void everyStageOfAHealthyWorkspaceIsTold() {
        ProbeReport report = rig.probe(properties, Optional.of(SCOPE));

        assertThat(report.outcome()).as("%s", report.results()).isEqualTo(Outcome.PASSED);
        assertThat(Rig.result(report, Stage.AUTHENTICATE, "token").detail()).contains("/oidc/v1/token", "lives until");
        Result me = Rig.result(report, Stage.AUTHENTICATE, ID);
        assertThat(me.detail()).isEqualTo("the token is taken for " + ID);
        assertThat(me.requestId()).isPresent();
        assertThat(Rig.result(report, Stage.AUTHORIZE, "catalogs").detail()).isEqualTo("catalog main is visible");
        assertThat(Rig.result(report, Stage.OPERATE, "metastore").detail()).contains("enabled");
        assertThat(Rig.result(report, Stage.OPERATE, "region").detail()).contains("us-west-2");
        assertThat(Rig.result(report, Stage.SCOPE, SCOPE.toString()).detail()).contains("Session");
    }

    @Test
    void pagesWithoutCatalogsAreTurnedAndNoneAtAllIsAWarning() {
        workspace.unityCatalog().emptyPages(3);
        assertThat(Rig.result(rig.probe(properties, Optional.empty()), Stage.AUTHORIZE, "catalogs")
                        .detail())
                .isEqualTo("catalog main is visible");

        workspace.unityCatalog().emptyPages(100);
        Result none = Rig.result(rig.probe(properties, Optional.empty()), Stage.AUTHORIZE, "catalogs");
        assertThat(none.outcome()).isEqualTo(Outcome.WARNING);
        assertThat(none.remedy().orElse("")).contains("GRANT USE CATALOG", ID);
    }

    @ParameterizedTest
    @EnumSource(value = ExternalAccess.class, names = "DISABLED.*", mode = EnumSource.Mode.MATCH_ANY)
    void aClosedMetastoreIsWarnedOfAndRecognisedFromItsError(ExternalAccess access) {
        workspace.unityCatalog().externalAccess(access);

        Result warning = Rig.result(rig.probe(properties, Optional.empty()), Stage.OPERATE, "metastore");
        assertThat(warning.outcome()).isEqualTo(Outcome.WARNING);
        assertThat(warning.remedy().orElse("")).contains("External data access");
        assertFailure(Stage.SCOPE, DatabricksError.DATABRICKS_EXTERNAL_ACCESS_DISABLED, "External data access");
    }

    @Test
    void anotherRegionIsExplained() {
        workspace.unityCatalog().region("eu-central-1");

        Result warning = Rig.result(rig.probe(properties, Optional.empty()), Stage.OPERATE, "region");

        assertThat(warning.outcome()).isEqualTo(Outcome.WARNING);
        assertThat(warning.detail())
                .contains("ACCESS_REGION is us-west-2", "metastore is in eu-central-1", "PermanentRedirect", "300 s");
        assertThat(warning.remedy().orElse("")).contains("eu-central-1");
    }

    @Test
    void eachStageFailsWithItsOwnCode() {
        workspace.principal(ID, "another");
        assertFailure(Stage.AUTHENTICATE, ConnectionError.CREDENTIAL_REJECTED, "CLIENT_SECRET");
        workspace.principal(ID, WorkspaceBackend.SECRET).withoutAccess(ID);
        assertFailure(Stage.AUTHENTICATE, DatabricksError.DATABRICKS_NO_WORKSPACE_ACCESS, "workspace access");
        workspace.withAccess(ID).unityCatalog().revoke(ID, Privilege.EXTERNAL_USE_SCHEMA, "main.sales");
        assertFailure(Stage.SCOPE, ConnectionError.ACCESS_DENIED, "GRANT EXTERNAL USE SCHEMA");
    }

    @ParameterizedTest
    @CsvSource({
        "/oidc/, LOGIN_PAGE, AUTHENTICATE, PROTOCOL_MISMATCH",
        "/oidc/, REDIRECTING, AUTHENTICATE, PROTOCOL_MISMATCH",
        "/oidc/, THROTTLED, AUTHENTICATE, ISSUER_THROTTLED",
        "/scim/, LOGIN_PAGE, AUTHENTICATE, PROTOCOL_MISMATCH",
        "/catalogs, REDIRECTING, AUTHORIZE, PROTOCOL_MISMATCH",
        "/catalogs, THROTTLED, AUTHORIZE, ISSUER_THROTTLED",
        "/catalogs, FAILING, AUTHORIZE, ISSUER_FAILED",
        "/catalogs, UNAVAILABLE, AUTHORIZE, ISSUER_THROTTLED",
        "/catalogs, RESET, AUTHORIZE, ENDPOINT_UNREACHABLE",
        "/temporary-table-credentials, FAILING, SCOPE, ISSUER_FAILED"
    })
    void troubleStopsTheStageThatItHits(String part, Trouble trouble, Stage stage, ConnectionError code) {
        workspace.trouble(part, trouble);

        assertFailure(stage, code, "");
    }

    @Test
    void aTokenThatIsTakenForSomebodyElseIsWarnedOf() {
        workspace.principal("another-id", "another-secret");
        List<RawProperty> other = Rig.with(properties, "CLIENT_ID", "ANOTHER-ID", "CLIENT_SECRET", "another-secret");
        workspace.principal("ANOTHER-ID", "another-secret");

        assertThat(Rig.result(rig.probe(other, Optional.empty()), Stage.AUTHENTICATE, "ANOTHER-ID")
                        .outcome())
                .as("letter case tells nothing")
                .isEqualTo(Outcome.PASSED);
    }

    @Test
    void theAccountsHostIsTriedToo() {
        List<RawProperty> account = Rig.with(
                properties,
                "ACCOUNT_ID",
                DatabricksEmulator.ACCOUNT_ID,
                "ACCOUNT_HOST",
                "http://localhost:" + workspace.host().getPort());

        ProbeReport report = rig.probe(account, Optional.of(SCOPE));

        assertThat(report.outcome()).as("%s", report.results()).isEqualTo(Outcome.PASSED);
        assertThat(Rig.result(report, Stage.RESOLVE, "localhost").outcome()).isEqualTo(Outcome.PASSED);
    }
}
