package dev.mooring.connection.databricks.bridge;

import dev.mooring.connection.ErrorCode;

/** What goes wrong with databases of Lakebase only. */
enum LakebaseError implements ErrorCode {
    DATABRICKS_ROLE_MISSING(
            Kind.PERMISSION, "create the role of the service principal in the database, as the project's owner");

    private final Kind kind;
    private final String remedy;

    LakebaseError(Kind kind, String remedy) {
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
