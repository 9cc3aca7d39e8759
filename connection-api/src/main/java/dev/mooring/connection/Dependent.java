package dev.mooring.connection;

/**
 * An object that uses a connection, so that DROP can refuse and name it.
 *
 * @param kind what it is, for instance {@code VOLUME}, {@code EXTERNAL TABLE} or {@link #CONNECTION}
 * @param name its full name
 */
public record Dependent(String kind, String name) {
    /** The kind of a dependent that is itself a connection. */
    public static final String CONNECTION = "CONNECTION";

    /** For instance {@code VOLUME sales.landing}. */
    @Override
    public String toString() {
        return kind + " " + name;
    }
}
