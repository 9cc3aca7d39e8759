package dev.mooring.connection.core.access;

/** What somebody wants to do. */
public enum AccessAction {
    /** To create a connection of that name; also what replaces one, which is asked about ALTER as well. */
    CREATE("create", Privilege.CREATE_CONNECTION),
    /** To change, replace, enable, disable or authorize it, or to rotate its external id. */
    ALTER("alter", Privilege.ALTER),
    /** To drop it. */
    DROP("drop", Privilege.DROP),
    /** To see it, alone or in a list, its dependents, what a vend would send and what its role has to trust. */
    DESCRIBE("describe", Privilege.READ_METADATA),
    /** To test it with its stored secrets. */
    TEST("test", Privilege.USAGE),
    /** To get a credential from it, directly or through another connection that names it. */
    VEND("vend from", Privilege.USAGE),
    /** To record, or to forget, that something uses it. */
    DEPEND("depend on", Privilege.USAGE),
    /** To give others privileges on it, or to take them away; never granted itself. */
    GRANT("grant privileges on", Privilege.OWNERSHIP),
    /** To read what was done with it. */
    AUDIT("read the audit of", Privilege.READ_AUDIT);

    private final String phrase;
    private final Privilege privilege;

    AccessAction(String phrase, Privilege privilege) {
        this.phrase = phrase;
        this.privilege = privilege;
    }

    /** As in "user ann may not … connection orders". */
    public String phrase() {
        return phrase;
    }

    /** The privilege that lets it be done, where access is controlled by privileges. */
    public Privilege privilege() {
        return privilege;
    }
}
