package dev.mooring.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.credential.Credential.Session;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    private interface Program {
        void run() throws Exception;
    }

    @Test
    void quickstartTellsTheWholeStory() throws Exception {
        assertThat(printed(Quickstart::main))
                .contains("connection orders created", "EXTERNAL_ID", "AKIALO**************")
                .contains("the AWS client reads: 1 anchor", "test of connection orders: WARNING", "CREDENTIAL_REJECTED")
                .contains("AccessKey[accessKeyId=AKIALO…, accessKeySecret=****]")
                .contains("connection partner dropped")
                .contains("the Kafka client reads: 1 anchor ordered", "test of connection events: PASSED")
                .contains("test of connection events: FAILED", "connection events dropped")
                .contains("in aliyun > CREATE", "in tencent > CREATE", "CROSS_CLOUD_NOT_SUPPORTED")
                .doesNotContain(LocalS3.SECRET_KEY, "a-wrong-secret", LocalKafka.PASSWORD, "a-wrong-password");
    }

    @Test
    void whoeverMayNotIsToldSoAndRecorded() throws Exception {
        assertThat(printed(WhoMayWhoDid::main))
                .containsSubsequence(
                        "CREATE CONNECTION on workspace sales granted to user ann",
                        "connection orders created",
                        "NOT_AUTHORIZED: user bob may not vend from connection orders in workspace sales",
                        "remedy: let its owner or an administrator GRANT USAGE ON CONNECTION orders TO USER bob",
                        "USAGE on connection orders granted to role analysts",
                        "bob vends AccessKey[accessKeyId=AKIAIO…, accessKeySecret=****]",
                        "NOT_AUTHORIZED: user bob may not drop connection orders in workspace sales",
                        "OWNERSHIP",
                        "| DROP ",
                        "| VEND ",
                        "| GRANT ",
                        "| VEND ",
                        "| CREATE ")
                .doesNotContain("a-secret-of-the-shop");
    }

    @Test
    void storageOfAnotherCloudIsRefusedWithARemedy() throws Exception {
        assertThat(printed(CrossCloud::refusals))
                .containsSubsequence("in aliyun > CREATE", "TYPE COS", "CROSS_CLOUD_NOT_SUPPORTED: ", "remedy: ")
                .containsSubsequence("in tencent > CREATE", "TYPE OSS", "CROSS_CLOUD_NOT_SUPPORTED: ", "remedy: ")
                .doesNotContain("created");
    }

    @Test
    void aFunctionOfEachCloudIsCalledAndItsCodeRead() throws Exception {
        String story = printed(CloudFunctions::main);
        for (String cloud : List.of("Function Compute of Alibaba Cloud", "SCF of Tencent Cloud", "AWS Lambda")) {
            String walk = story.substring(story.indexOf("==== " + cloud + ", emulated ====") + 5)
                    .split("\n==== ")[0];
            assertThat(walk)
                    .containsSubsequence("> CREATE API", "EXTERNAL_ID", "connection udf created")
                    .containsSubsequence("> DESC CONNECTION udf", "EXTERNAL_ID", "> TEST CONNECTION udf")
                    .containsSubsequence("ROLE_NOT_ASSUMABLE", "let the ", "test of connection udf: FAILED")
                    .containsSubsequence("the emulated role now has: trust policy", "test of connection udf: PASSED")
                    .containsSubsequence("vended for ", "accessKeySecret=****, sessionToken=****")
                    .containsSubsequence("the emulated function answers: HTTP 200 ", "640")
                    .contains("the emulated code bucket holds: " + FunctionCloud.PROGRAM);
            assertThat(walk.split("\n> ")).as("four statements").hasSize(5);
        }
        assertThat(story).contains("NAMESPCE is a misspelling");
    }

    @Test
    void cloudFunctionsPrintsNoSecret() throws Exception {
        for (FunctionCloud cloud : List.of(new LocalAliyun(), new LocalTencent(), new LocalAws())) {
            List<String> secrets = new ArrayList<>();
            try (cloud) {
                String story = printed(() -> CloudFunctions.walk(watched(cloud, secrets)));
                assertThat(secrets).hasSize(4);
                assertThat(story).doesNotContain(secrets.toArray(String[]::new));
            }
        }
    }

    @Test
    void unityCatalogIssuesForOneTableAndNoMore() throws Exception {
        assertThat(printed(UnityCatalog::main))
                .containsSubsequence(
                        "SCOPE FAILED", "EXTERNAL USE SCHEMA", "remedy: ", "test of connection unity: FAILED")
                .containsSubsequence("SCOPE PASSED", "test of connection unity: PASSED", "vended Session[", "=****")
                .contains("covers [s3://lake/sales/orders/]", "SCOPE_NOT_ENFORCEABLE")
                .doesNotContain("a-secret-of-730-days", "eyJ");
    }

    @Test
    void aPoolOutlivesItsPasswords() throws Exception {
        assertThat(printed(Lakebase::main))
                .contains("stage=OPERATE", "current_user is c00f575e")
                .doesNotContain("FAILED", "SKIPPED")
                .contains("the same session: true", "a new session: true")
                .containsPattern("passwords issued: [2-9]")
                .doesNotContain("of-730-days", "eyJ");
    }

    @Test
    void createAndVendReachesTheServer() throws Exception {
        assertThat(printed(CreateAndVend::main)).contains("buckets: 1").doesNotContain(LocalS3.SECRET_KEY);
    }

    @Test
    void nodesShareAStore() throws Exception {
        assertThat(printed(SharedStore::main))
                .contains("the other node vends AccessKey[accessKeyId=AKIALO…, accessKeySecret=****]")
                .contains("the other node answers CONNECTION_DISABLED")
                .doesNotContain("a-secret-of-the-example", "tide-table");
    }

    @Test
    void keysAreRotatedWhileAJobVends() throws Exception {
        assertThat(printed(RotateKeys::main))
                .contains("put 1 connection under K", "verified: true", "vended meanwhile: true")
                .doesNotContain("wJalrXUtnFEMI");
    }

    @Test
    void aPoolOutlivesARotatedPassword() throws Exception {
        assertThat(printed(DatabasePool::main))
                .contains("test of connection ledger: PASSED", "the pool logs in as ledger_app")
                .contains("after a rotation it logs in as ledger_app")
                .doesNotContain("password-of-the-ledger");
    }

    @Test
    void glueClientsWorkOnALayer() throws Exception {
        assertThat(printed(GlueClients::main))
                .contains("Name=office-lan", "Status=READY", "LastConnectionValidationTime=")
                .contains("HOST MISSING", "USERNAME MISSING")
                .containsPattern("office_lan_[0-9a-f]{10}")
                .doesNotContain("an example's secret key");
    }

    @Test
    void aServersKeyIsPinnedBeforeAFileIsRead() throws Exception {
        assertThat(printed(SftpFiles::main))
                .containsSubsequence(
                        "test of connection partner: FAILED",
                        "the server shows the key SHA256:",
                        "remedy: ask the server's operator for the fingerprint",
                        "test of connection partner: PASSED",
                        "the file says 1 anchor")
                .doesNotContain(LocalSftp.PASSWORD);
    }

    @Test
    void mongoDbsClientLogsInByCertificate() throws Exception {
        assertThat(printed(MongoDbPing::main))
                .contains("test of connection events: PASSED", "the server answers {\"ok\": 1.0}")
                .doesNotContain("PRIVATE KEY");
    }

    @Test
    void runSqlShowsAnErrorWithItsPlace() throws Exception {
        assertThat(printed(RunSql::main))
                .contains("udf_noah", "INVALID_PROPERTIES at ", "did you mean REGION?", "masked value");
    }

    @Test
    void aTypeOfOnesOwnIsUsedLikeAnyOther() throws Exception {
        assertThat(printed(AddYourOwnType::main))
                .contains("TIDE_TABLES", "ApiKey[header=X-Tide-Key, value=****")
                .doesNotContain("k-1");
    }

    @Test
    void aJobOutlivesItsCredentials() throws Exception {
        assertThat(printed(LongJob::main))
                .containsPattern("calls of a job, ([3-9]|1\\d) tokens issued")
                .contains("another one after a refusal: true")
                .contains(
                        "SourceTicket[workspace=sales, connection=tides, scope=[*]] opened elsewhere: Bearer[token=****")
                .doesNotContain("token-");
    }

    @Test
    void whatALayerDoesIsCounted() throws Exception {
        assertThat(printed(Meters::main))
                .contains("CONNECTION_NOT_FOUND")
                .containsPattern("mooring.vend.hits\\[tag\\(layer=example\\), tag\\(type=API/SHORT\\)] COUNT 9\\d\\d")
                .contains("tag(outcome=done), tag(reason=first)", "tag(issuer=tokens.tide.example)")
                .contains("meters left after closing: 0")
                .doesNotContain("token-", "qiliang", "tides");
    }

    @Test
    void anApiIsCalledWithATokenThatIsReplacedWhenItIsRevoked() throws Exception {
        assertThat(printed(HttpApi::main))
                .contains("connection orders created", "test of connection orders: PASSED")
                .contains("GET /v2/orders/7", "and after its token was revoked: 200")
                .doesNotContain(HttpApi.SECRET);
    }

    @Test
    void aServiceAccountOfLakeSailGetsAnotherKey() throws Exception {
        assertThat(printed(LakeSailKeys::main))
                .contains("known as service account etl", "the emulated platform says: service account etl")
                .contains("the old one retired: true", "it still works: false")
                .doesNotContain("sak-");
    }

    @Test
    void anOrgOfSalesforceIsQueriedAtItsInstance() throws Exception {
        assertThat(printed(SalesforceQuery::main))
                .contains("acts as consumer-key of org", "the emulated org answers: {\"totalSize\":1")
                .contains("and after its session was ended: 200")
                .doesNotContain(SalesforceQuery.SECRET);
    }

    @Test
    void anAiServiceIsCalledWithItsKey() throws Exception {
        assertThat(printed(AiFunction::main))
                .contains("test of connection conn_bailian: PASSED", "POST /compatible-mode/v1/chat/completions")
                .doesNotContain(AiFunction.KEY);
    }

    @Test
    void anIcebergCatalogHandsOutCredentialsForATable() throws Exception {
        assertThat(printed(IcebergRest::main))
                .contains("connection lake created", "test of connection lake: PASSED")
                .contains("client.refresh-credentials-endpoint", "s3.session-token-expires-at-ms")
                .contains("covers [s3://lake/sales/orders")
                .doesNotContain(IcebergRest.SECRET, "storage-");
    }

    @Test
    void theReadmesExampleIsTheCompiledOne() throws Exception {
        String compiled = Files.readString(Path.of("src/main/java/dev/mooring/examples/ReadmeExample.java"))
                .split("// readme\n")[1];
        List<String> example = javaBlock(Files.readString(Path.of("../README.md")));
        assertThat(example)
                .containsExactlyElementsOf(
                        compiled.stripTrailing().stripIndent().lines().toList());
    }

    /** The same cloud; notes the secrets of the credentials that its clients are given. */
    private static FunctionCloud watched(FunctionCloud cloud, List<String> secrets) {
        return (FunctionCloud) Proxy.newProxyInstance(
                FunctionCloud.class.getClassLoader(),
                new Class<?>[] {FunctionCloud.class},
                (proxy, method, arguments) -> {
                    if (arguments != null && arguments[0] instanceof CredentialSource source) {
                        Session session = (Session) source.get();
                        secrets.add(session.accessKeySecret().reveal());
                        secrets.add(session.sessionToken().reveal());
                    }
                    return method.invoke(cloud, arguments);
                });
    }

    private static List<String> javaBlock(String readme) {
        int start = readme.indexOf("```java\n") + "```java\n".length();
        return readme.substring(start, readme.indexOf("```", start)).lines().toList();
    }

    private static String printed(Program program) throws Exception {
        PrintStream console = System.out;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(console);
        }
        return captured.toString(StandardCharsets.UTF_8);
    }
}
