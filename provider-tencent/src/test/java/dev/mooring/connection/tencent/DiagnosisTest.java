package dev.mooring.connection.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import com.qcloud.cos.COSClient;
import com.qcloud.cos.auth.COSStaticCredentialsProvider;
import com.qcloud.cos.exception.CosClientException;
import com.qcloud.cos.exception.CosServiceException;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.Resource;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.emulator.tencent.CamPolicy;
import dev.mooring.connection.tck.emulator.tencent.TencentFault;
import dev.mooring.connection.tck.emulator.tencent.TencentRole;
import dev.mooring.connection.tencent.bridge.MooringCosCredentials;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Broken set-ups, each with what this layer says beside what the vendor's SDK says. The table in the documentation is
 * written anew with {@code -Dmooring.regenerate=true}.
 */
class DiagnosisTest {
    private static final Path TABLE = Path.of("..", "docs", "diagnosis-tencent.md");
    private static final AccessScope SCOPE = AccessScope.read("cos://" + TencentBackend.BUCKET + "/orders/");

    private final TencentBackend backend = new TencentBackend();
    private final List<String> rows = new ArrayList<>();
    private Credential identity = backend.serviceIdentity().orElseThrow();
    private URI sts = backend.tencent.endpoint();

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void everyBrokenSetUpIsNamedAndCured() throws Exception {
        identities();
        trusts();
        services();
        places();
        drafts();
        String table =
                "# Diagnosis of Tencent Cloud\n\nBroken set-ups, what this layer says of each, and what the vendor's"
                        + " SDK says by itself. Written by `DiagnosisTest`.\n\n"
                        + "| Set-up | Code | Message | Remedy | Vendor's SDK |\n|---|---|---|---|---|\n"
                        + String.join("\n", rows)
                        + "\n";
        if (Boolean.getBoolean("mooring.regenerate")) {
            Files.writeString(TABLE, table);
        }
        assertThat(rows).hasSizeGreaterThanOrEqualTo(20);
        assertThat(Files.readString(TABLE)).isEqualTo(table);
    }

    private void identities() {
        AccessKey real = (AccessKey) identity;
        identity = new AccessKey(real.accessKeyId(), Secret.of("wrong-secret"));
        vend("platform's secret is wrong");
        identity = new AccessKey("AKIDgone00000000000000000", Secret.of("whatever"));
        vend("platform's key is disabled or deleted");
        identity = new Credential.Session(
                real.accessKeyId(),
                real.accessKeySecret(),
                Secret.of("expired-token"),
                Clock.systemUTC().instant());
        vend("platform's own session has ended");
        identity = backend.platform.createUser("poor", CamPolicy.allow(List.of("cos:*"), List.of("*")));
        vend("platform may not assume roles");
        identity = real;
        keyed("stored secret is wrong", backend.key().accessKeyId(), "wrong-secret-of-the-user");
        AccessKey gone = backend.customer.createUser("gone", CamPolicy.everything());
        backend.customer.deleteKey(gone.accessKeyId());
        keyed(
                "stored key is disabled",
                gone.accessKeyId(),
                gone.accessKeySecret().reveal());
        AccessKey poor = backend.customer.createUser("narrow", CamPolicy.allow(List.of("cos:*"), List.of("*")));
        keyed(
                "stored key may not be narrowed",
                poor.accessKeyId(),
                poor.accessKeySecret().reveal());
    }

    private void trusts() {
        backend.trust(CamPolicy.trust("qcs::cam::uin/100000000009:root"));
        vend("role does not trust the platform");
        backend.trust(CamPolicy.trust(backend.platform.rootArn(), "another-id"));
        vend("role expects another external id");
        CamPolicy open = CamPolicy.trust(backend.platform.rootArn());
        vend("role does not exist", "ROLE_ARN = 'qcs::cam::uin/100000000001:roleName/none'");
        vend("account of the role does not exist", "ROLE_ARN = 'qcs::cam::uin/100000000008:roleName/lake'");
        backend.customer.putRole(TencentRole.of("LakehouseRole", open, CamPolicy.everything()));
        vend("session is longer than the role allows", "SESSION_DURATION = '10800'");
        backend.trust(open);
        backend.tencent.sts().limitPolicy(50);
        vend("session policy is too long for the service");
        backend.tencent.sts().limitPolicy(Integer.MAX_VALUE);
    }

