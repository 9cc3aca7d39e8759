package dev.mooring.connection.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mooring.connection.cli.Harbour.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path home;

    private Harbour harbour;

    @BeforeEach
    void anchor() {
        harbour = Harbour.withQuays(home);
        harbour.environment.put("MOORING_AWS_ACCESS_KEY_ID", "AKIAOWN000000000001");
        harbour.environment.put("MOORING_AWS_SECRET_ACCESS_KEY", "canary-own");
        assertThat(harbour.run("vend", "roled", "--scope", "quay://pier/crates/=READ")
                        .code())
                .isZero();
        harbour.run("test", "keyed");
        harbour.sql("DROP CONNECTION roled");
    }

    @Test
    void printsOneObjectPerEntryWithAllMembers() throws Exception {
        List<JsonNode> lines = lines("--connection", "ROLED");

        assertThat(lines).extracting(line -> line.get("action").asText()).containsExactly("DROP", "VEND", "CREATE");
        List<String> members = new ArrayList<>();
        lines.get(1).fieldNames().forEachRemaining(members::add);
        assertThat(members)
                .containsExactly(
                        "number",
                        "time",
                        "user",
                        "action",
                        "outcome",
                        "workspace",
                        "connection",
                        "connectionId",
                        "version",
                        "operation",
                        "scope",
                        "session",
                        "requestId",
                        "expires",
                        "repeats",
                        "detail");
        assertThat(lines.get(1).get("session").asText()).isEqualTo("cl-default-ahab");
        assertThat(lines.get(1).get("scope").asText()).matches("[0-9a-f]{16}");
        assertThat(lines.get(0).get("scope").isNull()).isTrue();
        String id = lines.get(0).get("connectionId").asText();
        assertThat(lines("--id", id)).isEqualTo(lines);
    }

    @Test
    void printsManyPagesAndAsManyAsAreWanted() throws Exception {
        StringBuilder script = new StringBuilder();
        for (int i = 0; i < 520; i++) {
            script.append("ALTER CONNECTION keyed COMMENT '").append(i).append("';");
        }
        assertThat(harbour.typing(script.toString()).run("sql", "-").code()).isZero();

        List<JsonNode> all = lines();
        assertThat(all).hasSizeGreaterThan(520);
        assertThat(all.stream().map(line -> line.get("number").asLong()).distinct())
                .hasSize(all.size());
        assertThat(lines("--limit", "503")).isEqualTo(all.subList(0, 503));
        assertThat(lines("--connection", "buoy")).hasSize(1);
    }

    @Test
    void printsATableForPeople() {
        Outcome outcome = harbour.run("audit", "--limit", "2");
        assertThat(outcome.out().lines().toList().get(1)).contains("time", "user", "action", "outcome", "request_id");
        assertThat(outcome.out()).contains("| DROP ", "| TEST ").doesNotContain("| CREATE ");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void noEntryHoldsASecret() {
        for (String format : List.of("table", "jsonl")) {
            assertThat(harbour.run("audit", "--format", format).all())
                    .isNotEmpty()
                    .doesNotContain("canary");
        }
        assertThat(harbour.sql("SHOW AUDIT").all()).doesNotContain("canary");
    }

    @Test
    void showsWhatHappenedSinceATime() throws Exception {
        assertThat(lines("--since", "1h")).isEqualTo(lines());
        assertThat(lines("--since", "2001-01-01")).isEqualTo(lines());
        assertThat(lines("--since", Instant.now().plus(Duration.ofHours(1)).toString()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "1w", "2026-13-01", "", "7"})
    void whatIsNoTimeIsWrongUsage(String text) {
        Outcome outcome = harbour.run("audit", "--since", text);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("--since: ");
    }

    @Test
    void aLimitIsAtLeastOne() {
        assertThat(harbour.run("audit", "--limit", "0").code()).isEqualTo(2);
    }

    @Test
    void whoeverMayNotReadItIsToldSo() {
        Outcome outcome = harbour.run("--administrator", "root", "audit");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("NOT_AUTHORIZED: user ahab may not read the audit of workspace default");
        assertThat(harbour.run("--administrator", "root", "audit", "--connection", "keyed")
                        .code())
                .as("its creator reads it")
                .isZero();
    }

    private List<JsonNode> lines(String... options) throws Exception {
        List<String> args = new ArrayList<>(List.of("audit", "--format", "jsonl"));
        args.addAll(List.of(options));
        Outcome outcome = harbour.run(args.toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : outcome.out().lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
