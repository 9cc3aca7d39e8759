package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Dependent;
import java.sql.SQLException;
import java.util.List;

/** The failures that every store reports alike. */
public final class StoreFailures {
    /** How many dependents a refusal names. */
    static final int NAMED = 5;

    private StoreFailures() {}

    static ConnectionException unavailable(SQLException cause) {
        return new ConnectionException(
                ConnectionError.STORE_UNAVAILABLE,
                SqlState.of(cause).meaning(),
                ConnectionError.STORE_UNAVAILABLE.remedy(),
                cause);
    }

    static ConnectionException maybeDone(SQLException cause) {
        return new ConnectionException(
                ConnectionError.STORE_UNAVAILABLE,
                "the store was cut off while it committed: the change may have happened, or not",
                "read the connection when the store answers again, before you repeat the change",
                cause);
    }

    static ConnectionException nameTaken(String name) {
        return new ConnectionException(ConnectionError.NAME_ALREADY_EXISTS, "connection " + name + " already exists");
    }

    static ConnectionException notFound(String name) {
        return new ConnectionException(ConnectionError.CONNECTION_NOT_FOUND, "connection " + name + " does not exist");
    }

    static ConnectionException changed(String name) {
        return new ConnectionException(
                ConnectionError.CONCURRENT_CHANGE, "connection " + name + " was changed by someone else meanwhile");
    }

    static ConnectionException circle(String name) {
        return new ConnectionException(
                ConnectionError.INVALID_PROPERTIES,
                "connection " + name + " would use itself through the connections that it names",
                "connections can not use each other in a circle");
    }

    static ConnectionException inUse(String name, List<Dependent> dependents) {
        return inUse(name, dependents, dependents.size());
    }

    /** As far as it may be told: of so many dependents, some may be named. */
    public static ConnectionException inUse(String name, List<Dependent> told, int all) {
        List<String> users = told.stream().limit(NAMED).map(Dependent::toString).toList();
        int more = all - users.size();
        String others = users.isEmpty() ? more + (more == 1 ? " object" : " objects") : "and " + more + " more";
        return new ConnectionException(
                ConnectionError.CONNECTION_IN_USE,
                "connection " + name + " is used by " + String.join(", ", users)
                        + (users.isEmpty() || more == 0 ? "" : " ")
                        + (more == 0 ? "" : others),
                "stop its use with ALTER CONNECTION " + name + " DISABLE, which can be undone; then drop or change what"
                        + " uses it, or take all of it with DROP CONNECTION " + name + " CASCADE");
    }
}
