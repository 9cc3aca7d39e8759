package dev.mooring.connection.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Violation;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionType;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesTest {
    private static final String ID = "c00f575e-d706-4f6b-b62c-e7a14850571b";
    private static final List<RawProperty> CATALOG = Rig.properties(
            "HOST", "https://dbc-12345678-9abc.cloud.databricks.com/",
            "CLIENT_ID", ID,
            "CLIENT_SECRET", "dose-secret",
            "ACCESS_REGION", "us-west-2");
    private static final List<RawProperty> LAKEBASE = Rig.properties(
            "HOST", "https://dbc-12345678-9abc.cloud.databricks.com",
            "CLIENT_ID", ID,
            "CLIENT_SECRET", "dose-secret",
            "ENDPOINT", "projects/p/branches/b/endpoints/e",
            "PGHOST", "e.database.us-west-2.databricks.com");

    private final ConnectionType catalog = new UnityCatalogConnectionType();
    private final ConnectionType lakebase = new LakebaseConnectionType();

    private static List<String> problems(ConnectionType type, List<RawProperty> raw) {
        PropertySchema.Binding binding = type.schema().bind(raw);
        List<Violation> all = new ArrayList<>(binding.violations());
        type.validators().forEach(validator -> all.addAll(validator.validate(type.id(), binding.values())));
        return all.stream()
                .map(violation -> (violation.isError() ? "" : "warning: ") + violation)
                .toList();
    }

    private static PropertyValues values(List<RawProperty> raw) {
        return new UnityCatalogConnectionType().schema().bind(raw).values();
    }

    @Test
    void plainOnesHaveNoProblem() {
        assertThat(problems(catalog, CATALOG)).isEmpty();
        assertThat(problems(lakebase, LAKEBASE)).isEmpty();
        assertThat(catalog.id().listedName()).isEqualTo("DATABRICKS_UNITY_CATALOG");
    }

    @ParameterizedTest
    @CsvSource({
        "https://dbc-1.cloud.databricks.com, https://accounts.cloud.databricks.com",
        "adb-984752964297111.11.azuredatabricks.net, https://accounts.azuredatabricks.net",
        "https://1234.5.gcp.databricks.com, https://accounts.gcp.databricks.com",
        "https://x.cloud.databricks.us, https://accounts.cloud.databricks.us",
        "https://x.databricks.azure.cn, https://accounts.databricks.azure.cn"
    })
    void theAccountsHostFollowsFromTheWorkspaces(String host, URI account) {
        List<RawProperty> raw = Rig.with(CATALOG, "HOST", host, "ACCOUNT_ID", ID);

        assertThat(problems(catalog, raw)).isEmpty();
        assertThat(WorkspaceProperties.tokenEndpoint(values(raw)))
                .isEqualTo(account.resolve("/oidc/accounts/" + ID + "/v1/token"));
    }

    @Test
    void withoutAnAccountTheWorkspacesEndpointIsAsked() {
        assertThat(WorkspaceProperties.tokenEndpoint(values(CATALOG)))
                .hasToString("https://dbc-12345678-9abc.cloud.databricks.com/oidc/v1/token");
    }

    @Test
    void whatDoesNotGoTogetherIsNamed() {
        assertThat(problems(catalog, Rig.with(CATALOG, "HOST", "https://accounts.cloud.databricks.com")))
                .singleElement()
                .asString()
                .startsWith("HOST CONFLICT: is an account's host");
        assertThat(problems(catalog, Rig.with(CATALOG, "ACCOUNT_HOST", "https://accounts.cloud.databricks.com")))
                .singleElement()
                .asString()
                .startsWith("ACCOUNT_ID MISSING");
        assertThat(problems(catalog, Rig.with(CATALOG, "HOST", "https://uc.example", "ACCOUNT_ID", ID)))
                .singleElement()
                .asString()
                .startsWith("ACCOUNT_HOST MISSING");
        assertThat(problems(catalog, Rig.with(CATALOG, "CLIENT_ID", "client_id_value")))
                .singleElement()
                .asString()
                .startsWith("warning: CLIENT_ID");
        assertThat(problems(catalog, Rig.without(CATALOG, "ACCESS_REGION")))
                .singleElement()
                .asString()
                .startsWith("ACCESS_REGION MISSING");
        assertThat(problems(
                        catalog,
                        Rig.properties("HOST", "https://x.cloud.databricks.com", "TOKEN", "t", "ACCOUNT_ID", ID)))
                .anySatisfy(problem -> assertThat(problem).startsWith("ACCOUNT_ID CONFLICT"));
        assertThat(problems(catalog, Rig.with(CATALOG, "TOKEN", "t"))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"projects/p", "projects/p/branches/b/endpoints/", "/projects/p/branches/b/endpoints/e", "ep-x"})
    void anEndpointIsNamedInFull(String endpoint) {
        assertThat(problems(lakebase, Rig.with(LAKEBASE, "ENDPOINT", endpoint)))
                .singleElement()
                .asString()
                .startsWith("ENDPOINT MALFORMED")
                .contains("projects/<project>/branches/<branch>/endpoints/<endpoint>");
    }

    @ParameterizedTest
    @CsvSource({"299, false", "300, true", "3600, true", "3601, false", "900, true", "abc, false", "-300, false"})
    void passwordsLiveFromFiveMinutesToAnHour(String seconds, boolean isValid) {
        assertThat(problems(lakebase, Rig.with(LAKEBASE, "PASSWORD_TTL", seconds))
                        .isEmpty())
                .isEqualTo(isValid);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "5432, true", "65535, true", "65536, false", "99999, false"})
    void portsArePorts(String port, boolean isValid) {
        assertThat(problems(lakebase, Rig.with(LAKEBASE, "PGPORT", port)).isEmpty())
                .isEqualTo(isValid);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "us-east-1",
                "us-east-2",
                "us-west-2",
                "eu-central-1",
                "eu-west-1",
                "ap-south-1",
                "ap-southeast-1",
                "ap-southeast-2"
            })
    void theRegionsOfAutoscalingAreKnown(String region) {
        assertThat(problems(lakebase, Rig.with(LAKEBASE, "PGHOST", "e.database." + region + ".databricks.com")))
                .isEmpty();
        assertThat(problems(lakebase, Rig.with(LAKEBASE, "PGHOST", "e.database." + region + ".cloud.databricks.com")))
                .isEmpty();
    }

    @Test
    void otherRegionsAreWarnedAboutForEndpointsOnly() {
        List<RawProperty> paris = Rig.with(LAKEBASE, "PGHOST", "e.database.eu-west-3.databricks.com");

        assertThat(problems(lakebase, paris))
                .singleElement()
                .asString()
                .startsWith("warning: PGHOST")
                .contains("eu-west-3", "ap-southeast-2");
        assertThat(problems(lakebase, Rig.with(Rig.without(paris, "ENDPOINT"), "INSTANCE", "i")))
                .isEmpty();
    }

    @Test
    void whatDoesNotGoTogetherAboutADatabaseIsNamed() {
        assertThat(problems(lakebase, Rig.with(LAKEBASE, "PGUSER", ID))).isEmpty();
        assertThat(problems(lakebase, Rig.with(LAKEBASE, "PGUSER", "ann")))
                .singleElement()
                .asString()
                .startsWith("PGUSER CONFLICT");
        assertThat(problems(lakebase, Rig.with(LAKEBASE, "INSTANCE", "i"))).isNotEmpty();
        assertThat(problems(
                        lakebase, Rig.with(Rig.without(LAKEBASE, "ENDPOINT"), "INSTANCE", "i", "PASSWORD_TTL", "900")))
                .singleElement()
                .asString()
                .startsWith("PASSWORD_TTL CONFLICT");
        assertThat(problems(lakebase, Rig.with(LAKEBASE, "TLS_VERIFICATION", "none")))
                .singleElement()
                .asString()
                .startsWith("warning: TLS_VERIFICATION")
                .contains("not verified");
        assertThat(problems(lakebase, Rig.with(LAKEBASE, "TLS_VERIFICATION", "none", "TRUSTED_CERTIFICATES", "x")))
                .anySatisfy(problem -> assertThat(problem).startsWith("TRUSTED_CERTIFICATES CONFLICT"));
        assertThat(problems(lakebase, Rig.with(LAKEBASE, "PGPASSWORD", "canary")))
                .singleElement()
                .asString()
                .contains("passwords are issued")
                .doesNotContain("canary");
        assertThat(problems(lakebase, Rig.with(LAKEBASE, "PGSSLMODE", "disable")))
                .singleElement()
                .asString()
                .contains("TLS is always spoken");
    }

    @Test
    void theNamesOfTheEnvironmentAreUnderstood() {
        assertThat(problems(
                        lakebase,
                        Rig.properties(
                                "DATABRICKS_HOST", "https://x.cloud.databricks.com",
                                "DATABRICKS_CLIENT_ID", ID,
                                "DATABRICKS_CLIENT_SECRET", "s",
                                "ENDPOINT_NAME", "projects/p/branches/b/endpoints/e",
                                "PGHOST", "e.database.us-west-2.databricks.com",
                                "PGDATABASE", "databricks_postgres",
                                "PGUSER", ID,
                                "PGPORT", "5432")))
                .isEmpty();
    }
}
