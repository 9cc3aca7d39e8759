package dev.mooring.connection.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.Connections;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.TrustDocuments;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.tck.emulator.tencent.CamPolicy;
import dev.mooring.connection.tck.emulator.tencent.TencentRole;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whole walks: a connection is created, its trust is set up as the guide says, and it is tested and used. */
class CosLayerTest {
    private static final AccessScope PLACE = AccessScope.of(
            "cos://" + TencentBackend.BUCKET + "/orders/", Action.READ, Action.LIST, Action.WRITE, Action.DELETE);

    private final TencentBackend backend = new TencentBackend();
    private final Credential identity = backend.serviceIdentity().orElseThrow();
    private final ConnectionLayer layer = layer(backend.tencent.endpoint());
    private final Connections connections = layer.workspace("sales", "ann");

    @AfterEach
    void close() {
        layer.close();
        backend.close();
    }

    @Test
    void theTrustPolicyAsPrintedLetsTheTestPassAndTheCredentialWrite() {
        create("");
        assertThat(test(PLACE).failure().orElseThrow().code()).contains(ConnectionError.ROLE_NOT_ASSUMABLE);
        TrustDocuments guide = connections.trustPolicy("lake");
        backend.customer.putRole(TencentRole.of(
                "LakehouseRole",
                CamPolicy.parseTrust(guide.documents().get(0).text()),
                CamPolicy.parse(guide.documents().get(1).text().replace("YOUR-BUCKET", "lake"))));
        ProbeReport report =
                connections.test("lake", TestOptions.readOnly().scope(PLACE).withWrite());
        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.PASSED);
        assertThat(backend.tencent.cos().keys(TencentBackend.BUCKET)).isEmpty();
        assertThat(guide.documents().get(0).text()).contains("qcs::cam::uin/100029595716:root", "sts:external_id");
        assertThat(String.join("\n", guide.steps()))
                .contains(
                        "Enable Verification",
                        connections.require("lake").externalId().orElseThrow());
    }

    @Test
    void theFunctionsTrustAndPermissionsAsPrintedLetTheirTestPass() {
        layer.sql("sales", "ann")
                .execute("CREATE API CONNECTION udf TYPE CLOUD_FUNCTION PROVIDER = 'tencent' REGION = 'ap-shanghai'"
                        + " ROLE_ARN = '" + TencentBackend.ROLE + "' NAMESPCE = 'default' CODE_BUCKET = '"
                        + TencentBackend.BUCKET + "'");
        TrustDocuments guide = connections.trustPolicy("udf");
        backend.customer.putRole(TencentRole.of(
                "LakehouseRole",
                CamPolicy.parseTrust(guide.documents().get(0).text()),
                CamPolicy.parse(guide.documents().get(1).text())));
        ProbeReport all = connections.test("udf", TestOptions.readOnly());
        assertThat(all.outcome()).as(all.toString()).isEqualTo(Outcome.PASSED);
        ProbeReport one = connections.test(
                "udf", TestOptions.readOnly().scope(AccessScope.invoke("scf://" + TencentBackend.FUNCTION)));
        assertThat(one.outcome()).as(one.toString()).isEqualTo(Outcome.PASSED);
        assertThat(backend.writes()).as("functions run").isZero();
    }

    @Test
    void aRoleWithoutVerificationIsWarnedOf() {
        create("");
        backend.trust(CamPolicy.trust(backend.platform.rootArn()));
        ProbeReport report = test(PLACE);
        assertThat(report.outcome()).isEqualTo(Outcome.WARNING);
        assertThat(report.toString()).contains("without an external id");
    }

    @Test
    void autoTakesTheInternalAddressesWhereTheyAnswerAndElseThePublicOnes() {
        create("NETWORK = 'auto'");
        trust(connections);
        assertThat(test(PLACE).toString()).contains("took the internal addresses");
        try (ConnectionLayer outside = layer(URI.create("http://127.0.0.1:9"))) {
            layerSql(outside, "NETWORK = 'auto'");
            trust(outside.workspace("sales", "ann"));
            ProbeReport report = outside.workspace("sales", "ann")
                    .test("lake", TestOptions.readOnly().scope(PLACE));
            assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.PASSED);
            assertThat(report.toString()).contains("took the public addresses");
        }
    }

    @Test
    void aNameThatIsNoBucketsIsRefusedInTheReport() {
        layer.sql("sales", "ann")
                .execute("CREATE STORAGE CONNECTION keyed TYPE COS REGION = 'ap-shanghai' APP_ID = '"
                        + TencentBackend.APP_ID + "' ACCESS_KEY = '"
                        + backend.key().accessKeyId() + "' SECRET_KEY = '"
                        + backend.key().accessKeySecret().reveal() + "'");
        for (String name : List.of("My_Bucket", "no.such", "lake", "-" + TencentBackend.BUCKET)) {
            ProbeReport report = connections.test(
                    "keyed", TestOptions.readOnly().scope(AccessScope.read("cos://" + name + "/orders/")));
            assertThat(report.failure().orElseThrow().code()).as(name).contains(ConnectionError.INVALID_SCOPE);
        }
        ProbeReport good = connections.test("keyed", TestOptions.readOnly().scope(PLACE));
        assertThat(good.outcome()).as(good.toString()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void nothingIsKeptOpenAfterTheConnectionIsDropped() {
        create("");
        trust(connections);
        assertThat(test(PLACE).outcome()).isEqualTo(Outcome.PASSED);
        long before = reapers();
        for (int i = 0; i < 20; i++) {
            connections.vend("lake", AccessScope.read("cos://" + TencentBackend.BUCKET + "/" + i + "/"));
        }
        assertThat(reapers()).as("threads that calls start").isEqualTo(before);
        connections.drop("lake");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("idle-connection") || name.startsWith("OkHttp Dispatcher"));
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("OkHttp"))
                .allMatch(Thread::isDaemon);
    }

    private static long reapers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("OkHttp"))
                .count();
    }

    private ProbeReport test(AccessScope scope) {
        return connections.test("lake", TestOptions.readOnly().scope(scope));
    }

    private void create(String more) {
        layerSql(layer, more);
    }

    private static void layerSql(ConnectionLayer layer, String more) {
        layer.sql("sales", "ann")
                .execute("CREATE STORAGE CONNECTION lake TYPE COS REGION = 'ap-shanghai' APP_ID = '"
                        + TencentBackend.APP_ID + "' ROLE_ARN = '" + TencentBackend.ROLE + "' " + more);
    }

    private void trust(Connections owner) {
        backend.trust(CamPolicy.trust(
                backend.platform.rootArn(), owner.require("lake").externalId().orElseThrow()));
    }

    private ConnectionLayer layer(URI internal) {
        return ConnectionLayer.inMemory()
                .provider(new TencentProvider())
                .deployment(Deployment.in(Cloud.TENCENT, "ap-shanghai", "100029595716"))
                .serviceIdentity(Cloud.TENCENT, () -> identity)
                .endpointOverride("sts", backend.tencent.endpoint())
                .endpointOverride("cos", backend.tencent.endpoint())
                .endpointOverride("cos-internal", internal)
                .endpointOverride("scf", backend.tencent.endpoint())
                .open();
    }
}
