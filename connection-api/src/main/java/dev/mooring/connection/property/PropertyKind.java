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
    /** Where secrets are sent: core asks for them again when it changes, as with a URI. */
    SERVERS,
    /** A text, or where it stands: core checks that it may be opened. */
    CONTENT,
    /** As {@link #CONTENT}, of something secret. */
    SECRET_CONTENT(Sensitivity.SECRET),
    /** A ciphertext of the application: core requires its decryptor. */
    ENCRYPTED(Sensitivity.SECRET),
    /** When a secret ends: core warns of it. */
    EXPIRY,
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

    /** Whether values are lists, which one text with commas may stand for. */
    boolean isList() {
        return this == LIST || this == SERVERS;
    }

    /** Whether a value may have several lines. */
    boolean isContent() {
        return this == CONTENT || this == SECRET_CONTENT;
    }

    /** Whether secrets are sent to what the value names. */
    public boolean isAddress() {
        return this == URI || this == SERVERS;
    }

    /** How much of a value may be shown. */
    public Sensitivity sensitivity() {
        return sensitivity;
    }
}
