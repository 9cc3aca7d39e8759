package dev.mooring.connection.core;

import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.SourcePosition;
import dev.mooring.connection.Violation;
import dev.mooring.connection.core.access.Grants;
import dev.mooring.connection.core.audit.AuditQuery;
import dev.mooring.connection.core.audit.AuditRecord;
import dev.mooring.connection.core.audit.AuditTrail;
import dev.mooring.connection.core.internal.access.NoGrants;
import dev.mooring.connection.core.internal.sql.Redaction;
import dev.mooring.connection.core.internal.sql.StatementParser;
import dev.mooring.connection.core.internal.sql.run.ScriptCheck;
import dev.mooring.connection.core.internal.sql.run.StatementRunner;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The CONNECTION statements as a client of {@link Connections}, with no rights of its own. Safe for use by threads.
 *
 * <p>A {@link ConnectionException} that leaves here has a position in the given text and repeats no literal of it. In
 * {@code '…'} a quote is written twice, a backslash is a backslash and the string ends on its line; {@code r'…'} may span
 * lines and ends at the next quote.
 */
public final class ConnectionSql {
    private final StatementRunner runner;

    /** What a statement does. */
    public enum Verb {
        CREATE,
        SHOW,
        DESC,
        DROP,
        ALTER,
        TEST,
        GRANT,
        REVOKE
    }

    /** Looks at what a CREATE statement would create, without creating it. */
    @FunctionalInterface
    public interface DraftCheck {
        /** What is wrong or questionable with the draft; may throw a {@link ConnectionException} instead. */
        List<Violation> check(ConnectionDraft draft);
    }

    /**
     * What a check found out about one statement.
     *
     * @param position where the statement starts
     * @param verb what it does, when that could be read
     * @param warnings what is tolerated but questionable
     * @param failure why the statement can not be run, with a position
     */
    public record Checked(
            SourcePosition position,
            Optional<Verb> verb,
            List<Violation> warnings,
            Optional<ConnectionException> failure) {
        /** Copies the warnings. */
        public Checked {
            warnings = List.copyOf(warnings);
        }
    }

    private ConnectionSql(StatementRunner runner) {
        this.runner = runner;
    }

    /**
     * SQL on these connections; names may be qualified with the name of their workspace and no other. Statements about
     * privileges and the audit need a layer's own, {@link ConnectionLayer#sql}.
     */
    public static ConnectionSql of(Connections connections, String workspace) {
        return of(connections, new NoGrants(), ConnectionSql::withoutTrail, workspace, Clock.systemUTC());
    }

    static ConnectionSql of(Connections connections, Grants grants, AuditTrail trail, String workspace, Clock clock) {
        return new ConnectionSql(new StatementRunner(
                Objects.requireNonNull(connections), grants, trail, Objects.requireNonNull(workspace), clock));
    }

    private static List<AuditRecord> withoutTrail(AuditQuery query) {
        throw new ConnectionException(
                ConnectionError.NOT_CONFIGURED,
                "no audit is kept of these connections",
                "run the statement by ConnectionLayer.sql");
    }

    /** Runs one statement; a semicolon behind it is optional. */
    public ResultTable execute(String statement) {
        return runner.run(StatementParser.single(statement));
    }

    /**
     * Runs a script statement by statement and hands out each result before the next statement is read. Throws the first
     * failure; what ran before it stays done.
     */
    public void run(String script, Consumer<ResultTable> results) {
        StatementParser parser = StatementParser.of(script);
        while (parser.hasNext()) {
            results.accept(runner.run(parser.next()));
        }
    }

    /**
     * Checks every statement of a script without running any: one result per statement, also behind a statement that
     * can not be read. A script without a statement gives one failed result.
     */
    public static List<Checked> check(String script, DraftCheck drafts) {
        return ScriptCheck.check(script, drafts);
    }

    /**
     * The text of any statements, also of broken ones, as it may be logged: no literal and no comment survives. Kept are
     * the words of the published dialect and, in a text that can be read, names in front of all literals.
     */
    public static String redact(String text) {
        return Redaction.redact(text);
    }
}
