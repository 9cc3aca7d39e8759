package dev.mooring.connection.core.internal.sql.run;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.Creation;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.SourcePosition;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.Violation;
import dev.mooring.connection.core.ResultTable;
import dev.mooring.connection.core.access.Grants;
import dev.mooring.connection.core.audit.AuditTrail;
import dev.mooring.connection.core.internal.sql.ShowColumn;
import dev.mooring.connection.core.internal.sql.Statement;
import dev.mooring.connection.core.internal.sql.StatementParser;
import dev.mooring.connection.spi.ProbeRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs statements on the connections of one workspace. Safe for use by threads. */
public final class StatementRunner {
    private static final List<String> TEST_COLUMNS =
            List.of("stage", "target", "outcome", "ms", "detail", "code", "remedy");

    private final Connections connections;
    private final AccessStatements access;
    private final String workspace;
    private final Clock clock;

    /** Runs on these connections, which are those of the workspace of that name, their privileges and their audit. */
    public StatementRunner(Connections connections, Grants grants, AuditTrail trail, String workspace, Clock clock) {
        this.clock = clock;
        this.connections = connections;
        this.access = new AccessStatements(grants, trail, workspace);
        this.workspace = workspace;
    }

    /** Runs one statement; a {@link ConnectionException} that leaves has a position in the statement's text. */
    public ResultTable run(StatementParser.Parsed parsed) {
        Statement statement = parsed.statement();
        try {
            return result(statement)
                    .warnedOf(
                            parsed.warnings().stream().map(Violation::toString).toList());
        } catch (ConnectionException failure) {
            throw failure.at(place(statement, failure));
        }
    }

    /** Where a failure that has no position of its own belongs. */
    static SourcePosition place(Statement statement, ConnectionException failure) {
        Optional<SourcePosition> violation = failure.violations().stream()
                .filter(Violation::isError)
                .flatMap(each -> each.position().stream())
                .findFirst();
        boolean typeAtFault = failure.code() == ConnectionError.UNKNOWN_TYPE
                || failure.code() == ConnectionError.CROSS_CLOUD_NOT_SUPPORTED;
        if (violation.isEmpty() && typeAtFault && statement instanceof Statement.Create create) {
            return create.typePosition();
        }
        return violation.orElse(statement.position());
    }

    private ResultTable result(Statement statement) {
        if (statement instanceof Statement.Show show) {
            return show(show);
        }
        if (statement instanceof Statement.ShowExpiring show) {
            return ResultTable.of(
                    ExpiringConnections.COLUMNS, new ExpiringConnections(connections, clock.instant()).rows(show));
        }
        if (statement instanceof Statement.Named named) {
            requireOwnWorkspace(named.name().workspace());
            return named(named);
        }
        return access(statement);
    }

    private ResultTable access(Statement statement) {
        if (statement instanceof Statement.Grant grant) {
            requireOwnWorkspace(grant.on().workspace());
            return access.grant(grant);
        }
        if (statement instanceof Statement.ShowGrants show) {
            requireOwnWorkspace(show.on().flatMap(Statement.On::workspace));
            return access.showGrants(show);
        }
        if (statement instanceof Statement.ShowAudit show) {
            requireOwnWorkspace(show.connection().flatMap(Statement.Name::workspace));
            return access.showAudit(show);
        }
        throw new AssertionError(statement);
    }

    private ResultTable named(Statement.Named statement) {
        if (statement instanceof Statement.Create create) {
            return create(create);
        }
        if (statement instanceof Statement.Describe describe) {
            return describe(describe);
        }
        if (statement instanceof Statement.Drop drop) {
            return drop(drop);
        }
        if (statement instanceof Statement.Alter alter) {
            return alter(alter);
        }
        if (statement instanceof Statement.Test test) {
            return test(test);
        }
        throw new AssertionError(statement);
    }

    private void requireOwnWorkspace(Optional<String> written) {
        if (written.isPresent() && !written.get().equals(workspace)) {
            throw new ConnectionException(
                    ConnectionError.INVALID_NAME,
                    "the name is qualified with another workspace than " + workspace,
                    "leave the qualifier out, or run the statement in that workspace");
        }
    }