    private void services() {
        for (TencentFault fault : List.of(
                TencentFault.THROTTLED,
                TencentFault.REGION_UNSUPPORTED,
                TencentFault.NOT_ACTIVATED,
                TencentFault.UNAVAILABLE)) {
            backend.tencent.sts().fail(fault);
            vend("STS: " + fault);
        }
        backend.tencent.heal();
        backend.tencent.setClock(Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
        vend("clock is an hour behind");
        backend.tencent.setClock(Clock.systemUTC());
        sts = URI.create("http://127.0.0.1:9");
        vend("nothing answers at the address of STS");
        sts = backend.tencent.endpoint();
    }

    private void places() {
        AccessScope none = AccessScope.read("cos://none-" + TencentBackend.APP_ID + "/");
        probe("bucket is in another region", SCOPE, "REGION = 'ap-beijing'");
        probe("bucket does not exist", none, "");
        probe("bucket is named without its APPID", AccessScope.read("cos://lake/orders/"), "");
        probe("bucket belongs to another account", AccessScope.read("cos://lake-1250000001/orders/"), "");
        probe("folder holds an asterisk", AccessScope.read("cos://" + TencentBackend.BUCKET + "/a*/"), "");
        backend.tencent.cos().fail(TencentFault.NOT_ACTIVATED);
        probe("COS is not activated", SCOPE, "");
        backend.tencent.heal();
    }

    private void drafts() {
        vend("role is one of Alibaba Cloud", "ROLE_ARN = 'acs:ram::1222808864467016:role/lake'");
        vend("region is one of Alibaba Cloud", "REGION = 'cn-shanghai'");
        vend("APP_ID is the account's UIN", "APP_ID = '100000000001'");
        vend("internal address is given", "ENDPOINT = 'cos-internal.ap-shanghai.tencentcos.cn'");
        vend("key is named as on Alibaba Cloud", "ACCESS_ID = 'LTAI5tMmbq1Ty1xxxxxxxxx'");
    }

    private void vend(String setUp) {
        vend(setUp, "");
    }

    private void vend(String setUp, String properties) {
        run(setUp, properties, connections -> connections.vend("lake", SCOPE));
    }

    private void keyed(String setUp, String id, String secret) {
        run(
                setUp,
                "ACCESS_KEY = '" + id + "' SECRET_KEY = '" + secret + "'",
                connections -> connections.vend("lake", SCOPE));
    }

    private void probe(String setUp, AccessScope scope, String properties) {
        run(setUp, properties, connections -> {
            ProbeReport.Result failed = connections
                    .test("lake", TestOptions.readOnly().scope(scope))
                    .failure()
                    .orElseThrow(() -> new AssertionError(setUp + " passed"));
            row(
                    setUp,
                    failed.code().orElseThrow().name(),
                    failed.detail(),
                    failed.remedy().orElse(""),
                    sdk(scope, properties));
        });
    }

    private void run(String setUp, String properties, Consumer<Connections> use) {
        try (ConnectionLayer layer = ConnectionLayer.inMemory()
                .provider(new TencentProvider())
                .serviceIdentity(Cloud.TENCENT, () -> identity)
                .endpointOverride("sts", sts)
                .endpointOverride("cos", backend.tencent.endpoint())
                .open()) {
            int before = rows.size();
            try {
                layer.sql("sales", "ann").execute(statement(properties));
                use.accept(layer.workspace("sales", "ann"));
            } catch (ConnectionException e) {
                row(setUp, e.code().name(), e.getMessage(), e.remedy(), vendor(e));
            }
            assertThat(rows).as(setUp).hasSize(before + 1);
        }
    }

    private static String statement(String properties) {
        StringBuilder sql = new StringBuilder("CREATE STORAGE CONNECTION lake TYPE COS ").append(properties);
        usual(sql, properties, "REGION", TencentBackend.REGION);
        usual(sql, properties, "APP_ID", TencentBackend.APP_ID);
        if (!properties.contains("ACCESS_")) {
            usual(sql, properties, "ROLE_ARN", TencentBackend.ROLE);
        }
        return sql.toString();
    }

    private static void usual(StringBuilder sql, String properties, String name, String value) {
        if (!properties.contains(name + " =")) {
            sql.append(' ').append(name).append(" = '").append(value).append('\'');
        }
    }

    /** What the SDK's exception says, which is kept as cause. */
    private static String vendor(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TencentCloudSDKException sdk) {
                return sdk.getErrorCode() + ": " + sdk.getMessage();
            }
        }
        return "not asked";
    }

    /** What the SDK's own client says when it lists the place. */
    private String sdk(AccessScope scope, String properties) {
        Resource place = scope.grants().get(0).resource();
        COSClient client = LiveCosClient.open(
                backend.tencent.endpoint(),
                properties.contains("ap-beijing") ? "ap-beijing" : TencentBackend.REGION,
                new COSStaticCredentialsProvider(MooringCosCredentials.toCos(backend.key())));
        try {
            client.listObjects(place.root(), place.path());
            return "no objection";
        } catch (CosServiceException e) {
            return e.getErrorCode() + ": " + e.getErrorMessage();
        } catch (CosClientException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        } finally {
            client.shutdown();
        }
    }

    private void row(String setUp, String code, String message, String remedy, String vendor) {
        rows.add("| " + String.join(" | ", setUp, code, cell(message), cell(remedy), cell(vendor)) + " |");
    }

    /** Without what changes from run to run. */
    private static String cell(String text) {
        return text.replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", "…")
                .replaceAll("external id [A-Za-z0-9]{16}", "external id …")
                .replaceAll("20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z", "…")
                .replaceAll("AKID[A-Za-z0-9]{20,}", "AKID…")
                .replaceAll("sales-[A-Za-z0-9.@_-]+", "…")
                .replace("\n", " ")
                .replace("|", "\\|");
    }
}
