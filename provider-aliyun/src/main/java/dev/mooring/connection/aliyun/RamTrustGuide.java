package dev.mooring.connection.aliyun;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.TrustDocuments;
import dev.mooring.connection.TrustDocuments.Document;
import dev.mooring.connection.spi.TrustGuide;
import dev.mooring.connection.support.cloud.PolicyDialect;
import dev.mooring.connection.support.cloud.PolicyDocument;
import dev.mooring.connection.support.cloud.PolicyDocument.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes the trust and permission policies of a role, and the steps in the RAM console. */
final class RamTrustGuide implements TrustGuide {
    private static final String BUCKET = "your-bucket";
    private static final String FUNCTION_SERVICE = "fc.aliyuncs.com";
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{1,20}");

    private final Use use;

    /** What a role is for. */
    private enum Use {
        STORAGE,
        FUNCTIONS
    }

    private RamTrustGuide(Use use) {
        this.use = use;
    }

    static RamTrustGuide forStorage() {
        return new RamTrustGuide(Use.STORAGE);
    }

    static RamTrustGuide forFunctions() {
        return new RamTrustGuide(Use.FUNCTIONS);
    }

    @Override
    public TrustDocuments documents(Connection connection, Deployment deployment) {
        String role = connection.properties().require(AliyunProperties.ROLE_ARN);
        String account = account(deployment);
        Statement ours = Statement.trust(PolicyDialect.RAM, "RAM", "acs:ram::" + account + ":root");
        Statement trust = connection
                .externalId()
                .map(id -> ours.when("StringEquals", Map.of("sts:ExternalId", List.of(id))))
                .orElse(ours);
        List<Document> documents = new ArrayList<>();
        documents.add(new Document(
                "trust policy",
                "goes into the trust policy of " + role
                        + ": who may assume it, and only with this connection's external id",
                pretty(trust)));
        String bucket = use == Use.STORAGE
                ? BUCKET
                : connection.properties().require(FunctionComputeConnectionType.CODE_BUCKET);
        documents.add(new Document(
                "bucket policy",
                "is attached to " + role
                        + (use == Use.STORAGE
                                ? ": replace " + BUCKET + " by your own, in both entries"
                                : ", for the functions' code"),
                pretty(buckets(bucket))));
        if (use == Use.FUNCTIONS) {
            documents.add(new Document(
                    "function policy",
                    "is attached to " + role + ", or the system policy AliyunFCFullAccess if it holds both statements",
                    pretty(functions())));
        }
        return new TrustDocuments(documents, steps(role, account, connection.externalId()));
    }

    /** A principal that does not exist would be pasted, refused by RAM and blamed on the role. */
    private static String account(Deployment deployment) {
        deployment.cloud().filter(cloud -> !cloud.equals(Cloud.ALIYUN)).ifPresent(cloud -> {
            throw notConfigured(
                    "the deployment is in " + cloud + ", whose accounts a role in Alibaba Cloud can not trust");
        });
        String account = deployment.account().orElse("");
        if (!ACCOUNT.matcher(account).matches()) {
            throw notConfigured("the deployment's account is none of Alibaba Cloud, which has digits only");
        }
        return account;
    }

    private static ConnectionException notConfigured(String message) {
        return new ConnectionException(
                ConnectionError.NOT_CONFIGURED,
                message,
                "set the platform's own account in Alibaba Cloud, 16 digits: Deployment.account(id), or --account on the"
                        + " command line; with a cloud, that is Cloud.ALIYUN, or --cloud aliyun");
    }

    /** OSS asks for the bucket in some calls and for its objects in others, so that both entries are needed. */
    private static Statement buckets(String bucket) {
        String arn = OssStatements.bucketArn(bucket);
        return Statement.allow(
                List.of(
                        "oss:GetObject",
                        "oss:ListObjects",
                        "oss:PutObject",
                        "oss:DeleteObject",
                        "oss:GetBucketLocation"),
                List.of(arn, arn + "/*"));
    }

    private static List<Statement> functions() {
        return List.of(
                Statement.allow(List.of("fc:*"), List.of("*")),
                Statement.allow(List.of("ram:PassRole"), List.of("*"))
                        .when("StringEquals", Map.of("acs:Service", List.of(FUNCTION_SERVICE))));
    }

    private List<String> steps(String role, String account, Optional<String> externalId) {
        String name = role.substring(role.lastIndexOf('/') + 1);
        List<String> steps = new ArrayList<>();
        if (use == Use.FUNCTIONS) {
            steps.add("Activate Function Compute and OSS in the account that owns the functions.");
        }
        steps.add("Open the RAM console of the account that owns the data, choose Permissions, Policies, Create Policy,"
                + " JSON, and paste the bucket policy.");
        if (use == Use.FUNCTIONS) {
            steps.add("Create another policy from the function policy.");
        }
        steps.add("Choose Identities, Roles and open " + name + "; if there is none, choose Create Role, Alibaba Cloud"
                + " Account, Other Alibaba Cloud Account, enter " + account + ", and name it " + name + ".");
        steps.add("Under Permissions, choose Grant Permission and attach what you created.");
        steps.add("Under Trust Policy, choose Edit Trust Policy, paste the trust policy"
                + externalId.map(id -> ", whose external id is " + id).orElse("") + ", and save it.");
        steps.add("Test the connection; changes of RAM take some seconds to reach STS.");
        return steps;
    }

    private static String pretty(Statement statement) {
        return pretty(List.of(statement));
    }

    private static String pretty(List<Statement> statements) {
        return new PolicyDocument(PolicyDialect.RAM, statements).pretty();
    }
}
