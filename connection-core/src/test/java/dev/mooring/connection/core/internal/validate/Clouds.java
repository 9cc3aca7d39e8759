package dev.mooring.connection.core.internal.validate;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.core.FakeType;
import dev.mooring.connection.core.FakeTypes;
import dev.mooring.connection.core.internal.registry.TypeRegistry;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySchema.Group;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.spi.CloudProfile;
import dev.mooring.connection.spi.CloudProfile.Grammar;
import dev.mooring.connection.spi.CloudProfile.Partition;
import dev.mooring.connection.spi.ConnectionProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Three clouds, each with an object store and functions, and a type of no cloud. */
final class Clouds {
    static final Map<Cloud, String> STORES = Map.of(Cloud.AWS, "S3", Cloud.ALIYUN, "OSS", Cloud.TENCENT, "COS");
    static final Map<Cloud, String> REGIONS =
            Map.of(Cloud.AWS, "eu-west-1", Cloud.ALIYUN, "cn-hangzhou", Cloud.TENCENT, "ap-guangzhou");
    static final Map<Cloud, String> ROLES = Map.of(
            Cloud.AWS, "arn:aws:iam::1:role/r",
            Cloud.ALIYUN, "acs:ram::1:role/r",
            Cloud.TENCENT, "qcs::cam::uin/1:roleName/r");

    static final PropertySpec<String> PROVIDER =
            PropertySpec.text("PROVIDER").describe("whose functions").build();
    static final PropertySpec<String> ROLE =
            PropertySpec.role("ROLE_ARN").describe("role to assume").build();
    static final PropertySpec<String> REGION = PropertySpec.region("REGION")
            .alias("REGION_ID")
            .describe("its region")
            .build();
    static final PropertySpec<String> BUCKET =
            PropertySpec.bucket("BUCKET").describe("its bucket").build();
    static final PropertySpec<String> ENDPOINT =
            PropertySpec.text("ENDPOINT").describe("where it is").build();

    private static final CloudProfile AWS = new CloudProfile(
            Cloud.AWS,
            List.of(
                    new Partition("aws", Set.of("eu-west-1", "us-east-1")),
                    new Partition("aws-cn", Set.of("cn-north-1"))),
            new Grammar(
                    Pattern.compile("arn:(?<partition>aws[a-z-]*):iam::\\d+:role/.+"), "arn:aws:iam::<id>:role/<name>"),
            new Grammar(Pattern.compile("[a-z0-9.-]{3,63}"), "3 to 63 lower-case letters, digits, dots and hyphens"));
    private static final CloudProfile ALIYUN = new CloudProfile(
            Cloud.ALIYUN,
            List.of(new Partition("acs", Set.of("cn-hangzhou", "cn-beijing"))),
            new Grammar(Pattern.compile("acs:ram::\\d+:role/.+"), "acs:ram::<id>:role/<name>"),
            new Grammar(Pattern.compile("[a-z0-9-]{3,63}"), "lower-case letters"));
    private static final CloudProfile TENCENT = new CloudProfile(
            Cloud.TENCENT,
            List.of(new Partition("qcs", Set.of("ap-guangzhou"))),
            new Grammar(Pattern.compile("qcs::cam::uin/\\d+:roleName/.+"), "qcs::cam::uin/<id>:roleName/<name>"),
            new Grammar(Pattern.compile("[a-z0-9-]+-\\d+"), "a name that ends in the account's number"));

    private Clouds() {}

    static TypeRegistry registry() {
        return FakeTypes.registry(provider(AWS), provider(ALIYUN), provider(TENCENT), neutral());
    }

    /** One provider only, as a person who needs one cloud would install it. */
    static TypeRegistry awsOnly() {
        return FakeTypes.registry(provider(AWS));
    }

    static ConnectionProvider provider(CloudProfile profile) {
        Cloud cloud = profile.cloud();
        return new FakeTypes(List.of(store(cloud), function(cloud)), List.of(profile));
    }

    private static ConnectionProvider neutral() {
        return FakeTypes.of(FakeType.of(
                TypeId.of(ConnectionCategory.API, "KAFKA"),
                PropertySchema.builder().required(ENDPOINT).build()));
    }

    private static FakeType store(Cloud cloud) {
        PropertySchema schema = PropertySchema.builder()
                .exactlyOneOf(Group.of(ROLE, REGION), Group.of(ENDPOINT))
                .optional(BUCKET)
                .build();
        return new FakeType(
                TypeId.of(ConnectionCategory.STORAGE, STORES.get(cloud), cloud),
                schema,
                List.of((type, values) ->
                        values.get(BUCKET).filter("reserved-1"::equals).isPresent()
                                ? List.of(
                                        Violation.error("BUCKET", Violation.Reason.CONFLICT, "is reserved"),
                                        Violation.warning("ENDPOINT", Violation.Reason.MISSING, "is a good idea"))
                                : List.of()),
                values -> values.get(ENDPOINT).filter(e -> e.contains("minio")).isPresent());
    }

    private static FakeType function(Cloud cloud) {
        return FakeType.of(
                TypeId.of(ConnectionCategory.API, "CLOUD_FUNCTION", cloud),
                PropertySchema.builder()
                        .selector(PROVIDER, cloud.id())
                        .required(ROLE, REGION)
                        .build());
    }

    static ConnectionDraft.Builder storeDraft(Cloud cloud) {
        return ConnectionDraft.of(ConnectionCategory.STORAGE, "c", STORES.get(cloud));
    }

    static ConnectionDraft.Builder functionDraft(Cloud cloud, String region) {
        return ConnectionDraft.of(ConnectionCategory.API, "c", "CLOUD_FUNCTION")
                .property("PROVIDER", cloud.id())
                .property("ROLE_ARN", ROLES.get(cloud))
                .property("REGION", region);
    }
}
