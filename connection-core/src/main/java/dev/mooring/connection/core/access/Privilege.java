package dev.mooring.connection.core.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be granted, on one connection or on a workspace: there it holds for all its connections, also later ones. */
public enum Privilege {
    /** On a workspace only: to create connections. */
    CREATE_CONNECTION(false),
    /** To see a connection; without it a connection is in no list. */
    READ_METADATA(true),
    /** To change a connection, and to see it: a change yields what was changed. */
    ALTER(true),
    /** To drop a connection. */
    DROP(true),
    /** To vend from a connection, to test it and to depend on it. */
    USAGE(true),
    /** To read what was done with a connection. */
    READ_AUDIT(true),
    /** All that can be granted, and to grant it; its creator has it, and nobody is given it. */
    OWNERSHIP(true);

    private final boolean ofConnection;

    Privilege(boolean ofConnection) {
        this.ofConnection = ofConnection;
    }

    /** All that can be granted on a connection. */
    public static Set<Privilege> ofConnection() {
        return Arrays.stream(values())
                .filter(each -> each.ofConnection && each != OWNERSHIP)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Privilege.class)));
    }

    /** All that can be granted on a workspace. */
    public static Set<Privilege> ofWorkspace() {
        return EnumSet.complementOf(EnumSet.of(OWNERSHIP));
    }

    /** As statements spell it, for instance {@code READ METADATA}. */
    public String spelled() {
        return name().replace('_', ' ');
    }
}
