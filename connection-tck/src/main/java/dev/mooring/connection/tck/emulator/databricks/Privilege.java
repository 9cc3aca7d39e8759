package dev.mooring.connection.tck.emulator.databricks;

/** What a principal can be granted in Unity Catalog, on a table, a schema or an external location. */
public enum Privilege {
    SELECT,
    MODIFY,
    EXTERNAL_USE_SCHEMA,
    READ_FILES,
    WRITE_FILES,
    EXTERNAL_USE_LOCATION,
    CREATE_EXTERNAL_TABLE;

    /** As messages name it. */
    String words() {
        return name().replace('_', ' ');
    }
}
