package dev.mooring.connection.property;

/** What a property means to core, which applies rules of its own to some kinds. */
public enum PropertyKind {
    TEXT,
    IDENTIFIER(Sensitivity.MASKED),
    SECRET(Sensitivity.SECRET),
    LIST,
    INTEGER,
    FLAG,
    CHOICE,
    URI,
    /** The name of another connection of the workspace: core checks it and records the dependent. */
    CONNECTION,
    /** A role of a cloud: core checks cloud and partition and makes the external id. */
    ROLE,
    /** A region: core checks it against the cloud's known regions. */
    REGION,
    /** A bucket name: core checks it against the cloud's grammar. */
    BUCKET;

    private final Sensitivity sensitivity;

    PropertyKind() {
        this(Sensitivity.SHOWN);
    }

    PropertyKind(Sensitivity sensitivity) {
        this.sensitivity = sensitivity;
    }

    /** How much of a value may be shown. */
    public Sensitivity sensitivity() {
        return sensitivity;
    }
}
