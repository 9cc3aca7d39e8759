package dev.mooring.connection.core.internal.crypto;

import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import dev.mooring.connection.core.audit.AuditEntry.Ending;
import dev.mooring.connection.core.audit.AuditEntry.Outcome;
import dev.mooring.connection.core.internal.time.EngineTime;
import java.time.Clock;

/** What is recorded of the keys of a store, which belong to none of its workspaces. */
public record KeyEntries(Clock clock, String user) {
    /** Stands for the store; no workspace has this name. */
    public static final String STORE = "";

    /** In the name of the account of the operating system that this process runs as. */
    public static KeyEntries ofThisProcess(EngineTime time) {
        return new KeyEntries(time.clock(), account());
    }

    /** The account of the operating system that this process runs as. */
    public static String account() {
        return System.getProperty("user.name", "");
    }

    /** That this was done with the key now. */
    public AuditEntry entry(Action action, String keyId, String detail) {
        return new AuditEntry(clock.instant(), user, action, STORE, "", keyId, 0, Ending.of(Outcome.DONE, detail));
    }
}
