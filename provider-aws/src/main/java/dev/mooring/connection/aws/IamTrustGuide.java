package dev.mooring.connection.aws;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.TrustDocuments;
import dev.mooring.connection.TrustDocuments.Document;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.TrustGuide;
import dev.mooring.connection.support.cloud.PolicyDialect;
import dev.mooring.connection.support.cloud.PolicyDocument;
import dev.mooring.connection.support.cloud.PolicyDocument.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes the trust and permission policies of a role, and the steps in the IAM console. */
final class IamTrustGuide implements TrustGuide {
    private static final String BUCKET = "YOUR-BUCKET";
    private static final String FOLDER = "YOUR-FOLDER";
    private static final String LAMBDA_SERVICE = "lambda.amazonaws.com";

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    private final Use use;

    /** What a role is for. */
    private enum Use {
        STORAGE,
        FUNCTIONS
    }

    private IamTrustGuide(Use use) {
        this.use = use;
    }

    static IamTrustGuide forStorage() {
        return new IamTrustGuide(Use.STORAGE);
    }

    static IamTrustGuide forFunctions() {
        return new IamTrustGuide(Use.FUNCTIONS);
    }

    @Override
    public TrustDocuments documents(Connection connection, Deployment deployment) {
        PropertyValues values = connection.properties();
        String role = values.require(AwsProperties.ROLE_ARN);
        AwsPartition partition = AwsPartition.ofArn(role).orElseGet(AwsPartition::commercial);
        String account = account(deployment);
        PolicyDocument permissions = switch (use) {
            case STORAGE -> storage(partition, values);
            case FUNCTIONS -> functions(partition, role, values);
        };
        return new TrustDocuments(
                List.of(
                        new Document(
                                "trust policy",
                                "goes into the trust relationship of " + role
                                        + ": who may assume it, and only with this connection's external id",
                                trust(partition, account, connection.externalId())
                                        .pretty()),
                        new Document("permission policy", purpose(role), permissions.pretty())),
                steps(role, account, connection.externalId()));
    }

    /** A principal that does not exist would be pasted, refused by IAM and blamed on the role. */
    private static String account(Deployment deployment) {
        deployment.cloud().filter(cloud -> !cloud.equals(Cloud.AWS)).ifPresent(cloud -> {
            throw notConfigured("the deployment is in " + cloud + ", whose accounts a role in AWS can not trust");
        });
        String account = deployment.account().orElse("");
        if (!ACCOUNT.matcher(account).matches()) {
            throw notConfigured("the deployment's account is none of AWS, which has 12 digits");
        }
        return account;
    }

    private static ConnectionException notConfigured(String message) {
        return new ConnectionException(
                ConnectionError.NOT_CONFIGURED,
                message,
                "set the platform's own account in AWS, 12 digits: Deployment.account(id), or --account on the command"
                        + " line; with a cloud, that is Cloud.AWS, or --cloud aws");
    }

    private PolicyDocument trust(AwsPartition partition, String account, Optional<String> externalId) {
        String root = String.join(":", "arn", partition.id(), "iam", "", account, "root");
        Statement ours = Statement.trust(PolicyDialect.IAM, "AWS", root);
        List<Statement> statements = new ArrayList<>();
        statements.add(externalId
                .map(id -> ours.when("StringEquals", Map.of("sts:ExternalId", List.of(id))))
                .orElse(ours));
        if (use == Use.FUNCTIONS) {
            statements.add(Statement.trust(PolicyDialect.IAM, "Service", LAMBDA_SERVICE));
        }
        return new PolicyDocument(PolicyDialect.IAM, statements);
    }

    private static PolicyDocument storage(AwsPartition partition, PropertyValues values) {
        String bucket = s3(partition, BUCKET);
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.allow(
                List.of(
                        "s3:GetObject",
                        "s3:GetObjectVersion",
                        "s3:PutObject",
                        "s3:DeleteObject",
                        "s3:AbortMultipartUpload",
                        "s3:ListMultipartUploadParts"),
                List.of(bucket + "/" + FOLDER + "/*")));
        statements.add(Statement.allow(List.of("s3:ListBucket"), List.of(bucket))
                .when("StringLike", Map.of("s3:prefix", List.of(FOLDER + "/*"))));
        statements.add(Statement.allow(List.of("s3:GetBucketLocation"), List.of(bucket)));
        values.get(AwsProperties.KMS_KEY_ARN)
                .map(key -> KmsGrant.of(key, partition, values.require(AwsProperties.REGION)))
                .map(KmsGrant::permission)
                .ifPresent(statements::add);
        return new PolicyDocument(PolicyDialect.IAM, statements);
    }

    /** Listing and account settings accept no narrower resource than all. */
    private static PolicyDocument functions(AwsPartition partition, String role, PropertyValues values) {
        String bucket = s3(partition, values.require(LambdaConnectionType.CODE_BUCKET));
        return new PolicyDocument(
                PolicyDialect.IAM,
                List.of(
                        Statement.allow(
                                List.of(
                                        "lambda:GetAccountSettings",
                                        "lambda:ListFunctions",
                                        "lambda:GetFunction",
                                        "lambda:InvokeFunction",
                                        "lambda:CreateFunction",
                                        "lambda:UpdateFunctionCode",
                                        "lambda:UpdateFunctionConfiguration",
                                        "lambda:DeleteFunction"),
                                List.of("*")),
                        Statement.allow(
                                List.of("s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:DeleteObject"),
                                List.of(bucket + "/*")),
                        Statement.allow(List.of("s3:ListBucket", "s3:GetBucketLocation"), List.of(bucket)),
                        Statement.allow(List.of("iam:PassRole"), List.of(role))
                                .when("StringEquals", Map.of("iam:PassedToService", List.of(LAMBDA_SERVICE)))));
    }

    private String purpose(String role) {
        return switch (use) {
            case STORAGE -> "is attached to " + role + ": replace " + BUCKET + " and " + FOLDER + " by your own";
            case FUNCTIONS ->
                "is attached to " + role + ", which the functions also run as;"
                        + " attach AWSLambdaBasicExecutionRole for their logs";
        };
    }

    private static List<String> steps(String role, String account, Optional<String> externalId) {
        String name = role.substring(role.lastIndexOf('/') + 1);
        return List.of(
                "Open the IAM console of the account that owns the data, choose Policies, Create policy, JSON, and paste"
                        + " the permission policy.",
                "Choose Roles and open " + name + "; if there is none, choose Create role, AWS account, Another AWS"
                        + " account, enter " + account
                        + externalId
                                .map(id -> ", tick Require external ID and enter " + id)
                                .orElse("")
                        + ", and name it " + name + ".",
                "Under Permissions, attach the policy.",
                "Under Trust relationships, choose Edit trust policy, paste the trust policy, and choose Update policy.",
                "In Account settings, check that STS is active in the region of this connection.",
                "Test the connection; changes of IAM take some seconds to reach STS.");
    }

    private static String s3(AwsPartition partition, String bucket) {
        return String.join(":", "arn", partition.id(), "s3", "", "", bucket);
    }
}
