package dev.mooring.connection.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class AwsEndpointsTest {
    private static final String ROLE = "ROLE_ARN=arn:aws:iam::123456789012:role/lake";
    private static final URI OVERRIDE = URI.create("http://127.0.0.1:4566");

    private final StubContext context = new StubContext();

    @Test
    void goesToTheRegionsOwnAddresses() {
        AwsEndpoints endpoints = of(ROLE, "REGION=eu-west-1");
        assertThat(endpoints.sts()).hasToString("https://sts.eu-west-1.amazonaws.com");
        assertThat(endpoints.s3()).hasToString("https://s3.eu-west-1.amazonaws.com");
        assertThat(endpoints.lambda()).hasToString("https://lambda.eu-west-1.amazonaws.com");
    }

    @Test
    void putsTheBucketInFrontOfTheHost() {
        AwsEndpoints endpoints = of(ROLE, "REGION=eu-west-1");
        assertThat(endpoints.s3("lake")).hasToString("https://lake.s3.eu-west-1.amazonaws.com");
        assertThat(endpoints.pathStyle("lake")).isFalse();
    }

    @Test
    void putsABucketThatIsNoLabelInThePath() {
        AwsEndpoints endpoints = of(ROLE, "REGION=eu-west-1");
        assertThat(endpoints.pathStyle("my.lake")).isTrue();
        assertThat(endpoints.s3("my.lake")).hasToString("https://s3.eu-west-1.amazonaws.com");
        assertThat(of(ROLE, "REGION=eu-west-1", "PATH_STYLE=true").pathStyle("lake"))
                .isTrue();
    }

    @Test
    void usesThePathOutsideAwsUnlessToldOtherwise() {
        String[] store = {
            "ROLE_ARN=arn:aws:iam:::role/R1",
            "REGION=x",
            "ENDPOINT=http://store.local:7480",
            "STS_ENDPOINT=http://store.local:7480"
        };
        assertThat(of(store).pathStyle("lake")).isTrue();
        AwsEndpoints told = of(store[0], store[1], store[2], store[3], "PATH_STYLE=false");
        assertThat(told.s3("lake")).hasToString("http://lake.store.local:7480");
    }

    @Test
    void sendsCallsWhereTheDeploymentSays() {
        context.override("sts", OVERRIDE).override("s3", OVERRIDE);
        AwsEndpoints endpoints = of(ROLE, "REGION=eu-west-1", "ENDPOINT=s3.eu-west-1.amazonaws.com");
        assertThat(endpoints.sts()).isEqualTo(OVERRIDE);
        assertThat(endpoints.s3()).isEqualTo(OVERRIDE);
        assertThat(endpoints.pathStyle("lake")).isTrue();
    }

    @Test
    void letsTheConnectionsOwnAddressesStandAgainstTheDeployment() {
        context.override("sts", OVERRIDE).override("s3", OVERRIDE);
        AwsEndpoints endpoints = of(
                ROLE,
                "REGION=eu-west-1",
                "ENDPOINT=bucket.vpce-1-2.s3.eu-west-1.vpce.amazonaws.com",
                "STS_ENDPOINT=vpce-3-4.sts.eu-west-1.vpce.amazonaws.com");
        assertThat(endpoints.s3()).hasHost("bucket.vpce-1-2.s3.eu-west-1.vpce.amazonaws.com");
        assertThat(endpoints.sts()).hasHost("vpce-3-4.sts.eu-west-1.vpce.amazonaws.com");
    }

    @Test
    void neverSendsCallsForAnotherStoreToTheDeploymentsAws() {
        context.override("sts", OVERRIDE).override("s3", OVERRIDE);
        AwsEndpoints endpoints =
                of("ACCESS_KEY=alice", "SECRET_KEY=wonderland", "REGION=x", "ENDPOINT=http://store.local");
        assertThat(endpoints.s3()).hasHost("store.local");
        assertThat(endpoints.knownSts()).isEmpty();
    }

    @Test
    void takesThePartitionFromTheRoleThenFromTheRegion() {
        assertThat(of("ROLE_ARN=arn:aws-cn:iam::123456789012:role/lake", "REGION=cn-north-1")
                        .partition()
                        .id())
                .isEqualTo("aws-cn");
        assertThat(of("ACCESS_KEY=AKIAIOSFODNN7EXAMPLE", "SECRET_KEY=wonderland", "REGION=us-gov-west-1")
                        .partition()
                        .id())
                .isEqualTo("aws-us-gov");
    }

    private AwsEndpoints of(String... assignments) {
        return new AwsEndpoints(VendRequests.values(new S3ConnectionType(), assignments), context);
    }
}
