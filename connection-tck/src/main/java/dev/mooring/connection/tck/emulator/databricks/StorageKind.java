package dev.mooring.connection.tck.emulator.databricks;

/** Which kind of credential a location's storage takes. */
public enum StorageKind {
    AWS,
    R2,
    AZURE_SAS,
    AZURE_AAD,
    GCP,
    /** Files of the catalog's own machine: no credential at all. */
    FILE
}
