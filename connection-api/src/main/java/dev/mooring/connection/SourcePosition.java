package dev.mooring.connection;

import java.io.Serializable;

/**
 * A place in a text that a caller gave.
 *
 * @param line line, from 1
 * @param column column in UTF-16 units, from 1
 */
public record SourcePosition(int line, int column) implements Comparable<SourcePosition>, Serializable {
    @Override
    public int compareTo(SourcePosition other) {
        return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
    }

    /** For instance {@code 3:14}. */
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
