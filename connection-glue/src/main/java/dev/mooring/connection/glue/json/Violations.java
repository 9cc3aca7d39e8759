package dev.mooring.connection.glue.json;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.SourcePosition;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Collects all that is wrong with a text. Not safe for use by several threads. */
public final class Violations {
    /** What a person can still read; whoever sends more errors than that gets these first. */
    private static final int MOST = 200;

    private final List<Violation> list = new ArrayList<>();

    /** Adds an error about what stands at a place. */
    public void add(String path, Reason reason, String expectation, SourcePosition place) {
        add(Violation.error(path, reason, expectation).at(Optional.of(place)));
    }

    /** Adds what was found elsewhere. */
    public void addAll(List<Violation> more) {
        more.forEach(this::add);
    }

    private void add(Violation violation) {
        if (list.size() < MOST) {
            list.add(violation);
        }
    }

    /** What was found so far, in order. */
    public List<Violation> list() {
        return List.copyOf(list);
    }

    /** Fails with all of it when there is an error. */
    public void throwIfAny(String subject) {
        throwIfAny(subject, list);
    }

    /** Fails with all violations, the subject said first, when one of them is an error. */
    public static void throwIfAny(String subject, List<Violation> violations) {
        List<Violation> errors = violations.stream().filter(Violation::isError).toList();
        if (errors.isEmpty()) {
            return;
        }
        String message = errors.stream().map(Violation::toString).collect(Collectors.joining("; "));
        ConnectionException.Builder refusal = ConnectionException.builder(
                        ConnectionError.INVALID_PROPERTIES, subject + ": " + message)
                .violations(violations);
        errors.stream().flatMap(each -> each.position().stream()).findFirst().ifPresent(refusal::position);
        throw refusal.build();
    }
}
