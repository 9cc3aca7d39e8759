package dev.mooring.connection.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.TrustDocuments;
import dev.mooring.connection.aws.ProbeRig.Outcome;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ProbeRequest.Mode;
import dev.mooring.connection.tck.emulator.aws.AwsAccount;
import dev.mooring.connection.tck.emulator.aws.AwsEmulator;
import dev.mooring.connection.tck.emulator.aws.AwsRole;
import dev.mooring.connection.tck.emulator.aws.IamPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IamTrustGuideTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/team/lake";
    private static final String[] STORAGE = {"ROLE_ARN=" + ROLE, "REGION=us-east-1"};
    private static final String[] FUNCTIONS = {
        "PROVIDER=aws", "ROLE_ARN=" + ROLE, "REGION=us-east-1", "CODE_BUCKET=code"
    };

    @Test
    void writesDocumentsThatMakeAStorageTestPass() throws Exception {
        assertPasses(new S3ConnectionType(), Optional.of(AccessScope.readWrite("s3://lake/orders/")), STORAGE);
    }

    @Test
    void writesDocumentsThatMakeAFunctionTestPass() throws Exception {
        assertPasses(new LambdaConnectionType(), Optional.empty(), FUNCTIONS);
    }

    @Test
    void namesTheDeploymentsAccountInTheRolesPartition() throws Exception {
        TrustDocuments china = documents(
                new S3ConnectionType(), "ROLE_ARN=arn:aws-cn:iam::123456789012:role/lake", "REGION=cn-north-1");
        JsonNode trust = new ObjectMapper().readTree(china.documents().get(0).text());
        assertThat(trust.at("/Statement/0/Principal/AWS").asText()).isEqualTo("arn:aws-cn:iam::999988887777:root");
        assertThat(trust.at("/Statement/0/Condition/StringEquals/sts:ExternalId")
                        .asText())
                .isEqualTo(VendRequests.EXTERNAL_ID);
        assertThat(china.documents())
                .allSatisfy(document -> assertThat(document.text()).doesNotContain("arn:aws:"));
    }

    @Test
    void letsFunctionsRunAsTheRole() throws Exception {
        TrustDocuments documents = documents(new LambdaConnectionType(), FUNCTIONS);
        assertThat(documents.documents().get(0).text()).contains("lambda.amazonaws.com");
        assertThat(documents.documents().get(1).text()).contains("iam:PassRole").contains("arn:aws:s3:::code/*");
    }

    @Test
    void includesTheKeyOfEncryptedObjects() {
        TrustDocuments documents = documents(
                new S3ConnectionType(),
                STORAGE[0],
                STORAGE[1],
                "KMS_KEY_ARN=arn:aws:kms:us-east-1:123456789012:key/abc");
        assertThat(documents.documents().get(1).text()).contains("key/abc").contains("kms:Decrypt");
    }

    @Test
    void tellsTheStepsInTheConsole() {
        TrustDocuments documents = documents(new S3ConnectionType(), STORAGE);
        assertThat(documents.steps())
                .anySatisfy(step -> assertThat(step)
                        .contains("999988887777")
                        .contains(VendRequests.EXTERNAL_ID)
                        .contains("open lake"));
        assertThat(documents.documents().get(0).text()).contains("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1234", "9999888877771", "99998888777x", "acs:ram::1234", "９９９９８８８８７７７７"})
    void refusesAnAccountThatIsNoneOfAws(String account) {
        assertNotConfigured(Deployment.anywhere().account(account), "12 digits");
    }

    @Test
    void refusesTheAccountOfAnotherCloud() {
        assertNotConfigured(Deployment.in(Cloud.ALIYUN, "cn-hangzhou", "999988887777"), "aliyun");
    }

    @Test
    void takesTheAccountOfADeploymentAnywhere() {
        assertThat(documents(Deployment.anywhere().account("999988887777"), new S3ConnectionType(), STORAGE)
                        .documents())
                .hasSize(2);
    }

    private static void assertNotConfigured(Deployment deployment, String words) {
        for (ConnectionType type : List.of(new S3ConnectionType(), new LambdaConnectionType())) {
            String[] assignments = type instanceof S3ConnectionType ? STORAGE : FUNCTIONS;
            assertThatThrownBy(() -> documents(deployment, type, assignments))
                    .isInstanceOfSatisfying(ConnectionException.class, e -> {
                        assertThat(e.code()).isEqualTo(ConnectionError.NOT_CONFIGURED);
                        assertThat(e.remedy()).contains("--account");
                    })
                    .hasMessageContaining(words);
        }
    }

    private static void assertPasses(ConnectionType type, Optional<AccessScope> scope, String... assignments)
            throws Exception {
        List<String> texts = documents(type, assignments).documents().stream()
                .map(TrustDocuments.Document::text)
                .map(text -> text.replace("YOUR-BUCKET", "lake").replace("YOUR-FOLDER", "orders"))
                .toList();
        try (AwsEmulator aws = AwsEmulator.start()) {
            AwsAccount customer = aws.account("123456789012");
            customer.putRole(AwsRole.of(
                    "team/lake", IamPolicy.parseTrust(withoutServices(texts.get(0))), IamPolicy.parse(texts.get(1))));
            aws.s3().createBucket(customer, "lake", "us-east-1");
            aws.s3().createBucket(customer, "code", "us-east-1");
            StubContext context = new StubContext()
                    .override("sts", aws.endpoint())
                    .override("s3", aws.endpoint())
                    .override("lambda", aws.endpoint());
            context.identity = aws.account("999988887777").createUser("mooring", IamPolicy.everything());
            assertThat(new ProbeRig(type, context).test(scope, Mode.WRITE, assignments))
                    .allSatisfy(outcome ->
                            assertThat(outcome.verdict()).as(outcome.detail()).isEqualTo("PASSED"))
                    .extracting(Outcome::stage)
                    .isNotEmpty();
        }
    }

    /** The emulator knows no principals of services. */
    private static String withoutServices(String trust) throws JsonProcessingException {
        JsonNode document = new ObjectMapper().readTree(trust);
        ArrayNode statements = (ArrayNode) document.get("Statement");
        for (int i = statements.size() - 1; i >= 0; i--) {
            if (statements.get(i).at("/Principal/Service").isTextual()) {
                statements.remove(i);
            }
        }
        return document.toString();
    }

    private static TrustDocuments documents(ConnectionType type, String... assignments) {
        return documents(new StubContext().deployment(), type, assignments);
    }

    private static TrustDocuments documents(Deployment deployment, ConnectionType type, String... assignments) {
        return type.trustGuide()
                .orElseThrow()
                .documents(VendRequests.connection(type, VendRequests.values(type, assignments)), deployment);
    }
}
