package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.NearestName;
import dev.mooring.connection.core.internal.store.StoredConnection;
import java.util.List;
import java.util.Optional;

/** The rows of one workspace. */
final class Rows {
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
        List<String> names = services.store().list(member.workspace()).stream()
                .map(row -> row.connection().name())
                .toList();
        String message = "connection " + name + " does not exist in workspace " + member.workspace();
        return NearestName.of(name, names)
                .map(near -> new ConnectionException(
                        ConnectionError.CONNECTION_NOT_FOUND, message, "did you mean " + near + "?"))
                .orElseGet(() -> new ConnectionException(ConnectionError.CONNECTION_NOT_FOUND, message));
    }
}
