package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.Cascade;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.access.AccessAction;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.internal.access.Guard.Call;
import dev.mooring.connection.core.internal.access.Member;
import dev.mooring.connection.core.internal.store.StoredCascade;
import dev.mooring.connection.core.internal.store.StoredConnection;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Removes connections of one workspace: one that nothing uses, or one with all that use it. */
final class Drops {
    private static final int LOOKS = 10;

    private final Services services;
    private final Member member;
    private final Rows rows;
    private final Uses uses;

    Drops(Services services, Member member, Rows rows, Uses uses) {
        this.services = services;
        this.member = member;
        this.rows = rows;
        this.uses = uses;
    }

    void drop(String name) {
        StoredConnection row = rows.require(AccessAction.DROP, name);
        Instant now = services.clock().instant();
        try {
            services.store().delete(row, member.did(AuditEntry.Action.DROP, row.connection(), now));
        } catch (ConnectionException e) {
            throw e.code() == ConnectionError.CONNECTION_IN_USE ? withLastUse(row, uses.asSeen(row, e)) : e;
        }
        services.forget(row.connection());
    }

    /** As far as the member may see it. */
    Cascade cascade(String name) {
        StoredCascade all = services.store().cascade(rows.require(AccessAction.DESCRIBE, name));
        return all.shown(uses.seen(all));
    }

    /**
     * The store decides what goes, and refuses when that is more than was looked at here: so what has to be asked before a
     * connection goes is asked of each one here, outside of any transaction.
     */
    Cascade dropCascade(String name) {
        StoredConnection row = rows.require(AccessAction.DROP, name);
        Instant now = services.clock().instant();
        for (int looks = 0; looks < LOOKS; looks++) {
            StoredCascade expected = services.store().cascade(row);
            requireToDrop(expected, row);
            // asked before they go, and with them who may see them
            Set<String> seen = uses.seen(expected);
            Optional<StoredCascade> gone = services.store()
                    .deleteCascade(
                            row, expected.ids(), connection -> member.did(AuditEntry.Action.DROP, connection, now));
            if (gone.isPresent()) {
                gone.get().rows().forEach(each -> services.forget(each.connection()));
                return gone.get().shown(seen);
            }
        }
        throw new ConnectionException(
                ConnectionError.CONCURRENT_CHANGE,
                "more and more connections begin to use " + row.connection().name());
    }

    private void requireToDrop(StoredCascade cascade, StoredConnection root) {
        for (StoredConnection user : cascade.rows()) {
            if (!user.connection().id().equals(root.connection().id())) {
                Call call = new Call(AccessAction.DROP, user.connection().name());
                rows.guard().requireUser(call, user, root.connection().name());
            }
        }
    }

    static <T> Optional<T> ifExists(Supplier<T> drop) {
        try {
            return Optional.of(drop.get());
        } catch (ConnectionException e) {
            if (e.code() != ConnectionError.CONNECTION_NOT_FOUND) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private ConnectionException withLastUse(StoredConnection row, ConnectionException refusal) {
        Optional<Instant> lastUse = services.engine().lastUse(row.connection().id());
        return lastUse.map(at -> ConnectionException.builder(
                                refusal.code(), refusal.getMessage() + "; it was last used at " + at)
                        .remedy(refusal.remedy())
                        .cause(refusal)
                        .build())
                .orElse(refusal);
    }
}
