package dev.mooring.connection.aliyun;

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

class OssValidationTest {
    private static final String ROLE = "ROLE_ARN=acs:ram::1222808864467016:role/czudfrole";
    private static final String ID = "ACCESS_ID=LTAI5tMmbq1Ty1abcdefghij";
    private static final String KEY = "ACCESS_KEY=0d7Ap1VBuFTzNg7gabcdefghij0123";
    private static final String ENDPOINT = "ENDPOINT=oss-cn-hangzhou.aliyuncs.com";

    private final OssConnectionType type = new OssConnectionType();

    @Test
    void acceptsARoleAndARegionAndDerivesTheEndpoint() {
        assertThat(violations(ROLE, "REGION=cn-hangzhou")).isEmpty();
    }

    @Test
    void acceptsAKeyInEverySpelling() {
        assertThat(violations(ENDPOINT, ID, KEY)).isEmpty();
        assertThat(violations(
                        "endpoint=oss-cn-hangzhou-internal.aliyuncs.com",
                        "access_key_id=LTAI5tMmbq1Ty1abcdefghij",
                        "access_key_secret=0d7Ap1VBuFTzNg7gabcdefghij0123"))
                .isEmpty();
    }

    @Test
    void asksForTheRegionOfARole() {
        assertThat(violations(ROLE, ENDPOINT)).singleElement().satisfies(violation -> {
            assertThat(violation.property()).isEqualTo("REGION");
            assertThat(violation.reason()).isEqualTo(Violation.Reason.MISSING);
        });
    }

    @Test
    void asksForTheEndpointOfAKey() {
        assertThat(violations(ID, KEY))
                .singleElement()
                .satisfies(violation -> assertThat(violation.property()).isEqualTo("ENDPOINT"));
    }

    @Test
    void refusesARoleTogetherWithAKey() {
        assertThat(violations(ROLE, "REGION=cn-hangzhou", ENDPOINT, ID, KEY)).isNotEmpty();
    }

    @Test
    void namesTheRightPropertiesForThePairOfOtherClouds() {
        List<Violation> violations = violations(
                ENDPOINT, "ACCESS_KEY=LTAI5tMmbq1Ty1abcdefghij", "SECRET_KEY=0d7Ap1VBuFTzNg7gabcdefghij0123");
        assertThat(violations).anySatisfy(violation -> {
            assertThat(violation.property()).isEqualTo("SECRET_KEY");
            assertThat(violation.expectation()).contains("ACCESS_ID", "ACCESS_KEY");
        });
        assertThat(violations.toString()).doesNotContain("0d7Ap1VBuFTzNg7g", "LTAI5tMmbq1Ty1abcdefghij");
    }

    @Test
    void refusesTheSecretInThePlaceOfTheIdAndTemporaryKeys() {
        assertThat(violations(ENDPOINT, "ACCESS_ID=0d7Ap1VBuFTzNg7gabcdefghij0123", KEY))
                .singleElement()
                .satisfies(violation -> assertThat(violation.isError()).isTrue());
        assertThat(violations(ENDPOINT, "ACCESS_ID=STS.NTxyzxyzxyz", KEY))
                .singleElement()
                .satisfies(violation -> assertThat(violation.expectation()).contains("ROLE_ARN"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oss-cn-hangzhou.aliyuncs.com",
                "https://oss-cn-hangzhou-internal.aliyuncs.com/",
                "cn-hangzhou.oss.aliyuncs.com",
                "oss-accelerate.aliyuncs.com",
                "oss-accelerate-overseas.aliyuncs.com",
                "oss.aliyuncs.com",
                "oss-internal.aliyuncs.com"
            })
    void acceptsAddressesOfOss(String endpoint) {
        assertThat(violations(ROLE, "REGION=cn-hangzhou", "ENDPOINT=" + endpoint))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "my-lake.oss-cn-hangzhou.aliyuncs.com, write oss-cn-hangzhou.aliyuncs.com",
        "s3.oss-cn-hangzhou.aliyuncs.com, protocol of S3",
        "storage.example.com, no address of OSS",
        "oss-cn-beijing.aliyuncs.com, REGION is cn-hangzhou"
    })
    void refusesOtherAddressesWithTheRightOne(String endpoint, String expectation) {
        assertThat(violations(ROLE, "REGION=cn-hangzhou", "ENDPOINT=" + endpoint))
                .singleElement()
                .satisfies(violation -> assertThat(violation.expectation()).contains(expectation));
    }

    @Test
    void sendsOwnersOfOtherCloudsToTheirTypes() {
        assertThat(violations(ROLE, "REGION=cn-hangzhou", "ENDPOINT=cos.ap-beijing.myqcloud.com"))
                .anySatisfy(
                        violation -> assertThat(violation.code()).isEqualTo(ConnectionError.CROSS_CLOUD_NOT_SUPPORTED));
    }

    @Test
    void refusesANetworkThatContradictsTheEndpoint() {
        assertThat(violations(ROLE, "REGION=cn-hangzhou", ENDPOINT, "NETWORK=internal"))
                .singleElement()
                .satisfies(violation -> assertThat(violation.property()).isEqualTo("NETWORK"));
        assertThat(violations(ROLE, "REGION=cn-hangzhou", ENDPOINT, "NETWORK=auto"))
                .isEmpty();
    }

    @Test
    void knowsThatFinanceRegionsAnswerInsideOnly() {
        assertThat(violations(ROLE, "REGION=cn-shanghai-finance-1"))
                .singleElement()
                .satisfies(violation -> assertThat(violation.expectation()).contains("NETWORK = internal"));
        assertThat(violations(ROLE, "REGION=cn-shanghai-finance-1", "NETWORK=internal"))
                .isEmpty();
        assertThat(violations(ROLE, "REGION=cn-north-2-gov-1")).isEmpty();
    }

    @Test
    void sendsThePlatformsIdentityToTheCloudsOwnIssuerOnly() {
        assertThat(violations(ROLE, "REGION=cn-hangzhou", "STS_ENDPOINT=sts-vpc.cn-shanghai.aliyuncs.com"))
                .isEmpty();
        for (String other : List.of("sts.example.com", "http://sts.cn-hangzhou.aliyuncs.com", "x.aliyuncs.com")) {
            assertThat(violations(ROLE, "REGION=cn-hangzhou", "STS_ENDPOINT=" + other))
                    .as(other)
                    .singleElement()
                    .satisfies(violation -> assertThat(violation.property()).isEqualTo("STS_ENDPOINT"));
        }
    }

    @Test
    void refusesPathStyleAndLongSessions() {
        assertThat(violations(ROLE, "REGION=cn-hangzhou", "PATH_STYLE=true")).hasSize(1);
        assertThat(violations(ROLE, "REGION=cn-hangzhou", "SESSION_DURATION=899"))
                .hasSize(1);
    }

    private List<Violation> violations(String... assignments) {
        Binding binding = type.schema()
                .bind(Arrays.stream(assignments)
                        .map(text -> RawProperty.of(
                                text.substring(0, text.indexOf('=')), text.substring(text.indexOf('=') + 1)))
                        .toList());
        PropertyValues values = binding.values();
        List<Violation> violations = new ArrayList<>(binding.violations());
        type.validators().forEach(validator -> violations.addAll(validator.validate(type.id(), values)));
        return violations;
    }
}
