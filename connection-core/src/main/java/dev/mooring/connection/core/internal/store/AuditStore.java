package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.audit.AuditQuery;
import dev.mooring.connection.core.audit.AuditRecord;
import java.util.List;

/** What was done. Mutations record themselves in their own transactions; all else comes here. Nothing is ever removed. */
public interface AuditStore {
    /** Records what was done; durable when the method returns. */
    void append(AuditEntry entry);

    /** A page of the workspace's audit, newest first. */
    List<AuditRecord> read(String workspace, AuditQuery query);
}
