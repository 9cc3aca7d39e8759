package dev.mooring.connection.http.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.http.HttpProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements as the dialect's documentation has them. */
class PublishedStatementsTest {
    private final ConnectionLayer layer =
            ConnectionLayer.inMemory().provider(new HttpProvider()).open();

    @AfterEach
    void close() {
        layer.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                CREATE API CONNECTION conn_bailian
                    TYPE ai_function
                    PROVIDER = 'bailian'
                    BASE_URL = 'https://dashscope.aliyuncs.com/api/v1'
                    API_KEY = 'sk-xxxxxxxxxxxxxxxxxxxxxxxx';""", """
                CREATE API CONNECTION IF NOT EXISTS gateway TYPE ai_function
                  PROPERTIES ('base_url' = 'https://cn-shanghai-aimesh.api.clickzetta.com/gateway/v1', 'api_key' = 'sk-1');""", """
                CREATE CATALOG CONNECTION IF NOT EXISTS iceberg_conn
                    TYPE ICEBERG_REST
                    URI = 'https://your-iceberg-rest-catalog/api/catalog'
                    ACCESS_REGION = 'cn-hangzhou';""", """
                CREATE CATALOG CONNECTION snow_opencatalog
                    TYPE ICEBERG_REST
                    URI='https://lhnrdre-derekmeng.snowflakecomputing.com/polaris/api/catalog'
                    ACCESS_REGION = 'ap-southeast-1'
                    OAUTH_CLIENT_ID='d3r3cuhHitrI+fUpFtvXxxxxxxx'
                    OAUTH_CLIENT_SECRET='gY3ZWOGoSMM1tKK7QaqQYKpSdTcPY1ruVv7xxxxxxx'
                    OAUTH_SCOPE='PRINCIPAL_ROLE:ALL'
                    NAMESPACE='ICEBERG_TABLES_DB_FLATTEN_ICEBERG_SCHEMA'
                    WAREHOUSE='singdata'
                    WITH PROPERTIES (
                        'client.region'='ap-southeast-1',
                        'io-impl'='org.apache.iceberg.aws.s3.S3FileIO'
                    );"""})
    void isAccepted(String statement) {
        assertThat(layer.sql("sales", "ann").execute(statement).message().toString())
                .contains("created");
    }

    @Test
    void aPlaceholderIsPointedAt() {
        refused(
                "CREATE CATALOG CONNECTION c TYPE ICEBERG_REST URI = 'https://<account>.snowflakecomputing.com/polaris'",
                ConnectionError.INVALID_PROPERTIES,
                "URI");
        refused(
                "CREATE API CONNECTION c TYPE ai_function PROVIDER = '<provider_name>' BASE_URL = 'https://a.example.com'"
                        + " API_KEY = 'k'",
                ConnectionError.INVALID_PROPERTIES,
                "PROVIDER");
        refused(
                "CREATE CATALOG CONNECTION c TYPE ICEBERG_REST URI = 'https://c.example.com'"
                        + " STORAGE_CONNECTION = 'oss_conn'",
                ConnectionError.CONNECTION_NOT_FOUND,
                "oss_conn");
    }

    private void refused(String statement, ConnectionError code, String named) {
        ConnectionException refusal = catchThrowableOfType(
                ConnectionException.class, () -> layer.sql("sales", "ann").execute(statement));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal).hasMessageContaining(named);
    }
}
