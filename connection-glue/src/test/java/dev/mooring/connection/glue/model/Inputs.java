package dev.mooring.connection.glue.model;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Violation;
import dev.mooring.connection.glue.json.JsonMembers;
import dev.mooring.connection.glue.json.JsonText;
import dev.mooring.connection.glue.json.Violations;
import java.util.List;

/** Reads inputs as a caller would write them. */
public final class Inputs {
    private static final int LONGEST = 1_000_000;

    /** What became of a text. */
    public record Read(ConnectionInput input, List<Violation> violations) {
        /** The properties that have an error. */
        public List<String> faults() {
            return violations.stream()
                    .filter(Violation::isError)
                    .map(Violation::property)
                    .toList();
        }
    }

    private Inputs() {}

    /** The input and all that is wrong with it, by its form and by its type. */
    public static Read read(String json) {
        Violations violations = new Violations();
        ConnectionInput input =
                ConnectionInputReader.read(JsonMembers.of(JsonText.read(json, LONGEST), "", violations));
        violations.addAll(GlueTypes.standard().check(input));
        return new Read(input, violations.list());
    }

    /** The input of a text that has no fault; throws a {@link ConnectionException} otherwise. */
    public static ConnectionInput valid(String json) {
        Read read = read(json);
        Violations.throwIfAny("input", read.violations());
        return read.input();
    }
}
