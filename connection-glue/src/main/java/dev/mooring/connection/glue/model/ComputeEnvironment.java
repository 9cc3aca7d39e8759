package dev.mooring.connection.glue.model;

/** Where Glue would use a connection. */
public enum ComputeEnvironment {
    SPARK,
    ATHENA,
    PYTHON
}
