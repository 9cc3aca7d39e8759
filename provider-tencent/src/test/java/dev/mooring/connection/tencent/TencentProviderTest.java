package dev.mooring.connection.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.spi.CloudProfile;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TencentProviderTest {
    private static final String COS = "CREATE STORAGE CONNECTION c TYPE COS ";
    private static final String SCF = "CREATE API CONNECTION c TYPE CLOUD_FUNCTION PROVIDER = 'tencent' ";
    private static final String ROLE = " ROLE_ARN = 'qcs::cam::uin/100000000001:roleName/LakehouseRole'";

    private final CloudProfile tencent = new TencentProvider().clouds().get(0);

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(ConnectionProvider.class)).hasAtLeastOneElementOfType(TencentProvider.class);
    }

    @Test
    void isNamedInItsMarker() throws IOException {
        try (InputStream marker = TencentProvider.class.getResourceAsStream("/META-INF/mooring/tencent")) {
            assertThat(new String(marker.readAllBytes(), StandardCharsets.UTF_8).strip())
                    .isEqualTo(TencentProvider.class.getName());
        }
    }

    @Test
    void hasStorageAndFunctions() {
        assertThat(new TencentProvider()
                        .types().stream().map(ConnectionType::id).map(Object::toString))
                .containsExactly("STORAGE/COS (tencent)", "API/CLOUD_FUNCTION (tencent)");
        assertThat(tencent.regions()).hasSize(23).contains("ap-shanghai", "ap-shenzhen-fsi", "eu-frankfurt");
    }

    @ParameterizedTest
    @CsvSource({
        "ap-shanghai, sts.ap-shanghai.tencentcloudapi.com, ap-shanghai",
        "ap-shenzhen-fsi, sts.ap-shenzhen-fsi.tencentcloudapi.com, ap-shenzhen-fsi",
        "ap-mumbai, sts.tencentcloudapi.com, ap-mumbai",
        "ap-beijing-fsi, sts.tencentcloudapi.com, ap-guangzhou",
        "ap-new-9, sts.ap-new-9.tencentcloudapi.com, ap-new-9"
    })
    void asksTheIssuerOfTheRegionWhereThereIsOne(String region, String host, String named) {
        assertThat(TencentRegion.of(region).host("sts")).isEqualTo(host);
        assertThat(TencentRegion.of(region).named()).isEqualTo(named);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qcs::cam::uin/100000000001:roleName/LakehouseRole",
                "qcs::cam::uin/100000000001:role/4611686018427733635",
                "qcs::cam::uin/100000000001:role/tencentcloudServiceRole/4611686018427733635",
                "qcs::cam::uin/100000000001:role/tencentcloudServiceRoleName/SCF_QcsRole"
            })
    void acceptsRoles(String name) {
        assertThat(tencent.partitionOfRole(name)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "qcs::cam::uin/1000********:roleName/LakehouseRole",
                "qcs::cam::uin/100000000001:rolename/LakehouseRole",
                "qcs::cam::uin/100000000001:roleName/",
                "qcs::cam::uid/1250000000:roleName/LakehouseRole",
                "acs:ram::1222808864467016:role/lake",
                "arn:aws:iam::123456789012:role/lake"
            })
    void refusesWhatIsNoRole(String name) {
        assertThat(tencent.partitionOfRole(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "myfunction-1310000503, true",
        "a-1250000000, true",
        "myfunction, false",
        "-x-1250000000, false",
        "My-1250000000, false",
        "a.b-1250000000, false",
        "my-100000000001, false"
    })
    void wantsBucketsWithTheirAppId(String name, boolean legal) {
        assertThat(tencent.bucket().pattern().matcher(name).matches()).isEqualTo(legal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ACCESS_KEY = '%s'|no SecretId",
                "ACCESS_KEY = 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLEz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE'|temporary key"
            })
    void refusesIdsThatAreNone(String property, String why) {
        String sql =
                COS + "REGION = 'ap-shanghai' APP_ID = '1250000000' SECRET_KEY = 'sssssssssssssssssssssssssssssss1' "
                        + property.formatted("Gu5t9xGARNpq86cd98joQYCN3EXAMPLE");
        assertThat(refusal(sql)).contains(why).doesNotContain("Gu5t9xGARNpq86cd98joQYCN3EXAMPLE");
    }

    @Test
    void tellsTheTwoNumbersOfAnAccountApart() {
        assertThat(refusal(COS + "REGION = 'ap-shanghai' APP_ID = '1250000000'"
                        + " ROLE_ARN = 'qcs::cam::uin/1250000000:roleName/lake'"))
                .contains("by its APPID");
        assertThat(refusal(COS + "REGION = 'ap-shanghai' APP_ID = '100000000001'" + ROLE))
                .contains("UIN");
    }

    @Test
    void wantsTheNamespaceAndTheBucketsAppIdOfFunctions() {
        assertThat(refusal(SCF + "REGION = 'ap-shanghai' CODE_BUCKET = 'myfunction-1310000503'" + ROLE))
                .contains("NAMESPACE");
        assertThat(refusal(SCF + "REGION = 'ap-shanghai' NAMESPACE = '' CODE_BUCKET = 'myfunction-1310000503'" + ROLE))
                .contains("NAMESPACE");
        assertThat(refusal(SCF + "REGION = 'ap-shanghai' NAMESPACE = 'default' CODE_BUCKET = 'myfunction'" + ROLE))
                .contains("myfunction-1310000503");
        assertThat(refusal(SCF + "REGION = 'ap-beijing-1' NAMESPACE = 'default' CODE_BUCKET = 'f-1310000503'" + ROLE))
                .contains("not offered");
    }

    @Test
    void acceptsThePublishedMisspellingInBothSpellingsWithAWarning() {
        for (String key : List.of("NAMESPCE", "cloud_function.namespce")) {
            try (ConnectionLayer layer = layer()) {
                layer.sql("sales", "ann")
                        .execute("CREATE API CONNECTION c TYPE CLOUD_FUNCTION WITH PROPERTIES ("
                                + "'cloud_function.provider' = 'TENCENT', 'cloud_function.region' = 'ap-shanghai',"
                                + " 'cloud_function.role_arn' = 'qcs::cam::uin/100000000001:roleName/x', '" + key
                                + "' = 'default', 'cloud_function.code_bucket' = 'f-1310000503')");
                assertThat(layer.workspace("sales", "ann").require("c").notes().warnings())
                        .anyMatch(warning -> warning.contains("NAMESPACE"));
            }
        }
    }

    private static String refusal(String sql) {
        try (ConnectionLayer layer = layer()) {
            StringBuilder words = new StringBuilder();
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> layer.sql("sales", "ann").execute(sql))
                    .satisfies(e -> words.append(e.getMessage()).append(e.violations()));
            return words.toString();
        }
    }

    private static ConnectionLayer layer() {
        return ConnectionLayer.inMemory()
                .provider(new TencentProvider())
                .deployment(Deployment.in(Cloud.TENCENT, "ap-shanghai", "100029595716"))
                .open();
    }
}
