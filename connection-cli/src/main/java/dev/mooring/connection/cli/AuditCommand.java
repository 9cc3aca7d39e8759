package dev.mooring.connection.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.cli.output.Failures;
import dev.mooring.connection.cli.output.Json;
import dev.mooring.connection.cli.output.ResultPrinter;
import dev.mooring.connection.cli.output.TableFormat;
import dev.mooring.connection.core.ResultTable;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.audit.AuditEntry.Issue;
import dev.mooring.connection.core.audit.AuditQuery;
import dev.mooring.connection.core.audit.AuditRecord;
import dev.mooring.connection.core.audit.AuditTrail;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Shows what was done, newest first, page by page. */
@Command(name = "audit", description = "Shows what was done with connections, newest first.")
final class AuditCommand implements Callable<Integer> {
    private static final int PAGE = 500;
    private static final int SHOWN = 1_000;
    private static final List<String> COLUMNS = List.of(
            "time", "user", "action", "outcome", "connection", "scope", "session", "request_id", "repeats", "detail");

    private final MooringCommand root;

    @Option(
            names = "--connection",
            paramLabel = "NAME",
            description = "only of connections of that name, dropped ones too")
    private Optional<String> connection = Optional.empty();

    @Option(names = "--id", paramLabel = "ID", description = "only of the connection of that id, a dropped one too")
    private Optional<String> id = Optional.empty();

    @Option(names = "--keys", description = "instead what was done with the keys of the store")
    private boolean isOfKeys;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "only from then on: 2026-07-01, 2026-07-01T12:00:00Z, or 90m, 24h, 7d ago")
    private Optional<String> since = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "so many at most; default 1000 as a table, all as JSON lines")
    private Optional<Long> limit = Optional.empty();

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}; default table")
    private Format format = Format.TABLE;

    /** How entries are printed. */
    enum Format {
        TABLE,
        /** One JSON object per line, printed as it is read. */
        JSONL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    AuditCommand(MooringCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Optional<Instant> from = since.map(this::time);
        if (limit.filter(most -> most < 1).isPresent()) {
            throw wrong("--limit: expected a number from 1 on");
        }
        try (OpenLayer open = root.open()) {
            AuditTrail trail = isOfKeys ? open.keys().audit() : open.trail();
            AuditQuery query = new AuditQuery(connection, id, from, Optional.empty(), PAGE);
            switch (format) {
                case TABLE -> table(trail, query);
                case JSONL -> lines(trail, query);
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private void table(AuditTrail trail, AuditQuery query) {
        List<List<String>> rows = new ArrayList<>();
        read(trail, query, limit.orElse((long) SHOWN), row -> rows.add(row(row.entry())));
        Failures notes = new Failures(root.surroundings().err(), root.detail());
        new ResultPrinter(root.surroundings().out(), notes, TableFormat.TABLE).print(ResultTable.of(COLUMNS, rows));
        if (limit.isEmpty() && rows.size() == SHOWN) {
            notes.note("these are the newest " + SHOWN + "; say --limit for more, or --format jsonl for all");
        }
    }

    private void lines(AuditTrail trail, AuditQuery query) {
        PrintStream out = root.surroundings().out();
        read(trail, query, limit.orElse(Long.MAX_VALUE), row -> out.print(Json.line(json(row)) + "\n"));
    }

    /** Holds one page at a time, however long the trail is. */
    private static void read(AuditTrail trail, AuditQuery first, long most, Consumer<AuditRecord> use) {
        AuditQuery query = first;
        long left = most;
        List<AuditRecord> page = trail.read(query);
        while (!page.isEmpty() && left > 0) {
            page.stream().limit(left).forEach(use);
            left -= page.size();
            query = first.olderThan(page.get(page.size() - 1));
            page = page.size() < PAGE || left <= 0 ? List.of() : trail.read(query);
        }
    }

    private static List<String> row(AuditEntry entry) {
        Optional<Issue> issue = entry.ending().issue();
        return List.of(
                entry.at().toString(),
                entry.user(),
                entry.action().name(),
                entry.ending().outcome().name(),
                entry.name(),
                issue.map(Issue::scopeDigest).orElse(""),
                issue.map(Issue::session).orElse(""),
                issue.flatMap(Issue::requestId).orElse(""),
                Long.toString(entry.ending().repeats()),
                entry.ending().detail());
    }

    private static ObjectNode json(AuditRecord row) {
        AuditEntry entry = row.entry();
        Optional<Issue> issue = entry.ending().issue();
        ObjectNode object = Json.object();
        object.put("number", row.number());
        object.put("time", entry.at().toString());
        object.put("user", entry.user());
        object.put("action", entry.action().name());
        object.put("outcome", entry.ending().outcome().name());
        object.put("workspace", entry.workspace());
        object.set("connection", filled(entry.name()));
        object.set("connectionId", filled(entry.connectionId()));
        object.put("version", entry.version());
        object.set("operation", Json.text(issue.map(Issue::operation)));
        object.set("scope", Json.text(issue.map(Issue::scopeDigest)));
        object.set("session", Json.text(issue.map(Issue::session)));
        object.set("requestId", Json.text(issue.flatMap(Issue::requestId)));
        object.set("expires", Json.text(issue.flatMap(Issue::expires).map(Instant::toString)));
        object.put("repeats", entry.ending().repeats());
        object.set("detail", filled(entry.ending().detail()));
        return object;
    }

    private static JsonNode filled(String text) {
        return Json.text(Optional.of(text).filter(each -> !each.isEmpty()));
    }

    private Instant time(String text) {
        return PointInTime.of(text, Instant.now())
                .orElseThrow(() -> wrong("--since: expected 2026-07-01, 2026-07-01T12:00:00Z, or 90m, 24h, 7d"));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(root.subcommand("audit"), message);
    }
}
