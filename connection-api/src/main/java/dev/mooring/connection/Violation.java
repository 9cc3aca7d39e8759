package dev.mooring.connection;

import java.util.Optional;

/**
 * One thing wrong, or questionable, with a draft. Holds no value of a property.
 *
 * @param property the property in its canonical spelling, or the name of the part at fault
 * @param reason what is wrong
 * @param expectation what was expected, as a sentence a person can act on
 * @param severity whether it stops the draft
 * @param code the code it is reported under when it stops the draft
 * @param position where it stands in the caller's text
 */
public record Violation(
        String property,
        Reason reason,
        String expectation,
        Severity severity,
        ErrorCode code,
        Optional<SourcePosition> position) {

    /** What is wrong with a property. */
    public enum Reason {
        MISSING,
        MALFORMED,
        UNKNOWN,
        CONFLICT
    }

    /** Whether a violation stops the draft. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /** An error under {@link ConnectionError#INVALID_PROPERTIES}, without a position. */
    public static Violation error(String property, Reason reason, String expectation) {
        return new Violation(
                property, reason, expectation, Severity.ERROR, ConnectionError.INVALID_PROPERTIES, Optional.empty());
    }

    /** A warning, without a position. */
    public static Violation warning(String property, Reason reason, String expectation) {
        return new Violation(
                property, reason, expectation, Severity.WARNING, ConnectionError.INVALID_PROPERTIES, Optional.empty());
    }

    /** This violation reported under another code. */
    public Violation under(ErrorCode other) {
        return new Violation(property, reason, expectation, severity, other, position);
    }

    /** This violation at a place, unless it already has one. */
    public Violation at(Optional<SourcePosition> place) {
        return position.isPresent() ? this : new Violation(property, reason, expectation, severity, code, place);
    }

    /** Whether it stops the draft. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** For instance {@code SECRET_KEY MISSING: the secret of the access key (at 3:5)}. */
    @Override
    public String toString() {
        String what = isError() ? property + " " + reason : property;
        return what + ": " + expectation + position.map(p -> " (at " + p + ")").orElse("");
    }
}
