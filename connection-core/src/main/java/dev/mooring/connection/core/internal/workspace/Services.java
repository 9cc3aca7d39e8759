package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.Connection;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.core.access.Grants;
import dev.mooring.connection.core.audit.AuditTrail;
import dev.mooring.connection.core.internal.access.Access;
import dev.mooring.connection.core.internal.access.Guard;
import dev.mooring.connection.core.internal.access.Member;
import dev.mooring.connection.core.internal.access.NoGrants;
import dev.mooring.connection.core.internal.access.WorkspaceGrants;
import dev.mooring.connection.core.internal.access.WorkspaceTrail;
import dev.mooring.connection.core.internal.crypto.SecretSealer;
import dev.mooring.connection.core.internal.kerberos.JvmRealms;
import dev.mooring.connection.core.internal.observe.Observers;
import dev.mooring.connection.core.internal.probe.ProbeRunner;
import dev.mooring.connection.core.internal.registry.TypeRegistry;
import dev.mooring.connection.core.internal.store.CachingConnectionStore;
import dev.mooring.connection.core.internal.time.Epoch;
import dev.mooring.connection.core.internal.validate.DraftValidator;
import dev.mooring.connection.core.internal.vend.VendingEngine;
import java.time.Clock;

/**
 * What all workspaces of one layer share.
 *
 * @param registry the types
 * @param validator checks drafts
 * @param store keeps rows
 * @param sealer seals secrets
 * @param engine vends
 * @param prober tests
 * @param realms the Kerberos realms that connections brought
 * @param deployment where the layer runs
 * @param standing what users asked for lately
 * @param clock tells the time
 * @param quota how many connections a workspace may have
 * @param epoch is raised when anything changed
 * @param access what is asked before every call
 * @param observers are told what is done
 */
public record Services(
        TypeRegistry registry,
        DraftValidator validator,
        CachingConnectionStore store,
        SecretSealer sealer,
        VendingEngine engine,
        ProbeRunner prober,
        JvmRealms realms,
        Deployment deployment,
        StandingVends standing,
        Clock clock,
        int quota,
        Epoch epoch,
        Access access,
        Observers observers) {

    /** Lets go of all that a connection holds in this process: it was changed or dropped. */
    void forget(Connection connection) {
        engine.forget(connection.id());
        realms.release(connection.id());
        standing.forget(connection);
    }

    /** The privileges in the member's hands. */
    public Grants grants(Member member) {
        return access.privileges()
                .<Grants>map(control -> new WorkspaceGrants(store, control, new Guard(access, member), member, clock))
                .orElseGet(NoGrants::new);
    }

    /** The audit as the member may read it. */
    public AuditTrail trail(Member member) {
        return new WorkspaceTrail(store, new Guard(access, member), member);
    }
}
