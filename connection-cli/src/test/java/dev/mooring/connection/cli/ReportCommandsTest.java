package dev.mooring.connection.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mooring.connection.cli.Harbour.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandsTest {
    private static final String SCOPE = "quay://pier/crates/=READ,LIST";

    @TempDir
    Path home;

    private Harbour harbour;

    @BeforeEach
    void anchor() {
        harbour = Harbour.withQuays(home);
    }

    @Test
    void testPrintsStagesOutcomeAndRemedies() {
        Outcome outcome = harbour.run("test", "keyed", "--write");

        assertThat(outcome.code()).isZero();
        List<String> lines = outcome.out().lines().toList();
        assertThat(lines.get(0)).matches("PASSED   RESOLVE      quay\\.example \\(\\d+ ms\\) found");
        assertThat(lines.get(1)).matches("WARNING  OPERATE      quay\\.example \\(\\d+ ms\\) it is WRITE");
        assertThat(lines.get(2)).startsWith("keyed: WARNING (");
        assertThat(lines.get(3)).isEqualTo("  OPERATE WARNING: lower the water (request id request-7)");
    }

    @Test
    void testFailsWithExitCodeOne() {
        Outcome outcome = harbour.run("test", "buoy");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out())
                .contains(
                        "FAILED   CONNECT",
                        "SKIPPED  OPERATE",
                        "buoy: FAILED",
                        "ENDPOINT_UNREACHABLE: row out and look");
    }

    @Test
    void aTestStatementThatFailsEndsItsScriptWithExitCodeOne() {
        Outcome outcome = harbour.run("sql", "-e", "TEST CONNECTION buoy; SHOW CONNECTIONS");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).contains("test of connection buoy: FAILED", "category");
    }

    @Test
    void testReportsAsJson() throws IOException {
        JsonNode report = json(harbour.run("test", "buoy", "--format", "json"));

        assertThat(report.get("outcome").asText()).isEqualTo("FAILED");
        assertThat(report.at("/results/0/code").asText()).isEqualTo("ENDPOINT_UNREACHABLE");
        assertThat(report.at("/results/0").fieldNames())
                .toIterable()
                .containsExactly("stage", "target", "outcome", "milliseconds", "detail", "requestId", "code", "remedy");
    }

    @Test
    void vendMasksUnlessAskedToReveal() {
        Outcome masked = harbour.run("vend", "keyed", "--scope", SCOPE);

        assertThat(masked.code()).isZero();
        assertThat(masked.out())
                .startsWith(
                        "type=Session\naccessKeyId=ASIAHA**************\naccessKeySecret=****\nsessionToken=****\nexpiresAt=")
                .contains("\nscope=" + SCOPE, "\ncovers=quay://pier/crates/\n");

        Outcome revealed = harbour.run("vend", "keyed", "--scope", SCOPE, "--reveal");
        assertThat(revealed.out())
                .contains(
                        "accessKeyId=ASIAHARBOURKEY000001\n",
                        "accessKeySecret=" + HarbourProvider.ISSUED_SECRET + "\n",
                        "sessionToken=" + HarbourProvider.ISSUED_TOKEN + "\n");
        assertThat(revealed.err()).isEmpty();
    }

    @Test
    void vendNotesThatSecretsGoToATerminal() {
        harbour.on(() -> new DumbTerminal(System.in, System.out));

        assertThat(harbour.run("vend", "keyed", "--scope", SCOPE, "--reveal").err())
                .startsWith("note: ");
    }

    @Test
    void vendPrintsAnObject() throws IOException {
        JsonNode masked = json(harbour.run("vend", "keyed", "--scope", SCOPE, "--format", "json"));
        JsonNode revealed = json(harbour.run("vend", "keyed", "--scope", SCOPE, "--format", "json", "--reveal"));

        assertThat(masked.fieldNames())
                .toIterable()
                .containsExactly(
                        "connection",
                        "scope",
                        "type",
                        "accessKeyId",
                        "accessKeySecret",
                        "sessionToken",
                        "expiresAt",
                        "covers",
                        "details");
        assertThat(masked.get("accessKeySecret").asText()).isEqualTo("****");
        assertThat(revealed.get("accessKeySecret").asText()).isEqualTo(HarbourProvider.ISSUED_SECRET);
    }

    @Test
    void silenceMeansEverythingOnlyWhereTheIssuerCannotNarrow() {
        assertThat(harbour.run("vend", "buoy").out()).startsWith("type=Anonymous\nscope=*");

        Outcome narrowing = harbour.run("vend", "keyed");
        assertThat(narrowing.code()).isEqualTo(1);
        assertThat(narrowing.err()).startsWith("INVALID_SCOPE: ").contains("--scope '*'");
        assertThat(harbour.run("explain", "keyed").err()).startsWith("INVALID_SCOPE: ");
    }

    @Test
    void aScopeThatCannotBeReadIsWrongUsage() {
        Outcome outcome = harbour.run("vend", "keyed", "--scope", "quay://pier");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("INVALID_SCOPE", "remedy: ");
    }

    @Test
    void theServiceIdentityComesFromItsOwnVariablesOnly() {
        harbour.environment.put("AWS_ACCESS_KEY_ID", "AKIAAMBIENT0000000001");
        harbour.environment.put("AWS_SECRET_ACCESS_KEY", "canary-ambient");
        assertThat(harbour.run("vend", "roled", "--scope", SCOPE).err())
                .startsWith("NOT_CONFIGURED: ")
                .contains("MOORING_AWS_ACCESS_KEY_ID");

        harbour.environment.put("MOORING_AWS_ACCESS_KEY_ID", "AKIAOWN000000000001");
        assertThat(harbour.run("vend", "roled", "--scope", SCOPE).err())
                .contains("MOORING_AWS_SECRET_ACCESS_KEY is not set");

        harbour.environment.put("MOORING_AWS_SECRET_ACCESS_KEY", "canary-own");
        assertThat(harbour.run("vend", "roled", "--scope", SCOPE).code()).isZero();
    }

    @Test
    void explainPrintsThePlan() throws IOException {
        JsonNode plan = json(harbour.run("explain", "roled", "--scope", SCOPE));

        assertThat(plan.fieldNames())
                .toIterable()
                .containsExactly(
                        "connection",
                        "operation",
                        "scope",
                        "reach",
                        "sessionName",
                        "durationSeconds",
                        "policy",
                        "policyCharacters");
        assertThat(plan.get("durationSeconds").isIntegralNumber()).isTrue();
        assertThat(plan.at("/policy/Allow/0").asText()).isEqualTo(SCOPE);
    }

    @Test
    void trustPrintsDocumentsAndSteps() throws IOException {
        Outcome text = harbour.run("trust", "roled", "--account", "111122223333");

        assertThat(text.out()).isEqualTo("""
                        == trust policy ==
                        lets the platform assume the role

                        {"account":"111122223333"}

                        == steps ==
                        1. open the console
                        2. paste it
                        """);
        JsonNode json = json(harbour.run("trust", "roled", "--account", "111122223333", "--format", "json"));
        assertThat(json.at("/documents/0/document/account").asText()).isEqualTo("111122223333");
        assertThat(json.at("/steps/1").asText()).isEqualTo("paste it");
        assertThat(harbour.run("trust", "roled").err()).startsWith("NOT_CONFIGURED: ");
        assertThat(harbour.run("trust", "keyed", "--account", "111122223333").err())
                .startsWith("NOT_SUPPORTED: ");
    }

    private static JsonNode json(Outcome outcome) throws IOException {
        return new ObjectMapper().readTree(outcome.out());
    }
}
