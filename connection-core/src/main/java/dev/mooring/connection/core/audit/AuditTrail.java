package dev.mooring.connection.core.audit;

import java.util.List;

/**
 * The audit of one workspace, read in the name of one principal. There is no way to change it or to remove anything. Safe
 * for use by threads.
 */
public interface AuditTrail {
    /**
     * A page of entries, newest first; an empty one ends the trail. Fails with {@link
     * dev.mooring.connection.ConnectionError#NOT_AUTHORIZED} when the principal may not read it: the whole trail is for
     * those who may read the workspace's, that of a connection that is there also for those who may read its own.
     */
    List<AuditRecord> read(AuditQuery query);
}
