package dev.mooring.connection.core.internal.sql.run;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.SourcePosition;
import dev.mooring.connection.Violation;
import dev.mooring.connection.core.ConnectionSql.Checked;
import dev.mooring.connection.core.ConnectionSql.DraftCheck;
import dev.mooring.connection.core.internal.sql.Statement;
import dev.mooring.connection.core.internal.sql.StatementParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at every statement of a script without running any. */
public final class ScriptCheck {
    private ScriptCheck() {}

    /** One result per statement; after one that can not be read it goes on with the next. */
    public static List<Checked> check(String script, DraftCheck drafts) {
        StatementParser parser;
        try {
            parser = StatementParser.of(script);
        } catch (ConnectionException unreadable) {
            SourcePosition start = unreadable.position().orElse(new SourcePosition(1, 1));
            return List.of(new Checked(start, Optional.empty(), List.of(), Optional.of(unreadable)));
        }
        List<Checked> results = new ArrayList<>();
        while (parser.hasNext()) {
            results.add(next(parser, drafts));
        }
        return results;
    }

    private static Checked next(StatementParser parser, DraftCheck drafts) {
        SourcePosition start = parser.position();
        StatementParser.Parsed parsed;
        try {
            parsed = parser.next();
        } catch (ConnectionException unreadable) {
            parser.recover();
            return new Checked(start, Optional.empty(), List.of(), Optional.of(unreadable));
        }
        return parsed.statement() instanceof Statement.Create create
                ? checked(start, create, parsed.warnings(), drafts)
                : new Checked(start, Optional.of(parsed.statement().verb()), parsed.warnings(), Optional.empty());
    }

    private static Checked checked(
            SourcePosition start, Statement.Create create, List<Violation> warnings, DraftCheck drafts) {
        List<Violation> all = new ArrayList<>(warnings);
        Optional<ConnectionException> failure = Optional.empty();
        try {
            List<Violation> found = drafts.check(create.draft());
            found.stream().filter(violation -> !violation.isError()).forEach(all::add);
            failure = failure(found);
        } catch (ConnectionException refused) {
            failure = Optional.of(refused);
        }
        Optional<ConnectionException> placed = failure.map(f -> f.at(StatementRunner.place(create, f)));
        return new Checked(start, Optional.of(create.verb()), all, placed);
    }

    private static Optional<ConnectionException> failure(List<Violation> found) {
        List<Violation> errors = found.stream().filter(Violation::isError).toList();
        String texts =
                String.join("; ", errors.stream().map(Violation::toString).toList());
        return Stream.of(errors)
                .filter(list -> !list.isEmpty())
                .map(list -> ConnectionException.builder(list.get(0).code(), texts)
                        .violations(found)
                        .build())
                .findFirst();
    }
}
