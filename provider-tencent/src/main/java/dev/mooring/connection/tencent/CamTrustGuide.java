package dev.mooring.connection.tencent;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes the trust and permission policies of a role, and the steps in the CAM console. */
final class CamTrustGuide implements TrustGuide {
    private static final String BUCKET = "YOUR-BUCKET";
    private static final String POLICY = "LakehouseAccess";
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{5,20}");

    private final Use use;

    /** What a role is for. */
    private enum Use {
        STORAGE,
        FUNCTIONS
    }

    private CamTrustGuide(Use use) {
        this.use = use;
    }

    static CamTrustGuide forStorage() {
        return new CamTrustGuide(Use.STORAGE);
    }

    static CamTrustGuide forFunctions() {
        return new CamTrustGuide(Use.FUNCTIONS);
    }

    @Override
    public TrustDocuments documents(Connection connection, Deployment deployment) {
        PropertyValues values = connection.properties();
        String role = values.require(TencentProperties.ROLE_ARN);
        String account = account(deployment);
        PolicyDocument permissions = switch (use) {
            case STORAGE -> storage(values);
            case FUNCTIONS -> functions(role, values);
        };
        return new TrustDocuments(
                List.of(
                        new Document(
                                "trust policy",
                                "is what the carrier of " + role + " amounts to: who may assume it, and only with this"
                                        + " connection's external id",
                                trust(account, connection.externalId()).pretty()),
                        new Document("permission policy " + POLICY, purpose(role), permissions.pretty())),
                steps(role, account, connection.externalId()));
    }

    /** A principal that does not exist would be pasted, refused by CAM and blamed on the role. */
    private static String account(Deployment deployment) {
        deployment.cloud().filter(cloud -> !cloud.equals(Cloud.TENCENT)).ifPresent(cloud -> {
            throw notConfigured(
                    "the deployment is in " + cloud + ", whose accounts a role in Tencent Cloud can not trust");
        });
        String account = deployment.account().orElse("");
        if (!ACCOUNT.matcher(account).matches()) {
            throw notConfigured("the deployment's account is none of Tencent Cloud, which is a number, the UIN");
        }
        return account;
    }

    private static ConnectionException notConfigured(String message) {
        return new ConnectionException(
                ConnectionError.NOT_CONFIGURED,
                message,
                "set the platform's own account in Tencent Cloud, its UIN: Deployment.account(id), or --account on the"
                        + " command line; with a cloud, that is Cloud.TENCENT, or --cloud tencent");
    }

    private static PolicyDocument trust(String account, Optional<String> externalId) {
        Statement ours = Statement.trust(PolicyDialect.CAM, "qcs", "qcs::cam::uin/" + account + ":root");
        return new PolicyDocument(
                PolicyDialect.CAM,
                List.of(externalId
                        .map(id -> ours.when("string_equal", Map.of("sts:external_id", List.of(id))))
                        .orElse(ours)));
    }

    private static PolicyDocument storage(PropertyValues values) {
        String appId = values.require(TencentProperties.APP_ID);
        return new PolicyDocument(
                PolicyDialect.CAM,
                List.of(Statement.allow(objectActions(), List.of(objects(values, BUCKET + "-" + appId, appId)))));
    }

    /** Listing namespaces accepts no narrower resource than all. */
    private static PolicyDocument functions(String role, PropertyValues values) {
        String bucket = values.require(ScfConnectionType.CODE_BUCKET);
        String appId = bucket.substring(bucket.lastIndexOf('-') + 1);
        String place = "qcs::scf:" + values.require(TencentProperties.REGION) + ":uin/"
                + CamRole.uin(role).orElse("") + ":namespace/" + values.require(ScfConnectionType.NAMESPACE);
        return new PolicyDocument(
                PolicyDialect.CAM,
                List.of(
                        Statement.allow(List.of("name/scf:ListNamespaces"), List.of("*")),
                        Statement.allow(
                                List.of(
                                        "name/scf:ListFunctions",
                                        "name/scf:GetFunction",
                                        "name/scf:CreateFunction",
                                        "name/scf:UpdateFunctionCode",
                                        "name/scf:UpdateFunctionConfiguration",
                                        "name/scf:DeleteFunction",
                                        "name/scf:Invoke"),
                                List.of(place, place + "/*")),
                        Statement.allow(objectActions(), List.of(objects(values, bucket, appId))),
                        Statement.allow(List.of("name/cam:PassRole"), List.of(role))));
    }

    /** A bucket's own actions are granted on all its objects, hence one resource for both. */
    private static String objects(PropertyValues values, String bucket, String appId) {
        return "qcs::cos:" + values.require(TencentProperties.REGION) + ":uid/" + appId + ":" + bucket + "/*";
    }

    private static List<String> objectActions() {
        return List.of(
                "name/cos:GetBucket",
                "name/cos:HeadBucket",
                "name/cos:GetBucketLocation",
                "name/cos:GetObject",
                "name/cos:HeadObject",
                "name/cos:OptionsObject",
                "name/cos:PutObject",
                "name/cos:PostObject",
                "name/cos:DeleteObject",
                "name/cos:InitiateMultipartUpload",
                "name/cos:UploadPart",
                "name/cos:CompleteMultipartUpload",
                "name/cos:AbortMultipartUpload",
                "name/cos:ListParts");
    }

    private String purpose(String role) {
        return switch (use) {
            case STORAGE -> "is attached to " + role + ": replace " + BUCKET + " by your own, keep the APPID";
            case FUNCTIONS ->
                "is attached to " + role + ", which the functions also run as; the functions' logs need"
                        + " QcloudCLSFullAccess or less";
        };
    }

    private static List<String> steps(String role, String account, Optional<String> externalId) {
        String name = CamRole.name(role);
        return List.of(
                "Open the CAM console of the account that owns the data (UIN "
                        + CamRole.uin(role).orElse("") + "), choose Policies, Create Custom Policy, Create by Policy"
                        + " Syntax, Blank Template, name it " + POLICY + " and paste the permission policy.",
                "Choose Roles and open " + name + "; if there is none, choose Create Role, Tencent Cloud Account, Other"
                        + " Main Account, enter " + account + ", attach " + POLICY + " and name it " + name + ".",
                "Under Permissions, check that " + POLICY + " is attached.",
                "Under Role Carrier, choose Manage Carrier, Add Account, enter the main account " + account
                        + externalId
                                .map(id -> ", tick Enable Verification and enter the external id " + id)
                                .orElse("")
                        + ", then Confirm and Update. The console takes no JSON here; the trust policy shows what comes"
                        + " of it.",
                "Test the connection; changes of CAM take some seconds to reach STS.");
    }
}
