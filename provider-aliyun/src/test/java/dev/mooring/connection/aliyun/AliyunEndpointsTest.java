package dev.mooring.connection.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.aliyun.AliyunProperties.Network;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Resources;
import dev.mooring.connection.tck.FakeProviderContext;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.EmulatorServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AliyunEndpointsTest {
    private static final String ROLE = "ROLE_ARN=acs:ram::1222808864467016:role/lake";

    private final FakeProviderContext context = new FakeProviderContext(Clock.systemUTC());

    @ParameterizedTest
    @CsvSource({
        "cn-shanghai, public, oss-cn-shanghai, sts.cn-shanghai",
        "cn-shanghai, internal, oss-cn-shanghai-internal, sts-vpc.cn-shanghai",
        "cn-shanghai-finance-1, internal, oss-cn-shanghai-finance-1-internal, sts-vpc.cn-shanghai-finance-1",
        "cn-north-2-gov-1, public, oss-cn-north-2-gov-1, sts",
        "cn-north-2-gov-1, internal, oss-cn-north-2-gov-1-internal, sts",
        "ap-south-1, public, oss-ap-south-1, sts",
        "me-central-1, internal, oss-me-central-1-internal, sts-vpc.me-central-1",
        "xx-new-1, public, oss-xx-new-1, sts.xx-new-1"
    })
    void addressesFollowFromRegionAndNetwork(String region, String network, String oss, String sts) {
        AliyunEndpoints endpoints = endpoints(ROLE, "REGION=" + region, "NETWORK=" + network);
        assertThat(endpoints.oss()).isEqualTo(AliyunRegion.uri(oss));
        assertThat(endpoints.sts()).isEqualTo(AliyunRegion.uri(sts));
        assertThat(endpoints.oss("lake").getHost()).isEqualTo("lake." + oss + ".aliyuncs.com");
    }

    @Test
    void theEndpointSaysTheNetworkAndTheRegionOfAKey() {
        AliyunEndpoints endpoints = endpoints(
                "ENDPOINT=oss-cn-beijing-internal.aliyuncs.com", "ACCESS_ID=LTAI5tMmbq1Ty1abcdefghij", "ACCESS_KEY=x");
        assertThat(endpoints.network()).isEqualTo(Network.INTERNAL);
        assertThat(endpoints.sts()).isEqualTo(AliyunRegion.uri("sts-vpc.cn-beijing"));
        assertThat(endpoints.region().id()).isEqualTo("cn-beijing");
    }

    @Test
    void accelerateIsUsedAsGivenAndSignedForTheRegion() {
        AliyunEndpoints endpoints =
                endpoints(ROLE, "REGION=cn-beijing", "ENDPOINT=oss-accelerate-overseas.aliyuncs.com");
        assertThat(endpoints.oss()).isEqualTo(AliyunRegion.uri("oss-accelerate-overseas"));
        assertThat(endpoints.region().id()).isEqualTo("cn-beijing");
        assertThat(endpoints.pathStyle()).isFalse();
    }

    @Test
    void autoFallsBackToThePublicAddressAndAsksOnce() {
        context.override("oss-internal", URI.create("http://127.0.0.1:9"));
        AliyunEndpoints endpoints = endpoints(ROLE, "REGION=cn-shanghai", "NETWORK=auto");
        assertThat(context.resolved()).as("resolved before anything is asked").isEmpty();
        assertThat(endpoints.oss()).isEqualTo(AliyunRegion.uri("oss-cn-shanghai"));
        assertThat(endpoints.sts()).isEqualTo(AliyunRegion.uri("sts.cn-shanghai"));
        assertThat(context.resolved()).hasSize(1);
    }

    @Test
    void autoTakesTheInternalAddressThatAnswers() {
        try (EmulatorServer inside = EmulatorServer.start(request -> EmulatedResponse.of(200, ""))) {
            context.override("oss-internal", inside.endpoint());
            AliyunEndpoints endpoints = endpoints(ROLE, "REGION=cn-shanghai", "NETWORK=auto");
            assertThat(endpoints.oss()).isEqualTo(inside.endpoint());
            assertThat(endpoints.sts()).isEqualTo(AliyunRegion.uri("sts-vpc.cn-shanghai"));
        }
    }

    @Test
    void aRegionWithoutAPublicAddressIsNotGuessed() {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(endpoints(ROLE, "REGION=cn-beijing-finance-1")::oss)
                .matches(e -> e.code() == ConnectionError.INVALID_PROPERTIES
                        && e.remedy().contains("ENDPOINT"));
    }

    private AliyunEndpoints endpoints(String... assignments) {
        PropertyValues values = new OssConnectionType()
                .schema()
                .bind(BrokenCloud.raw(assignments))
                .values();
        return new AliyunEndpoints(values, context, new OneResource());
    }

    /** Keeps the one resource that is opened. */
    private static final class OneResource implements Resources {
        private final List<AutoCloseable> opened = new ArrayList<>();

        @Override
        public <T extends AutoCloseable> T get(Class<T> kind, Opening<T> opening) throws Exception {
            Optional<T> known =
                    opened.stream().filter(kind::isInstance).map(kind::cast).findFirst();
            if (known.isPresent()) {
                return known.get();
            }
            T made = opening.open();
            opened.add(made);
            return made;
        }

        @Override
        public Path file(String name, Secret content) {
            throw new AssertionError(name);
        }
    }
}
