package dev.mooring.connection.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Violation;
import dev.mooring.connection.property.PropertySchema.Binding;
import dev.mooring.connection.property.PropertyValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3ValidationTest {
    private static final String KEY = "ACCESS_KEY=AKIAIOSFODNN7EXAMPLE";
    private static final String SECRET = "SECRET_KEY=wJalrXUtnFEMI";
    private static final String ROLE = "ROLE_ARN=arn:aws:iam::123456789012:role/lake";

    private final S3ConnectionType type = new S3ConnectionType();

    @Test
    void acceptsARoleAndARegion() {
        assertThat(violations(ROLE, "REGION=us-east-1")).isEmpty();
    }

    @Test
    void acceptsAKeyInEverySpelling() {
        assertThat(violations(KEY, SECRET, "REGION=us-east-1")).isEmpty();
        assertThat(violations("access_key_id=AKIAIOSFODNN7EXAMPLE", "secret_access_key=x", "region=us-east-1"))
                .isEmpty();
    }

    @Test
    void refusesARoleTogetherWithAKey() {
        assertThat(violations(ROLE, KEY, SECRET, "REGION=us-east-1")).isNotEmpty();
    }

    @Test
    void explainsTheSpellingOfAnotherCloud() {
        assertThat(violations("ACCESS_ID=AKIAIOSFODNN7EXAMPLE", SECRET, "REGION=us-east-1"))
                .anySatisfy(violation -> assertThat(violation.expectation()).contains("ACCESS_KEY here"));
    }

    @Test
    void refusesATemporaryKeyAndNamesTheRole() {
        assertThat(violations("ACCESS_KEY=ASIAIOSFODNN7EXAMPLE", SECRET, "REGION=us-east-1"))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.property()).isEqualTo("ACCESS_KEY");
                    assertThat(violation.isError()).isTrue();
                    assertThat(violation.expectation())
                            .contains("session token")
                            .contains("ROLE_ARN");
                });
    }

    @Test
    void warnsOfWhatDoesNotLookLikeAKey() {
        assertThat(violations("ACCESS_KEY=<access_key>", SECRET, "REGION=us-east-1"))
                .singleElement()
                .satisfies(violation -> assertThat(violation.isError()).isFalse());
    }

    @Test
    void refusesTheSecretInThePlaceOfTheId() {
        assertThat(violations("ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", SECRET, "REGION=us-east-1"))
                .singleElement()
                .satisfies(violation -> assertThat(violation.isError()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3.cn-north-1.amazonaws.com.cn",
                "https://s3.cn-north-1.amazonaws.com.cn/",
                "s3.dualstack.cn-north-1.amazonaws.com.cn",
                "bucket.vpce-1a2b-3c.s3.cn-north-1.vpce.amazonaws.com.cn"
            })
    void acceptsAddressesOfTheRegion(String endpoint) {
        assertThat(violations(KEY, SECRET, "REGION=cn-north-1", "ENDPOINT=" + endpoint))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "s3.cn-north-1.amazonaws.com.cn, us-east-1, cn-north-1",
        "s3.us-west-2.amazonaws.com, us-east-1, us-west-2",
        "s3-us-west-2.amazonaws.com, us-east-1, us-west-2",
        "s3.amazonaws.com, cn-north-1, another partition",
        "s3-fips.us-gov-west-1.amazonaws.com, us-east-1, us-gov-west-1",
        "my.bucket.s3.us-east-1.amazonaws.com, us-east-1, starts with the bucket my.bucket; write s3.us-east-1",
        "lake.s3.amazonaws.com, us-east-1, starts with the bucket lake",
        "sts.us-east-1.amazonaws.com, us-east-1, no address of S3",
        "s3-website-us-east-1.amazonaws.com, us-east-1, no address of S3"
    })
    void refusesAddressesThatDoNotFit(String endpoint, String region, String words) {
        assertThat(violations(KEY, SECRET, "REGION=" + region, "ENDPOINT=" + endpoint))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.property()).isEqualTo("ENDPOINT");
                    assertThat(violation.expectation()).contains(words);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"oss-cn-hangzhou.aliyuncs.com", "cos.ap-shanghai.myqcloud.com", "COS.ap-shanghai.MyQcloud.com"})
    void refusesAddressesOfAnotherCloud(String endpoint) {
        assertThat(violations(KEY, SECRET, "REGION=us-east-1", "ENDPOINT=" + endpoint))
                .anySatisfy(
                        violation -> assertThat(violation.code()).isEqualTo(ConnectionError.CROSS_CLOUD_NOT_SUPPORTED));
    }

    @Test
    void leavesAStoreOutsideAwsItsOwnNames() {
        String[] ceph = {
            "ROLE_ARN=arn:aws:iam:::role/R1",
            "REGION=default",
            "ENDPOINT=http://ceph.local:7480",
            "STS_ENDPOINT=http://ceph.local:7480"
        };
        assertThat(violations(ceph)).isEmpty();
        assertThat(type.isOutsideCloud(values(ceph))).isTrue();
        assertThat(violations(
                        "ROLE_ARN=urn:sgws:identity::12345:group/foo",
                        "REGION=x",
                        "ENDPOINT=https://grid.local",
                        "STS_ENDPOINT=https://grid.local"))
                .isEmpty();
        assertThat(violations("ACCESS_KEY=alice", "SECRET_KEY=b", "REGION=x", "ENDPOINT=https://grid.local"))
                .isEmpty();
    }

    @Test
    void isInsideTheCloudWithoutAnAddressOrWithOneOfAws() {
        assertThat(type.isOutsideCloud(values(KEY, SECRET, "REGION=us-east-1"))).isFalse();
        assertThat(type.isOutsideCloud(values("ENDPOINT=s3.cn-north-1.amazonaws.com.cn")))
                .isFalse();
        assertThat(type.isOutsideCloud(values("ENDPOINT=s3.us-east-1.amazonaws.com.evil.example")))
                .isTrue();
    }

    @Test
    void asksForTheIssuerOfAStoreOutsideAws() {
        assertThat(violations("ROLE_ARN=arn:aws:iam:::role/R1", "REGION=x", "ENDPOINT=https://grid.local"))
                .singleElement()
                .satisfies(violation -> assertThat(violation.property()).isEqualTo("STS_ENDPOINT"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acs:ram::123456789012:role/x", "qcs::cam::uin/1:roleName/x", "R1"})
    void refusesARoleThatNoStoreWrites(String role) {
        assertThat(violations(
                        "ROLE_ARN=" + role,
                        "REGION=x",
                        "ENDPOINT=https://grid.local",
                        "STS_ENDPOINT=https://grid.local"))
                .singleElement()
                .satisfies(violation -> assertThat(violation.property()).isEqualTo("ROLE_ARN"));
    }

    @Test
    void refusesTheGlobalStsAndThatOfAnotherRegion() {
        assertThat(violations(ROLE, "REGION=us-east-1", "STS_ENDPOINT=sts.amazonaws.com"))
                .singleElement()
                .satisfies(violation -> assertThat(violation.expectation()).contains("not regional"));
        assertThat(violations(ROLE, "REGION=us-east-1", "STS_ENDPOINT=sts.eu-west-1.amazonaws.com"))
                .singleElement()
                .satisfies(violation -> assertThat(violation.expectation()).contains("eu-west-1"));
        assertThat(violations(ROLE, "REGION=us-east-1", "STS_ENDPOINT=vpce-1-2.sts.us-east-1.vpce.amazonaws.com"))
                .isEmpty();
    }

    @Test
    void checksTheKmsKey() {
        String key = "KMS_KEY_ARN=arn:aws:kms:us-east-1:123456789012:";
        assertThat(violations(ROLE, "REGION=us-east-1", key + "key/abc")).isEmpty();
        assertThat(violations(ROLE, "REGION=us-east-1", "KMS_KEY_ARN=any")).isEmpty();
        assertThat(violations(ROLE, "REGION=eu-west-1", key + "key/abc")).hasSize(1);
        assertThat(violations(ROLE, "REGION=us-east-1", key + "alias/abc")).hasSize(1);
        assertThat(violations(KEY, SECRET, "REGION=x", "ENDPOINT=https://grid.local", "KMS_KEY_ARN=any"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"899, 1", "900, 0", "43200, 0", "43201, 1"})
    void limitsTheSessionsLife(int seconds, int problems) {
        assertThat(violations(ROLE, "REGION=us-east-1", "SESSION_DURATION=" + seconds))
                .hasSize(problems);
    }

    @Test
    void livesAsLongAsTheConnectionSays() {
        assertThat(type.lifetime(values("SESSION_DURATION=7200"))).hasHours(2);
        assertThat(type.lifetime(values())).hasHours(1);
    }

    private List<Violation> violations(String... assignments) {
        Binding binding = type.schema().bind(raw(assignments));
        List<Violation> all = new ArrayList<>(binding.violations());
        type.validators().forEach(validator -> all.addAll(validator.validate(type.id(), binding.values())));
        return all;
    }

    private PropertyValues values(String... assignments) {
        return type.schema().bind(raw(assignments)).values();
    }

    private static List<RawProperty> raw(String... assignments) {
        return Arrays.stream(assignments)
                .map(text ->
                        RawProperty.of(text.substring(0, text.indexOf('=')), text.substring(text.indexOf('=') + 1)))
                .toList();
    }
}
