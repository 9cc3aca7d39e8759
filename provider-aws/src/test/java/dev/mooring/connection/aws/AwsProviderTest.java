package dev.mooring.connection.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.spi.CloudProfile;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsProviderTest {
    private final CloudProfile aws = new AwsProvider().clouds().get(0);

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(ConnectionProvider.class)).hasAtLeastOneElementOfType(AwsProvider.class);
    }

    @Test
    void isNamedInItsMarker() throws IOException {
        try (InputStream marker = AwsProvider.class.getResourceAsStream("/META-INF/mooring/aws")) {
            assertThat(new String(marker.readAllBytes(), StandardCharsets.UTF_8).strip())
                    .isEqualTo(AwsProvider.class.getName());
        }
    }

    @Test
    void hasStorageAndFunctions() {
        assertThat(new AwsProvider().types().stream().map(ConnectionType::id).map(Object::toString))
                .containsExactly("STORAGE/S3 (aws)", "API/CLOUD_FUNCTION (aws)");
        assertThat(aws.cloud()).isEqualTo(Cloud.AWS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "arn:aws:iam:0123456:role/jdoe",
                "arn:aws-cn:iam:0123456:role/jdoe",
                "arn:aws:iam::12345:role/jdoe",
                "arn:aws:iam::012345678911:user/jdoe",
                "arn:aws:iam::012345678911:role/",
                "arn:aws:iam::012345678911:role/has space",
                "arn:aws-moon:iam::012345678911:role/jdoe",
                "urn:sgws:identity::12345:group/foo",
                "acs:ram::123456789012:role/x",
                "qcs::cam::uin/1000123456789:roleName/LakehouseRole"
            })
    void refusesWhatIsNoRole(String name) {
        assertThat(aws.role().pattern().matcher(name).matches()).isFalse();
        assertThat(aws.partitionOfRole(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::012345678911:role/rollerblade, aws",
        "arn:aws:iam::012345678911:role/path/to/lake, aws",
        "arn:aws-cn:iam::012345678911:role/lake, aws-cn",
        "arn:aws-us-gov:iam::012345678911:role/lake, aws-us-gov",
        "arn:aws-iso-b:iam::012345678911:role/lake, aws-iso-b",
        "arn:aws-eusc:iam::012345678911:role/lake, aws-eusc"
    })
    void readsThePartitionOfARole(String name, String partition) {
        assertThat(aws.partitionOfRole(name))
                .get()
                .extracting(CloudProfile.Partition::id)
                .isEqualTo(partition);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lake",
                "my.bucket",
                "a-b-c",
                "123",
                "a23456789012345678901234567890123456789012345678901234567890123"
            })
    void acceptsBuckets(String name) {
        assertThat(aws.bucket().pattern().matcher(name).matches()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab",
                "Lake",
                "my_bucket",
                "-lake",
                "lake-",
                "a..b",
                "192.168.1.1",
                "xn--lake",
                "sthree-lake",
                "lake-s3alias",
                "lake--ol-s3",
                "a/b",
                "a234567890123456789012345678901234567890123456789012345678901234"
            })
    void refusesWhatIsNoBucket(String name) {
        assertThat(aws.bucket().pattern().matcher(name).matches()).isFalse();
    }

    @Test
    void knowsTheRegionsOfEveryPartition() {
        assertThat(aws.regions()).hasSize(46).contains("us-east-1", "cn-north-1", "us-gov-west-1", "eusc-de-east-1");
    }

    @ParameterizedTest
    @CsvSource({
        "us-east-1, sts.us-east-1.amazonaws.com",
        "cn-north-1, sts.cn-north-1.amazonaws.com.cn",
        "us-gov-west-1, sts.us-gov-west-1.amazonaws.com",
        "us-iso-east-1, sts.us-iso-east-1.c2s.ic.gov",
        "us-isob-east-1, sts.us-isob-east-1.sc2s.sgov.gov",
        "eu-isoe-west-1, sts.eu-isoe-west-1.cloud.adc-e.uk",
        "us-isof-south-1, sts.us-isof-south-1.csp.hci.ic.gov",
        "eusc-de-east-1, sts.eusc-de-east-1.amazonaws.eu",
        "ap-southeast-9, sts.ap-southeast-9.amazonaws.com"
    })
    void buildsRegionalAddressesInEveryPartition(String region, String host) {
        assertThat(AwsPartition.ofRegion(region).orElseThrow().endpoint("sts", region))
                .hasScheme("https")
                .hasHost(host);
    }
}
