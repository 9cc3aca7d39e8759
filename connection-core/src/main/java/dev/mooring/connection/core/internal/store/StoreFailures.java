package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.core.internal.crypto.KeyEnded;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** The failures that every store reports alike. */
public final class StoreFailures {
    /** How many dependents or connections a refusal names. */
    static final int NAMED = 5;

    private StoreFailures() {}

    static ConnectionException unavailable(SQLException cause) {
        SqlState state = SqlState.of(cause);
        if (state.isDamage() || SqliteFile.isDamaged(cause)) {
            return new ConnectionException(
                    ConnectionError.STORE_UNUSABLE,
                    "the store is damaged",
                    "keep what is left of it, and restore it from a backup",
                    cause);
        }
        if (state.isTooLong()) {
            return new ConnectionException(
                    ConnectionError.INVALID_PROPERTIES,
                    "a name or a text is longer than the store's database can keep",
                    "use a shorter one",
                    cause);
        }
        return new ConnectionException(
                ConnectionError.STORE_UNAVAILABLE, state.meaning(), ConnectionError.STORE_UNAVAILABLE.remedy(), cause);
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

    static ConnectionException quotaExceeded(String workspace, int most) {
        return new ConnectionException(
                ConnectionError.QUOTA_EXCEEDED,
                "workspace " + workspace + " has " + most + " connections, as many as this deployment lets it have");
    }

    /** Also when the key never was in force; either way its writer has to look which key is current. */
    static ConnectionException keyNotInForce(String keyId) {
        return new ConnectionException(
                ConnectionError.CONCURRENT_CHANGE,
                "key " + keyId + " is not in force for this store, or not any more",
                "repeat the change",
                new KeyEnded(keyId));
    }

    static ConnectionException noSuchKey(String keyId) {
        return new ConnectionException(
                ConnectionError.RESOURCE_NOT_FOUND,
                "key " + keyId + " is not in force for this store",
                "see the keys with 'mooring keys list'");
    }

    static ConnectionException keyWasRetired(String keyId) {
        return new ConnectionException(
                ConnectionError.NOT_SUPPORTED,
                "key " + keyId + " was retired from this store, and is not used again",
                "add a new key");
    }

    static ConnectionException keyIsCurrent(String keyId) {
        return new ConnectionException(
                ConnectionError.CONNECTION_IN_USE,
                "key " + keyId + " is current: new connections are sealed under it",
                "add a key and rotate to it first");
    }

    static ConnectionException keyInUse(String keyId, List<String> users) {
        String named = users.stream().limit(NAMED).collect(Collectors.joining(", "));
        return new ConnectionException(
                ConnectionError.CONNECTION_IN_USE,
                "key " + keyId + " is used by " + named + (users.size() > NAMED ? " and others" : ""),
                "rotate to the current key; what can not be opened has to be dropped or stated anew with CREATE OR REPLACE");
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