    private ResultTable create(Statement.Create create) {
        return switch (create.mode()) {
            case CREATE -> created(connections.create(create.draft()), "created");
            case IF_NOT_EXISTS -> created(connections.createIfAbsent(create.draft()));
            case OR_REPLACE -> created(connections.createOrReplace(create.draft()));
        };
    }

    private static ResultTable created(Creation creation) {
        Connection connection = creation.connection();
        return switch (creation.outcome()) {
            case CREATED -> created(connection, "created");
            case REPLACED -> created(connection, "replaced");
            case ALREADY_EXISTED ->
                table(ConnectionRows.created(connection)).saying(about(connection.name(), "already exists"));
        };
    }

    private static ResultTable created(Connection connection, String verb) {
        return table(ConnectionRows.created(connection))
                .saying(about(connection.name(), verb))
                .warnedOf(connection.notes().warnings());
    }

    private ResultTable show(Statement.Show show) {
        return ResultTable.of(ShowColumn.titles(), new ShownConnections(connections, show).rows());
    }

    private ResultTable describe(Statement.Describe describe) {
        Connection connection = connections.require(describe.name().text());
        List<String> notices = notices(connection);
        if (describe.detail() == Statement.Describe.Detail.PLAIN) {
            return table(ConnectionRows.described(connection))
                    .warnedOf(Stream.concat(connection.notes().warnings().stream(), notices.stream())
                            .toList());
        }
        return table(ConnectionRows.extended(connection, connections.cascade(connection.name())))
                .warnedOf(notices);
    }

    private List<String> notices(Connection connection) {
        Instant now = clock.instant();
        return connection.expiries().stream()
                .flatMap(expiry -> expiry.notice(now).stream())
                .toList();
    }

    private ResultTable drop(Statement.Drop drop) {
        String name = drop.name().text();
        boolean fails = drop.absence() == Statement.Drop.Absence.FAILS;
        if (drop.users() == Statement.Drop.Users.CASCADE) {
            return (fails ? Optional.of(connections.dropCascade(name)) : connections.dropCascadeIfExists(name))
                    .map(DropRows::table)
                    .orElseGet(() -> ResultTable.message(about(name, "does not exist")));
        }
        if (fails) {
            connections.drop(name);
            return ResultTable.message(about(name, "dropped"));
        }
        return ResultTable.message(about(name, connections.dropIfExists(name) ? "dropped" : "does not exist"));
    }

    private ResultTable alter(Statement.Alter alter) {
        String name = alter.name().text();
        return switch (alter.action()) {
            case ENABLE -> ResultTable.message(about(connections.enable(name).name(), "enabled"));
            case DISABLE -> ResultTable.message(about(connections.disable(name).name(), "disabled"));
            case PATCH -> {
                Connection altered = connections.alter(name, alter.patch());
                yield ResultTable.message(about(altered.name(), "altered"))
                        .warnedOf(altered.notes().warnings());
            }
        };
    }

    private ResultTable test(Statement.Test test) {
        TestOptions options = TestOptions.readOnly();
        if (test.scope().isPresent()) {
            options = options.scope(test.scope().get());
        }
        if (test.mode() == ProbeRequest.Mode.WRITE) {
            options = options.withWrite();
        }
        ProbeReport report = connections.test(test.name().text(), options);
        return ResultTable.of(
                        TEST_COLUMNS,
                        report.results().stream().map(StatementRunner::testRow).toList())
                .saying("test of connection " + report.connection() + ": " + report.outcome())
                .endedIn(report.outcome());
    }

    private static List<String> testRow(ProbeReport.Result result) {
        return List.of(
                result.stage().name(),
                result.target(),
                result.outcome().name(),
                Long.toString(result.took().toMillis()),
                result.detail(),
                result.code().map(ErrorCode::name).orElse(""),
                result.remedy().orElse(""));
    }

    private static ResultTable table(List<List<String>> rows) {
        return ResultTable.of(ConnectionRows.COLUMNS, rows);
    }

    private static String about(String name, String what) {
        return "connection " + name + " " + what;
    }
}
