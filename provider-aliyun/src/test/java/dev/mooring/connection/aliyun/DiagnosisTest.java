package dev.mooring.connection.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.Violation;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.Requests;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.EmulatorServer;
import dev.mooring.connection.tck.emulator.aliyun.AliyunFault;
import dev.mooring.connection.tck.emulator.aliyun.RamPolicy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Set-ups that do not work, what is said about each, and what the vendor's own SDK says. The table is kept as a document;
 * with the system property {@code mooring.diagnosis.write} this test writes it anew.
 */
class DiagnosisTest {
    private static final Path DOCUMENT = Path.of("../docs/diagnosis-aliyun.md");
    private static final String NOT_ASKED = "(not asked: found before any call)";
    private static final AccessKey NOBODY = new AccessKey("LTAI5tNobodyNobody00001", Secret.of("nobodys-secret-0001"));

    private final Map<String, Function<BrokenCloud, ConnectionException>> setUps = new LinkedHashMap<>();

    @Test
    void everySetUpHasACodeAndARemedyAsTheDocumentSays() throws Exception {
        keys();
        roles();
        buckets();
        services();
        drafts();
        String table = "# What is said about broken set-ups on Alibaba Cloud\n\n"
                + "Each row is run against the emulator. Written by `DiagnosisTest` with"
                + " `-Dmooring.diagnosis.write=true`.\n\n"
                + "| Set-up | Code | Message | Remedy | The vendor's SDK |\n|---|---|---|---|---|\n"
                + setUps.entrySet().stream()
                        .map(entry -> row(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining());
        assertThat(setUps).hasSizeGreaterThanOrEqualTo(20);
        if (Boolean.getBoolean("mooring.diagnosis.write")) {
            Files.writeString(DOCUMENT, table);
        }
        assertThat(table).isEqualTo(Files.readString(DOCUMENT));
    }

    private void keys() {
        setUps.put(
                "wrong secret",
                cloud -> cloud.testKey(new AccessKey(cloud.user.accessKeyId(), Secret.of("not-the-secret-0001")))
                        .orElseThrow());
        setUps.put("unknown access key", cloud -> cloud.testKey(NOBODY).orElseThrow());
        setUps.put("disabled access key", cloud -> {
            cloud.customer.disableKey(cloud.user.accessKeyId());
            return cloud.testKey(cloud.user).orElseThrow();
        });
        setUps.put("clock an hour late", cloud -> {
            cloud.aliyun.setClock(Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
            return cloud.testKey(cloud.user).orElseThrow();
        });
        setUps.put("platform without a valid key", cloud -> {
            cloud.identity = NOBODY;
            return cloud.test(BrokenCloud.ORDERS).orElseThrow();
        });
        setUps.put("session that has expired", cloud -> {
            cloud.vended = credential -> {
                cloud.customer.expireSessions();
                return credential;
            };
            return cloud.test(BrokenCloud.ORDERS).orElseThrow();
        });
        setUps.put(
                "location asked of an access key",
                cloud -> refused(() -> {
                    Requests requests = Requests.of(
                            new OssConnectionType(),
                            BrokenCloud.raw(
                                    "ENDPOINT=oss-cn-shanghai.aliyuncs.com",
                                    "ACCESS_ID=" + NOBODY.accessKeyId(),
                                    "ACCESS_KEY=nobodys-secret-0001"),
                            BrokenCloud.EXTERNAL_ID);
                    cloud.vend(new OssConnectionType(), requests, BrokenCloud.ORDERS);
                }));
    }

    private void roles() {
        setUps.put("role that does not exist", cloud -> {
            cloud.customer.deleteRole("lake");
            return cloud.test(BrokenCloud.ORDERS).orElseThrow();
        });
        setUps.put("trust policy without the platform", cloud -> {
            cloud.role(RamPolicy.trust("acs:ram::1111222233334444:root"), RamPolicy.everything());
            return cloud.test(BrokenCloud.ORDERS).orElseThrow();
        });
        setUps.put("trust policy with another external id", cloud -> {
            cloud.role(RamPolicy.trust(cloud.platform.rootArn(), "another"), RamPolicy.everything());
            return cloud.test(BrokenCloud.ORDERS).orElseThrow();
        });
        setUps.put("platform that may not assume roles", cloud -> {
            cloud.identity = cloud.platform.createUser("poor", RamPolicy.allow(List.of("oss:*"), List.of("*")));
            return cloud.test(BrokenCloud.ORDERS).orElseThrow();
        });
        setUps.put(
                "session longer than the role allows",
                cloud -> cloud.test(BrokenCloud.ORDERS, "SESSION_DURATION=7200").orElseThrow());
        setUps.put("role without oss:ListObjects", cloud -> {
            cloud.role(
                    RamPolicy.trust(cloud.platform.rootArn(), BrokenCloud.EXTERNAL_ID),
                    RamPolicy.allow(List.of("oss:GetObject"), List.of("*")));
            return cloud.test(BrokenCloud.ORDERS).orElseThrow();
        });
        setUps.put(
                "folder with a wildcard in its name",
                cloud -> cloud.test(AccessScope.read("oss://lake/a*/")).orElseThrow());
    }

    private void buckets() {
        setUps.put(
                "bucket that does not exist",
                cloud -> cloud.test(AccessScope.read("oss://pond/a/")).orElseThrow());
        setUps.put("bucket of another region", cloud -> {
            cloud.aliyun.oss().createBucket(cloud.customer, "pond", "cn-beijing");
            return cloud.test(AccessScope.read("oss://pond/a/")).orElseThrow();
        });
        setUps.put("bucket of another account", cloud -> {
            cloud.aliyun.oss().createBucket(cloud.platform, "pond", "cn-shanghai");
            return cloud.test(AccessScope.read("oss://pond/a/")).orElseThrow();
        });
        setUps.put("accelerate address without acceleration", cloud -> {
            cloud.aliyun.oss().fail(AliyunFault.NO_ACCELERATION);
            return cloud.test(BrokenCloud.ORDERS, "ENDPOINT=oss-accelerate.aliyuncs.com")
                    .orElseThrow();
        });
        setUps.put("internal address from outside", cloud -> {
            cloud.context().override("oss-internal", URI.create("http://127.0.0.1:9"));
            cloud.context().override("sts-vpc", cloud.aliyun.endpoint());
            return cloud.test(BrokenCloud.ORDERS, "NETWORK=internal").orElseThrow();
        });
        setUps.put("code bucket of another region", cloud -> {
            cloud.aliyun.oss().createBucket(cloud.customer, "lake", "cn-beijing");
            return cloud.testFunctions().orElseThrow();
        });
    }

    private void services() {
        setUps.put("OSS not activated, or overdue", cloud -> {
            cloud.aliyun.oss().fail(AliyunFault.NOT_ACTIVATED);
            return cloud.test(BrokenCloud.ORDERS).orElseThrow();
        });
        setUps.put("Function Compute not activated", cloud -> {
            cloud.aliyun.fc().fail(AliyunFault.NOT_ACTIVATED);
            return cloud.testFunctions().orElseThrow();
        });
        setUps.put("STS asked too often", cloud -> {
            cloud.aliyun.sts().fail(AliyunFault.THROTTLED);
            return cloud.test(BrokenCloud.ORDERS).orElseThrow();
        });
        setUps.put("STS behind something that answers HTML", cloud -> {
            try (EmulatorServer wrong =
                    EmulatorServer.start(request -> EmulatedResponse.of(200, "<html>hello</html>"))) {
                cloud.context().override("sts", wrong.endpoint());
                return cloud.test(BrokenCloud.ORDERS).orElseThrow();
            }
        });
    }

    private void drafts() {
        setUps.put(
                "ACCESS_KEY and SECRET_KEY, as on other clouds",
                cloud -> draft(
                        "ENDPOINT=oss-cn-shanghai.aliyuncs.com",
                        "ACCESS_KEY=LTAI5tNobodyNobody00001",
                        "SECRET_KEY=x-secret-x"));
        setUps.put(
                "bucket in the endpoint",
                cloud -> draft(BrokenCloud.ROLE, "REGION=cn-shanghai", "ENDPOINT=lake.oss-cn-shanghai.aliyuncs.com"));
        setUps.put(
                "role of another cloud",
                cloud -> draft("ROLE_ARN=arn:aws:iam::123456789012:role/lake", "REGION=cn-shanghai"));
        setUps.put("region that does not exist", cloud -> draft(BrokenCloud.ROLE, "REGION=cn-shanghia"));
    }

    private static ConnectionException draft(String... assignments) {
        try (ConnectionLayer layer = ConnectionLayer.inMemory()
                .provider(new AliyunProvider())
                .deployment(Deployment.in(Cloud.ALIYUN, "cn-shanghai", "1384322691904283"))
                .open()) {
            String properties = List.of(assignments).stream()
                    .map(text -> text.replaceFirst("=(.*)", " = '$1'"))
                    .collect(Collectors.joining(" "));
            return refused(() -> layer.sql("w", "u").execute("CREATE STORAGE CONNECTION lake TYPE OSS " + properties));
        }
    }

    private static ConnectionException refused(Runnable call) {
        return catchThrowableOfType(ConnectionException.class, call::run);
    }

    private static String row(String setUp, Function<BrokenCloud, ConnectionException> run) {
        try (BrokenCloud cloud = new BrokenCloud()) {
            ConnectionException failure = run.apply(cloud);
            assertThat(failure.remedy()).as(setUp).isNotBlank();
            String vendor = failure.getCause() == null ? NOT_ASKED : sdk(failure.getCause());
            return "| " + setUp + " | `" + failure.code().name() + "` | " + cell(message(failure)) + " | "
                    + cell(failure.remedy()) + " | " + cell(vendor) + " |\n";
        }
    }

    private static String message(ConnectionException failure) {
        return failure.violations().isEmpty()
                ? failure.getMessage()
                : failure.violations().stream()
                        .map((Violation each) -> each.property() + " " + each.expectation())
                        .collect(Collectors.joining("; "));
    }

    private static String sdk(Throwable cause) {
        return cause.getClass().getName().startsWith("dev.mooring")
                ? NOT_ASKED
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    /** What differs from run to run is left out. */
    private static String cell(String text) {
        return text.replaceAll("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", "…")
                .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1")
                .replaceAll("\\d{4}-\\d{2}-\\d{2}T[\\d:.]+Z", "…")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|");
    }
}
