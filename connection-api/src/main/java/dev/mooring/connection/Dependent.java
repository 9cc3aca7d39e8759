package dev.mooring.connection;

/**
 * An object that uses a connection, so that DROP can refuse and name it.
 *
 * @param kind what it is, for instance {@code VOLUME}, {@code EXTERNAL TABLE} or {@code CONNECTION}
 * @param name its full name
 */
public record Dependent(String kind, String name) {
    /** For instance {@code VOLUME sales.landing}. */
    @Override
    public String toString() {
        return kind + " " + name;
    }
}
