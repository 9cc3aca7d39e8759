package dev.mooring.connection.tck.emulator.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CosEmulatorTest {
    private static final String HOST = "lake-1250000000.cos.ap-shanghai.myqcloud.com";
    private static final Map<String, String> NOTHING = Map.of();

    private final TencentEmulator tencent = TencentEmulator.start();
    private final TencentAccount customer = tencent.account("100000000001", "1250000000");
    private final AccessKey user = customer.createUser("etl", CamPolicy.everything());
    private final String bucket = tencent.cos().createBucket(customer, "lake", "ap-shanghai");
    private final TestClient client = new TestClient(tencent.endpoint(), user);

    @AfterEach
    void stop() {
        tencent.close();
    }

    @Test
    void keepsObjectsUnderKeysOfAnyCharacters() throws IOException {
        for (String key : List.of("a/b", "dt=2026 11/x+y&z", "数据/文件", "100%25/%")) {
            assertThat(client.cos("PUT", HOST, key, NOTHING, "1").status()).isEqualTo(200);
            assertThat(client.cos("GET", HOST, key, NOTHING, "").text()).isEqualTo("1");
            assertThat(client.cos("HEAD", HOST, key, NOTHING, "").status()).isEqualTo(200);
            assertThat(tencent.cos().keys(bucket)).containsExactly(key);
            assertThat(client.cos("DELETE", HOST, key, NOTHING, "").status()).isEqualTo(204);
            assertThat(client.cos("GET", HOST, key, NOTHING, "").text()).contains("NoSuchKey");
        }
        assertThat(tencent.writes()).isEqualTo(8);
    }

    @Test
    void listsInPagesAndFolders() throws IOException {
        List.of("a/1", "a/2", "a/b/3", "c").forEach(key -> tencent.cos().put(bucket, key, "x"));
        assertThat(client.cos("GET", HOST, "", Map.of("prefix", "a/", "delimiter", "/"), "")
                        .text())
                .contains("<Key>a/1</Key>", "<Key>a/2</Key>", "<Prefix>a/b/</Prefix>")
                .doesNotContain("<Key>a/b/3</Key>", "<Key>c</Key>");
        String page = client.cos("GET", HOST, "", Map.of("max-keys", "1", "marker", "a/1"), "")
                .text();
        assertThat(page).contains("<Key>a/2</Key>", "<IsTruncated>true", "<NextMarker>a/2</NextMarker>");
        assertThat(client.cos("GET", HOST, "", Map.of("max-keys", "x"), "").status())
                .isEqualTo(400);
    }

    @Test
    void findsABucketInItsRegionOnly() throws IOException {
        for (String host : List.of(
                HOST,
                "lake-1250000000.cos-internal.ap-shanghai.tencentcos.cn",
                "lake-1250000000.cos.accelerate.myqcloud.com")) {
            assertThat(client.cos("HEAD", host, "", NOTHING, "").status()).isEqualTo(200);
        }
        assertThat(client.cos("GET", HOST, "", Map.of("location", ""), "").text())
                .contains(">ap-shanghai<");
        for (String host : List.of(
                "lake-1250000000.cos.ap-beijing.myqcloud.com",
                "lake-1250000001.cos.ap-shanghai.myqcloud.com",
                "other-1250000000.cos.ap-shanghai.myqcloud.com")) {
            assertThat(client.cos("GET", host, "", NOTHING, "").text()).contains("NoSuchBucket");
        }
        assertThat(client.cos("GET", "service.cos.myqcloud.com", "", NOTHING, "")
                        .text())
                .contains("<Name>lake-1250000000</Name>", "<Location>ap-shanghai</Location>");
        assertThat(client.cos("GET", "127.0.0.1", "", NOTHING, "").status()).isEqualTo(501);
    }

    @Test
    void verifiesKeySignatureAndClock() throws IOException {
        AccessKey wrong = new AccessKey(user.accessKeyId(), Secret.of("whatever"));
        AccessKey unknown = new AccessKey("AKIDunknown", Secret.of("whatever"));
        Instant earlier = Instant.now().minus(Duration.ofHours(1));
        assertThat(text(new TestClient(tencent.endpoint(), wrong))).contains("SignatureDoesNotMatch");
        assertThat(text(new TestClient(tencent.endpoint(), unknown))).contains("InvalidAccessKeyId");
        assertThat(text(new TestClient(tencent.endpoint(), user, earlier))).contains("Request has expired");
    }

    @Test
    void keepsAccountsApart() throws IOException {
        AccessKey stranger = tencent.account("100000000002", "1250000002").createUser("x", CamPolicy.everything());
        assertThat(text(new TestClient(tencent.endpoint(), stranger))).contains("AccessDenied");
    }

    @Test
    void tellsWithoutACallWhatACredentialMayDo() {
        AccessKey reader = customer.createUser(
                "reader",
                CamPolicy.allow(
                        List.of("name/cos:GetObject"),
                        List.of("qcs::cos:ap-shanghai:uid/1250000000:lake-1250000000/a/*")));
        assertThat(tencent.permits(reader, Action.READ, Resource.parse("cos://" + bucket + "/a/")))
                .isTrue();
        assertThat(tencent.permits(reader, Action.READ, Resource.parse("cos://" + bucket + "/ab/")))
                .isFalse();
        assertThat(tencent.permits(reader, Action.WRITE, Resource.parse("cos://" + bucket + "/a/")))
                .isFalse();
        assertThat(tencent.permits(reader, Action.LIST, Resource.parse("cos://" + bucket + "/a/")))
                .isFalse();
        assertThat(tencent.received()).isEmpty();
    }

    @Test
    void failsInTheWordsOfCos() throws IOException {
        tencent.cos().fail(TencentFault.THROTTLED);
        assertThat(text(client)).contains("SlowDown");
        tencent.cos().fail(TencentFault.NOT_ACTIVATED);
        assertThat(client.cos("GET", HOST, "", NOTHING, "").status()).isEqualTo(451);
        tencent.heal();
        assertThat(text(client)).contains("ListBucketResult");
    }

    private static String text(TestClient client) throws IOException {
        return client.cos("GET", HOST, "", NOTHING, "").text();
    }
}
