package dev.mooring.connection.core.internal.keys;

import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import dev.mooring.connection.core.audit.AuditEntry.Ending;
import dev.mooring.connection.core.audit.AuditEntry.Outcome;
import dev.mooring.connection.core.audit.AuditTrail;
import dev.mooring.connection.core.internal.store.AuditStore;
import java.time.Clock;

/** Records what was done with the keys of a store, which belong to none of its workspaces. */
public final class KeyJournal {
    /** No workspace has this name. */
    private static final String STORE = "";

    private final AuditStore entries;
    private final Clock clock;
    private final String user;

    /** Records in the name of the user. */
    public KeyJournal(AuditStore entries, Clock clock, String user) {
        this.entries = entries;
        this.clock = clock;
        this.user = user;
    }

    void record(Action action, String keyId, String detail) {
        entries.append(
                new AuditEntry(clock.instant(), user, action, STORE, "", keyId, 0, Ending.of(Outcome.DONE, detail)));
    }

    AuditTrail trail() {
        return query -> entries.read(STORE, query);
    }
}
