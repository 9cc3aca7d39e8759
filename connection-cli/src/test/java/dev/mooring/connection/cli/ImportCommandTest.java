package dev.mooring.connection.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.cli.Harbour.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    private static final String SECRETS = """
            CREATE SECRET lake (TYPE s3, KEY_ID 'AKIAEXAMPLE', SECRET 'canary-imported', REGION 'eu-west-1');
            CREATE SECRET chain (TYPE s3, PROVIDER credential_chain);
            """;

    @TempDir
    private Path home;

    @Test
    void takesWhatItCanAndSaysWhatItCouldNot() throws IOException {
        Harbour harbour = new Harbour(home);
        Path script = Files.writeString(home.resolve("secrets.sql"), SECRETS);

        Outcome trial = harbour.run("import", "duckdb", script.toString(), "--dry-run");
        assertThat(trial.code()).isEqualTo(1);
        assertThat(trial.err()).contains("nothing was created; it would be: 1 taken, 0 changed, 0 present, 1 failed");
        assertThat(harbour.sql("SHOW CONNECTIONS").out()).doesNotContain("lake");

        Outcome done = harbour.run("import", "duckdb", script.toString());
        assertThat(done.out()).contains("CREATE SECRET lake", "taken", "PROVIDER CONFLICT");
        assertThat(harbour.sql("SHOW CONNECTIONS").out()).contains("lake");
        assertThat(harbour.run("import", "duckdb", script.toString()).out()).contains("present");
        assertThat(done.all() + trial.all()).doesNotContain("canary");
    }

    @Test
    void readsStandardInputAndPrintsJson() {
        Outcome done = new Harbour(home)
                .typing("AIRFLOW_CONN_LAKE=aws://AKIAEXAMPLE:canary-imported@/?region_name=eu-west-1")
                .run("import", "airflow", "--format", "json");

        assertThat(done.code()).isZero();
        assertThat(done.out()).contains("\"connection\" : \"lake\"", "\"outcome\" : \"taken\"");
        assertThat(done.all()).doesNotContain("canary");
    }

    @Test
    void uriAmongTheArgumentsIsTakenWithAWarning() {
        Outcome done = new Harbour(home)
                .run(
                        "import",
                        "airflow",
                        "aws://AKIAEXAMPLE:canary-imported@/",
                        "--name",
                        "lake",
                        "--set",
                        "REGION=eu-west-1");

        assertThat(done.code()).isZero();
        assertThat(done.err()).contains("list of processes");
        assertThat(done.all()).doesNotContain("canary");
    }

    @Test
    void glueConnectionsAreTaken() {
        Outcome done = new Harbour(home).typing("""
                        {"ConnectionList": [{"Name": "office-lan", "ConnectionType": "NETWORK", "ConnectionProperties": {},
                         "PhysicalConnectionRequirements": {"SubnetId": "subnet-1"}}]}""").run("import", "glue");

        assertThat(done.code()).isZero();
        assertThat(done.out()).contains("ConnectionList[0] office-lan", "office_lan_", "changed");
    }

    @Test
    void snowflakeIntegrationsAreTaken() {
        Outcome done = new Harbour(home)
                .typing("create storage integration lake type = external_stage storage_provider = 'S3'"
                        + " storage_aws_role_arn = 'arn:aws:iam::444455556666:role/lake' enabled = true")
                .run("import", "snowflake", "-", "--set", "REGION=eu-west-1");

        assertThat(done.code()).isZero();
        assertThat(done.out()).contains("CREATE STORAGE INTEGRATION lake", "changed");
    }

    @Test
    void wrongUsageRepeatsNothing() {
        Harbour harbour = new Harbour(home);

        assertThat(harbour.run("import").code()).isEqualTo(2);
        assertThat(harbour.run("import", "glue", "x.json", "--from-account", "aws")
                        .code())
                .isEqualTo(2);
        assertThat(harbour.run("import", "duckdb", "no-such-file").err()).contains("can not be read");
        Outcome set = harbour.run("import", "duckdb", "--set", "canary-without-value");
        assertThat(set.code()).isEqualTo(2);
        assertThat(set.all()).doesNotContain("canary");
    }
}
