package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.NearestName;
import dev.mooring.connection.Page;
import dev.mooring.connection.core.access.AccessAction;
import dev.mooring.connection.core.internal.access.Guard;
import dev.mooring.connection.core.internal.access.Guard.Call;
import dev.mooring.connection.core.internal.access.Member;
import dev.mooring.connection.core.internal.store.StoredConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of one workspace. There is no way to one without saying what for: who may not do that sees none. */
final class Rows {
    /** How many names are looked through for one that was meant. */
    private static final int NAMES = 1_000;

    private final Services services;
    private final Member member;
    private final Guard guard;

    Rows(Services services, Member member) {
        this.services = services;
        this.member = member;
        this.guard = new Guard(services.access(), member);
    }

    Guard guard() {
        return guard;
    }

    /** The row, at most seconds old. */
    StoredConnection requireRecent(Call call) {
        Optional<StoredConnection> known = services.store().findKnown(member.workspace(), call.name());
        // asked and looked up alike whatever is known here: how long a refusal takes must not tell what is there
        boolean isAllowed = guard.allows(call, known);
        return isAllowed && known.isPresent() ? known.get() : require(call);
    }

    /** The row of a connection that the other one uses. */
    StoredConnection requireReached(Call call, StoredConnection from) {
        Optional<StoredConnection> row = services.store().find(member.workspace(), call.name());
        guard.requireReached(call, row, from.connection().name());
        return row.orElseThrow(() -> notFound(call.name()));
    }

    /** The row as it is now, for people who look and for changes. */
    Optional<StoredConnection> find(Call call) {
        Optional<StoredConnection> row = services.store().findNow(member.workspace(), call.name());
        guard.require(call, row);
        return row;
    }

    /** A row that was asked for before, in this call or by whoever made the connection that names it. */
    Optional<StoredConnection> findAgain(String name) {
        return services.store().find(member.workspace(), name);
    }

    /** For whoever may create connections: that there is one they learn anyway, what it is only by asking. */
    Optional<StoredConnection> peek(String name) {
        return services.store().findNow(member.workspace(), name);
    }

    StoredConnection require(Call call) {
        return find(call).orElseThrow(() -> notFound(call.name()));
    }

    StoredConnection require(AccessAction action, String name) {
        return require(new Call(action, name));
    }

    /** All that the member may see. */
    List<StoredConnection> list() {
        return guard.describable(services.store().list(member.workspace()));
    }

    /** A whole page of what the member may see, as long as there is as much: a short one says that no more follows. */
    List<StoredConnection> list(Page page) {
        List<StoredConnection> read = services.store().list(member.workspace(), page);
        List<StoredConnection> seen = new ArrayList<>(guard.describable(read));
        while (read.size() == page.size() && seen.size() < page.size()) {
            Page next = page.after(read.get(read.size() - 1).connection().name());
            read = services.store().list(member.workspace(), next);
            seen.addAll(guard.describable(read));
        }
        return seen.subList(0, Math.min(page.size(), seen.size()));
    }

    /** The row as it is now, unless what the store holds can not be read: a change would keep less of it than there was. */
    StoredConnection requireWhole(AccessAction action, String name) {
        StoredConnection row = require(action, name);
        if (row.isDamaged()) {
            throw new ConnectionException(
                    ConnectionError.CONNECTION_NOT_READY,
                    "connection " + row.connection().name() + " can not be changed: "
                            + row.connection().status().reason().orElse("its row is damaged"),
                    "drop it, or state it anew with CREATE OR REPLACE");
        }
        return row;
    }

    private ConnectionException notFound(String name) {
        String message = "connection " + name + " does not exist in workspace " + member.workspace();
        return NearestName.of(name, similar(name))
                .map(near -> new ConnectionException(
                        ConnectionError.CONNECTION_NOT_FOUND, message, "did you mean " + near + "?"))
                .orElseGet(() -> new ConnectionException(ConnectionError.CONNECTION_NOT_FOUND, message));
    }

    /** Names that may have been meant: of a small workspace all, of a large one those that begin alike. */
    private List<String> similar(String name) {
        List<String> names = names(Page.of(NAMES));
        if (names.size() < NAMES || name.isEmpty()) {
            return names;
        }
        return names(Page.of(NAMES).startingWith(name.substring(0, name.offsetByCodePoints(0, 1))));
    }

    private List<String> names(Page page) {
        return services.access().isOpen()
                ? services.store().names(member.workspace(), page)
                : list(page).stream().map(row -> row.connection().name()).toList();
    }
}
