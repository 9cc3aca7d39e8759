package dev.mooring.connection.tencent.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.qcloud.cos.COSClient;
import com.qcloud.cos.auth.BasicSessionCredentials;
import com.qcloud.cos.exception.CosServiceException;
import com.qcloud.cos.model.ListObjectsRequest;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.tck.emulator.tencent.CamPolicy;
import dev.mooring.connection.tck.emulator.tencent.TencentAccount;
import dev.mooring.connection.tck.emulator.tencent.TencentEmulator;
import dev.mooring.connection.tck.emulator.tencent.TencentRole;
import dev.mooring.connection.tencent.LiveCosClient;
import dev.mooring.connection.tencent.TencentProvider;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The official client of COS, against the emulator and over a whole layer. */
class MooringCosCredentialsTest {
    private static final String BUCKET = "lake-1250000000";
    private static final String PLACE = "cos://" + BUCKET + "/数据/dt=2026 11/";

    private final TencentEmulator tencent = TencentEmulator.start();
    private final TencentAccount platform = tencent.account("100029595716", "1300000001");
    private final TencentAccount customer = tencent.account("100000000001", "1250000000");
    private final Credential ours = platform.createUser("mooring", CamPolicy.everything());
    private final ConnectionLayer layer = ConnectionLayer.inMemory()
            .provider(new TencentProvider())
            .serviceIdentity(Cloud.TENCENT, () -> ours)
            .endpointOverride("sts", tencent.endpoint())
            .endpointOverride("cos", tencent.endpoint())
            .open();
    private final Connections connections = layer.workspace("sales", "ann");

    @BeforeEach
    void connect() {
        layer.sql("sales", "ann")
                .execute("CREATE STORAGE CONNECTION lake TYPE COS REGION = 'ap-shanghai' APP_ID = '1250000000'"
                        + " ROLE_ARN = 'qcs::cam::uin/100000000001:roleName/lake'");
        String externalId = connections.require("lake").externalId().orElseThrow();
        customer.putRole(
                TencentRole.of("lake", CamPolicy.trust(platform.rootArn(), externalId), CamPolicy.everything()));
        tencent.cos().createBucket(customer, "lake", "ap-shanghai");
    }

    @AfterEach
    void stop() {
        layer.close();
        tencent.close();
    }

    @Test
    void theLiveClientSignsWithTheSessionTokenOfTheConnection() {
        CredentialSource source = connections.source("lake", AccessScope.read(PLACE));
        MooringCosCredentials provider = MooringCosCredentials.of(source);
        Credential.Session session = (Credential.Session) source.get();
        BasicSessionCredentials given = (BasicSessionCredentials) provider.getCredentials();
        assertThat(given.getSessionToken()).isEqualTo(session.sessionToken().reveal());
        assertThat(given.getCOSAccessKeyId()).isEqualTo(session.accessKeyId());
        tencent.cos().put(BUCKET, "数据/dt=2026 11/a+b", "one");
        COSClient client = client(provider);
        try {
            assertThat(client.listObjects(new ListObjectsRequest(BUCKET, "数据/dt=2026 11/", null, null, 10))
                            .getObjectSummaries())
                    .hasSize(1);
            assertThat(client.getObjectMetadata(BUCKET, "数据/dt=2026 11/a+b").getContentLength())
                    .isEqualTo(3);
        } finally {
            client.shutdown();
        }
        assertThat(tencent.received("ListObjects"))
                .allMatch(call ->
                        call.status() == 200 && call.accessKeyId().orElseThrow().equals(session.accessKeyId()));
    }

    @Test
    void theLiveClientIsHeldToTheScope() {
        AccessScope scope = AccessScope.of(PLACE, AccessScope.Action.WRITE, AccessScope.Action.READ);
        COSClient client = client(MooringCosCredentials.of(connections.source("lake", scope)));
        try {
            client.putObject(BUCKET, "数据/dt=2026 11/new", "two");
            assertThat(tencent.cos().content(BUCKET, "数据/dt=2026 11/new")).contains("two");
            for (Runnable outside : List.<Runnable>of(
                    () -> client.putObject(BUCKET, "数据/dt=2026 11-x/new", "no"),
                    () -> client.deleteObject(BUCKET, "数据/dt=2026 11/new"),
                    () -> client.listObjects(BUCKET, "数据/"),
                    client::listBuckets)) {
                assertThatExceptionOfType(CosServiceException.class)
                        .isThrownBy(outside::run)
                        .satisfies(refusal -> assertThat(refusal.getErrorCode()).isEqualTo("AccessDenied"));
            }
        } finally {
            client.shutdown();
        }
    }

    @Test
    void asksTheSourceForEveryRequestSoThatARenewedSessionIsSeen() {
        CredentialSource source = connections.source("lake", AccessScope.read(PLACE));
        MooringCosCredentials provider = MooringCosCredentials.of(source);
        String first = provider.getCredentials().getCOSAccessKeyId();
        source.rejected(source.get());
        provider.refresh();
        assertThat(provider.getCredentials().getCOSAccessKeyId()).isNotEqualTo(first);
        assertThat(provider).hasToString("MooringCosCredentials[lake, " + source.scope() + "]");
    }

    @Test
    void refusesShapesThatSignNothing() {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> MooringCosCredentials.toCos(new Credential.Anonymous()))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ConnectionError.NOT_SUPPORTED));
    }

    private COSClient client(MooringCosCredentials provider) {
        return LiveCosClient.open(tencent.endpoint(), "ap-shanghai", provider);
    }
}
