package dev.mooring.connection.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.core.ConnectionLayer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements as users write them, checked without a call. */
class FunctionComputeValidationTest {
    private static final String ROLE = "'acs:ram::1222808864467016:role/czudfrole'";
    private static final String BARE =
            "PROVIDER = 'ALIYUN' REGION = 'cn-shanghai' ROLE_ARN = " + ROLE + " CODE_BUCKET = 'functions'";

    private final ConnectionLayer layer = ConnectionLayer.inMemory()
            .provider(new AliyunProvider())
            .deployment(Deployment.in(Cloud.ALIYUN, "cn-shanghai", "1384322691904283"))
            .open();
    private final Connections connections = layer.workspace("w", "u");

    @AfterEach
    void close() {
        layer.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NAMESPACE = ''", "NAMESPACE = 'default'", "NAMESPCE = 'default'"})
    void takesABlankOrDefaultNamespaceInBothSpellings(String namespace) {
        Connection created = create(BARE + " " + namespace);
        assertThat(created.externalId().orElseThrow()).matches("[A-Za-z0-9]{16}");
        assertThat(created.notes().warnings().isEmpty()).isEqualTo(!namespace.startsWith("NAMESPCE"));
    }

    @Test
    void takesTheSpellingWithPrefix() {
        Connection created = create("WITH PROPERTIES ('cloud_function.provider' = 'aliyun', 'cloud_function.region' ="
                + " 'cn-shanghai', 'cloud_function.role_arn' = " + ROLE
                + ", 'cloud_function.namespace' = 'default', 'cloud_function.code_bucket' = 'functions')");
        assertThat(created.properties().display().toString()).contains("CODE_BUCKET", "functions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"My_Bucket", "-functions", "functions-", "fn", "a.b.c"})
    void refusesWhatIsNoBucket(String bucket) {
        refused(BARE.replace("'functions'", "'" + bucket + "'"), ConnectionError.INVALID_PROPERTIES);
    }

    @Test
    void refusesAnotherNamespaceRegionOrCloud() {
        refused(BARE + " NAMESPACE = 'mine'", ConnectionError.INVALID_PROPERTIES);
        refused(BARE.replace("cn-shanghai", "cn-shanghia"), ConnectionError.UNKNOWN_REGION);
        refused(BARE.replace(ROLE, "'qcs::cam::uin/100:roleName/x'"), ConnectionError.CROSS_CLOUD_NOT_SUPPORTED);
    }

    private Connection create(String properties) {
        layer.sql("w", "u").execute("CREATE API CONNECTION fn TYPE CLOUD_FUNCTION " + properties);
        return connections.require("fn");
    }

    private void refused(String properties, ConnectionError code) {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> create(properties))
                .matches(e -> e.code() == code, code.name());
    }
}
