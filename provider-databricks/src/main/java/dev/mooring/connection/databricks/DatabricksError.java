package dev.mooring.connection.databricks;

import dev.mooring.connection.ErrorCode;

/** What goes wrong with Databricks only. */
enum DatabricksError implements ErrorCode {
    DATABRICKS_NO_WORKSPACE_ACCESS(
            Kind.PERMISSION, "let a workspace admin enable workspace access for the service principal"),
    DATABRICKS_EXTERNAL_ACCESS_DISABLED(
            Kind.PERMISSION,
            "let a metastore admin enable External data access: Catalog, gear icon, Metastore, Details; off is the default"),
    DATABRICKS_OTHER_USER(
            Kind.USER, "let the role of the client id log in as itself: ALTER ROLE … RESET role, as the role's owner");

    private final Kind kind;
    private final String remedy;

    DatabricksError(Kind kind, String remedy) {
        this.kind = kind;
        this.remedy = remedy;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public boolean retryable() {
        return false;
    }

    @Override
    public String remedy() {
        return remedy;
    }
}
