package dev.mooring.connection.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connections;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.SourcePosition;
import dev.mooring.connection.Violation;
import dev.mooring.connection.aws.AwsProvider;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.imports.ImportReport.Entry;
import dev.mooring.connection.imports.ImportReport.Outcome;
import dev.mooring.connection.kafka.KafkaProvider;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportTest {
    private final ConnectionLayer layer = ConnectionLayer.inMemory()
            .provider(new AwsProvider())
            .provider(new KafkaProvider())
            .open();
    private final Connections connections = layer.workspace("sales", "qiliang");

    @AfterEach
    void close() {
        layer.close();
    }

    @Test
    void airflowLinesBecomeConnections() {
        ImportReport report = take(AirflowImport.ofLines(), """
                # from Airflow
                AIRFLOW_CONN_LAKE='aws://AKIAEXAMPLE:canary-secret@/?region_name=eu-west-1&verify=false'
                export AIRFLOW_CONN_MY-EVENTS=kafka://?bootstrap.servers=b1%3A9092&security.protocol=SASL_SSL&sasl.mechanism=PLAIN&sasl.username=etl&sasl.password=canary-kafka
                AIRFLOW_CONN_ODD=neverheardof://u:canary-odd@h
                no line
                AIRFLOW_CONN_BROKEN=postgres://u:%zzcanary@h
                """);

        assertThat(report.entries())
                .extracting(Entry::outcome)
                .containsExactly(Outcome.CHANGED, Outcome.CHANGED, Outcome.FAILED, Outcome.FAILED, Outcome.FAILED);
        assertThat(connections.vend("my_events"))
                .isEqualTo(new Credential.Login("etl", Secret.of("canary-kafka"), Optional.empty()));
        assertThat(connections.require("lake").secrets()).containsExactly("SECRET_KEY");
        assertThat(report.entries().get(0).item().problems())
                .extracting(Violation::property)
                .containsExactly("extra verify");
        assertThat(report.entries().get(3).item().problems())
                .extracting(Violation::position)
                .containsExactly(Optional.of(new SourcePosition(5, 1)));
        assertThat(report.toString()).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "a\u001b[31mb", "a'b", ""})
    void strangeNamesAreRefused(String name) {
        ImportReport report = take(AirflowImport.named(name), "aws://AK:sk@/?region_name=eu-west-1");

        assertThat(report.entries()).extracting(Entry::outcome).containsExactly(Outcome.FAILED);
        assertThat(report.toString()).doesNotContain("script").doesNotContain("\u001b");
        assertThat(connections.list()).isEmpty();
    }

    @Test
    void roleOfAirflowIsTakenAndItsKeyIsNot() {
        ImportReport report = take(
                AirflowImport.named("role"),
                "aws://AK:canary-secret@/?region_name=eu-west-1&role_arn=arn%3Aaws%3Aiam%3A%3A444455556666%3Arole%2Flake");

        assertThat(report.entries()).extracting(Entry::outcome).containsExactly(Outcome.CHANGED);
        assertThat(connections.require("role").secrets()).isEmpty();
        assertThat(connections.require("role").externalId()).isPresent();
    }

    @Test
    void duckDbSecretsBecomeConnections() {
        ImportReport report = take(new DuckDbImport(), """
                INSTALL httpfs; LOAD httpfs;
                CREATE OR REPLACE PERSISTENT SECRET lake (
                    TYPE s3, PROVIDER config, -- the key
                    KEY_ID 'AKIAEXAMPLE', SECRET 'canary''s secret', REGION 'eu-west-1',
                    SCOPE 's3://lake/orders', URL_STYLE 'path');
                CREATE SECRET chained (TYPE s3, PROVIDER credential_chain);
                CREATE SECRET broken (TYPE s3 KEY_ID 'canary';
                CREATE SECRET azure (TYPE azure, CONNECTION_STRING 'canary');
                CREATE SECRET IF NOT EXISTS lake2 IN local_file (TYPE s3, KEY_ID 'AKIAEXAMPLE', SECRET 'canary-2', REGION 'eu-west-1');
                SELECT 'unended canary
                """);

        assertThat(report.entries())
                .extracting(Entry::outcome)
                .containsExactly(
                        Outcome.CHANGED, Outcome.FAILED, Outcome.FAILED, Outcome.FAILED, Outcome.TAKEN, Outcome.FAILED);
        assertThat(connections.vend("lake", AccessScope.everything()))
                .isEqualTo(new Credential.AccessKey("AKIAEXAMPLE", Secret.of("canary's secret")));
        assertThat(report.entries().get(2).item().problems().get(0).position()).contains(new SourcePosition(7, 31));
        assertThat(report.toString()).doesNotContain("canary");
    }

    @Test
    void snowflakeIntegrationsBecomeConnections() {
        ImportReport report = take(
                new SnowflakeImport(),
                """
                create or replace storage integration s3_int
                  type = external_stage storage_provider = 'S3' enabled = true // its role
                  storage_aws_role_arn = 'arn:aws:iam::444455556666:role/lake'
                  storage_aws_external_id = 'canary-external-id'
                  storage_allowed_locations = ('s3://lake/a/', 's3://lake/b/')
                  comment = $$the lake's integration$$;
                create storage integration gcs_int type = external_stage storage_provider = 'GCS' enabled = true
                  storage_allowed_locations = ('*');
                create api integration functions api_provider = aws_api_gateway
                  api_aws_role_arn = 'arn:aws:iam::444455556666:role/calls' enabled = false
                  api_allowed_prefixes = ('https://abc.execute-api.eu-west-1.amazonaws.com/prod/') api_key = 'canary-key';
                create notification integration other enabled = true type = queue;
                """,
                RawProperty.of("REGION", "eu-central-1"),
                RawProperty.of("CODE_BUCKET", "code"));

        assertThat(report.entries())
                .extracting(Entry::outcome)
                .containsExactly(Outcome.CHANGED, Outcome.FAILED, Outcome.CHANGED);
        assertThat(connections.require("s3_int").comment()).contains("the lake's integration");
        assertThat(connections.require("s3_int").externalId()).isPresent().get().isNotEqualTo("canary-external-id");
        assertThat(connections
                        .require("functions")
                        .properties()
                        .values()
                        .get("REGION")
                        .texts())
                .containsExactly("eu-west-1");
        assertThat(report.toString()).doesNotContain("canary");
    }

    @Test
    void trialCreatesNothingAndSaysWhatIsThereAlready() {
        String script = "CREATE SECRET lake (TYPE s3, KEY_ID 'AKIAEXAMPLE', SECRET 'canary', REGION 'eu-west-1');"
                + "CREATE SECRET wrong (TYPE s3, KEY_ID 'AKIAEXAMPLE', SECRET 'canary', REGION 'no-where-1')";
        List<ImportItem> items = new DuckDbImport().read(script);
        ConnectionImport trial = ConnectionImport.trial(connections, layer::check);

        assertThat(trial.take(items).entries())
                .extracting(Entry::outcome)
                .containsExactly(Outcome.TAKEN, Outcome.FAILED);
        assertThat(connections.list()).isEmpty();

        ConnectionImport.into(connections).take(items);

        assertThat(trial.take(items).entries())
                .extracting(Entry::outcome)
                .containsExactly(Outcome.PRESENT, Outcome.FAILED);
        assertThat(ConnectionImport.into(connections).take(items).count(Outcome.PRESENT))
                .isEqualTo(1);
    }

    private ImportReport take(Importer importer, String text, RawProperty... defaults) {
        List<ImportItem> items = importer.read(text).stream()
                .map(item -> item.completedBy(List.of(defaults), layer.types()))
                .toList();
        return ConnectionImport.into(connections).take(items);
    }
}
