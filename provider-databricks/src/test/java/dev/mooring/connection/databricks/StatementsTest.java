package dev.mooring.connection.databricks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.ConnectionSql;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements as they are published. */
class StatementsTest {
    private static final String GUIDE = """
            CREATE CATALOG CONNECTION IF NOT EXISTS databricks_aws_conn
            TYPE DATABRICKS
            HOST = 'https://dbc-91642d78-eab3.cloud.databricks.com/'  -- URL of the Databricks Workspace
            CLIENT_ID = 'your-service-principal-id'
            CLIENT_SECRET = 'your-service-principal-secret'
            ACCESS_REGION = 'us-west-2'
            COMMENT = 'Databricks Unity Catalog enterprise-level connection'""";

    private final ConnectionLayer layer =
            ConnectionLayer.inMemory().provider(new DatabricksProvider()).open();
    private final ConnectionSql sql = layer.sql("sales", "qiliang");

    @AfterEach
    void close() {
        layer.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {GUIDE, """
                CREATE CATALOG CONNECTION IF NOT EXISTS conn_databricks
                    TYPE databricks
                    HOST = 'https://dbc-12345678-9abc.cloud.databricks.com'
                    CLIENT_ID = 'client_id_value'
                    CLIENT_SECRET = 'client_secret_value'
                    ACCESS_REGION = 'us-west-2'""", """
                CREATE DATABASE CONNECTION lakebase TYPE LAKEBASE
                    HOST = 'https://your-workspace.databricks.com'
                    CLIENT_ID = 'c00f575e-d706-4f6b-b62c-e7a14850571b'
                    CLIENT_SECRET = 'your-oauth-secret'
                    ENDPOINT = 'projects/p1/branches/b1/endpoints/e1'
                    PGHOST = 'e1.database.us-east-1.databricks.com'"""})
    void runAsTheyStand(String statement) {
        assertThat(sql.execute(statement).message().orElse("")).endsWith(" created");
    }

    @Test
    void aSecretIsSaidToEndWithin730Days() {
        Instant now = Instant.now();
        String late = now.plus(Duration.ofDays(731)).toString();

        assertThatThrownBy(() -> sql.execute(GUIDE + " CLIENT_SECRET_EXPIRES_AT = '" + late + "'"))
                .hasMessageContaining("CLIENT_SECRET_EXPIRES_AT MALFORMED: is more than 730 days ahead");
        sql.execute(GUIDE + " CLIENT_SECRET_EXPIRES_AT = '" + now.plus(Duration.ofDays(20)) + "'");
        assertThat(sql.execute("DESC CONNECTION databricks_aws_conn").warnings())
                .anyMatch(warning -> warning.contains("CLIENT_SECRET ends in"));
        assertThat(sql.execute("SHOW CONNECTIONS EXPIRING").rows())
                .singleElement()
                .asString()
                .contains("databricks_aws_conn", "CLIENT_SECRET", "SOON");
    }

    @Test
    void anAlterationOfTheSecretRuns() {
        sql.execute(GUIDE);

        sql.execute("ALTER CONNECTION databricks_aws_conn \nSET CLIENT_SECRET = 'new-secret-value';");

        assertThat(sql.execute("DESCRIBE CONNECTION databricks_aws_conn").toString())
                .contains("DATABRICKS_UNITY_CATALOG")
                .doesNotContain("new-secret-value", "your-service-principal-secret");
        assertThat(sql.execute("SHOW CATALOG CONNECTIONS").toString()).contains("DATABRICKS_UNITY_CATALOG");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "host='metastore_uris' client_id='storage_connection' client_secret='' access_region='' |"
                        + " HOST MALFORMED; CLIENT_SECRET MALFORMED; ACCESS_REGION MALFORMED",
                "HOST = 'https://<workspace-url>.cloud.databricks.com' CLIENT_ID = '<application-id>'"
                        + " CLIENT_SECRET = '<oauth-secret>' ACCESS_REGION = '<s3-bucket-region>' |"
                        + " HOST MALFORMED; ACCESS_REGION MALFORMED",
                "HOST = 'host_value' CLIENT_ID = 'client_id_value' CLIENT_SECRET = 'client_secret_value'"
                        + " ACCESS_REGION = 'us-west-2' | HOST MALFORMED"
            })
    void templatesAreRefusedByWhatIsNotFilledIn(String properties, String violations) {
        ConnectionException failure = catchThrowableOfType(
                ConnectionException.class,
                () -> sql.execute("CREATE CATALOG CONNECTION IF NOT EXISTS c TYPE databricks " + properties));

        assertThat(failure.code()).isEqualTo(ConnectionError.INVALID_PROPERTIES);
        assertThat(failure.violations().stream()
                        .filter(violation -> violation.isError())
                        .map(violation -> violation.property() + " " + violation.reason()))
                .containsExactly(violations.split("; "));
    }

    @Test
    void aChangeOfTheHostNeedsTheSecretAgain() {
        sql.execute(GUIDE);

        ConnectionException failure = catchThrowableOfType(
                ConnectionException.class,
                () -> sql.execute("ALTER CONNECTION databricks_aws_conn SET HOST = 'https://other.example'"));

        assertThat(failure).isNotNull();
        assertThat(sql.execute("DESC CONNECTION databricks_aws_conn").toString())
                .contains("dbc-91642d78-eab3");
    }

    @Test
    void unverifiedTlsIsWarnedAboutWhereTheConnectionIsDescribed() {
        sql.execute("""
                CREATE DATABASE CONNECTION lakebase TYPE LAKEBASE
                    HOST = 'https://your-workspace.databricks.com'
                    CLIENT_ID = 'c00f575e-d706-4f6b-b62c-e7a14850571b'
                    CLIENT_SECRET = 'your-oauth-secret'
                    INSTANCE = 'instance-1'
                    PGHOST = 'instance-1.database.cloud.databricks.com'
                    TLS_VERIFICATION = 'NONE'""");

        assertThat(sql.execute("DESC CONNECTION lakebase").toString())
                .contains("TLS_VERIFICATION", "certificate is not verified");
    }
}
