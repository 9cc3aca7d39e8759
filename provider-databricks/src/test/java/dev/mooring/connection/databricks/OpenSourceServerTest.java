package dev.mooring.connection.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.credential.Credential.Anonymous;
import dev.mooring.connection.credential.Credential.Session;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.tck.FakeProviderContext;
import dev.mooring.connection.tck.emulator.databricks.DatabricksEmulator;
import dev.mooring.connection.tck.emulator.databricks.Privilege;
import dev.mooring.connection.tck.emulator.databricks.StorageKind;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The interface of the open-source Unity Catalog server, emulated: no token endpoint, one version, another SCIM. */
class OpenSourceServerTest {
    private static final String TOKEN = "canary-open-source-token";
    private static final AccessScope SCOPE = AccessScope.read("s3://lake/raw");

    private final FakeProviderContext context = new FakeProviderContext(Clock.systemUTC());
    private final Rig rig = new Rig(new UnityCatalogConnectionType(), context);

    @Test
    void aServerWithTokensIsUsedWithABearerToken() throws Exception {
        rig.canaries().watch(TOKEN);
        try (DatabricksEmulator server =
                filled(DatabricksEmulator.openSource(Clock.systemUTC()).token(TOKEN, "ann"))) {
            List<RawProperty> properties =
                    Rig.properties("HOST", server.host().toString(), "TOKEN", TOKEN, "ACCESS_REGION", "us-west-2");
            server.unityCatalog()
                    .grant("ann", Privilege.EXTERNAL_USE_LOCATION, "raw")
                    .grant("ann", Privilege.READ_FILES, "raw");

            assertThat(rig.vend(properties, SCOPE).credential()).isInstanceOf(Session.class);
            ProbeReport report = rig.probe(properties, Optional.of(SCOPE));
            assertThat(report.outcome()).as("%s", report.results()).isEqualTo(Outcome.PASSED);
            assertThat(Rig.result(report, Stage.AUTHENTICATE, "the token's principal")
                            .detail())
                    .isEqualTo("the token is taken for ann");
        }
    }

    @Test
    void aServerThatAsksForNothingIsUsedWithNothing() throws Exception {
        try (DatabricksEmulator server = filled(DatabricksEmulator.openSourceWithoutTokens(Clock.systemUTC()))) {
            List<RawProperty> properties = Rig.properties(
                    "HOST", server.host().toString(), "AUTHENTICATION", "none", "ACCESS_REGION", "us-west-2");

            assertThat(rig.vend(properties, AccessScope.everything()).credential())
                    .isInstanceOf(Anonymous.class);
            assertThat(rig.vend(properties, SCOPE).credential()).isInstanceOf(Session.class);
            assertThat(rig.refusal(properties, AccessScope.read("s3://other"), ConnectionError.RESOURCE_NOT_FOUND))
                    .hasMessageContaining("S3 bucket configuration not found");
            ProbeReport report = rig.probe(properties, Optional.of(SCOPE));
            assertThat(report.outcome()).as("%s", report.results()).isEqualTo(Outcome.PASSED);
            assertThat(Rig.result(report, Stage.OPERATE, "metastore").detail()).contains("no switch");
            assertThat(Rig.result(report, Stage.OPERATE, "region").outcome()).isEqualTo(Outcome.SKIPPED);
        }
    }

    @Test
    void nothingIsAskedInClearOffThisMachine() throws Exception {
        context.resolveTo(InetAddress.getByName("192.0.2.7"));

        rig.refusal(
                Rig.properties("HOST", "http://uc.example", "AUTHENTICATION", "NONE", "ACCESS_REGION", "x"),
                SCOPE,
                ConnectionError.EGRESS_REFUSED);
        rig.refusal(
                Rig.properties("HOST", "http://uc.example", "TOKEN", TOKEN, "ACCESS_REGION", "us-west-2"),
                SCOPE,
                ConnectionError.EGRESS_REFUSED);
    }

    private static DatabricksEmulator filled(DatabricksEmulator server) {
        server.unityCatalog().catalog("unity").location("raw", "s3://lake/raw", StorageKind.AWS);
        return server;
    }
}
