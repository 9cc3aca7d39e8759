package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.NearestName;
import dev.mooring.connection.Page;
import dev.mooring.connection.core.internal.store.StoredConnection;
import java.util.List;
import java.util.Optional;

/** The rows of one workspace. */
final class Rows {
    /** How many names are looked through for one that was meant. */
    private static final int NAMES = 1_000;

    private final Services services;
    private final Member member;

    Rows(Services services, Member member) {
        this.services = services;
        this.member = member;
    }

    /** The row, at most seconds old. */
    StoredConnection requireRecent(String name) {
        return services.store().find(member.workspace(), name).orElseThrow(() -> notFound(name));
    }

    /** The row as it is now, for people who look and for changes. */
    Optional<StoredConnection> find(String name) {
        return services.store().findNow(member.workspace(), name);
    }

    StoredConnection require(String name) {
        return find(name).orElseThrow(() -> notFound(name));
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
        Page page = Page.of(NAMES);
        List<String> names = services.store().names(member.workspace(), page);
        if (names.size() < NAMES || name.isEmpty()) {
            return names;
        }
        String start = name.substring(0, name.offsetByCodePoints(0, 1));
        return services.store().names(member.workspace(), page.startingWith(start));
    }
}
