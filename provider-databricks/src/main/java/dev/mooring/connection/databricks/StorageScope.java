package dev.mooring.connection.databricks;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a scope asks Unity Catalog for. It issues one credential for one table or one path, for reading or for reading and
 * writing; a scope between these is refused, since what is issued must not be wider than what was asked.
 *
 * @param resource the table or path
 * @param reach whether to write
 */
record StorageScope(Resource resource, Reach reach) {
    static final String TABLE_SCHEME = "uc";
    static final Set<String> SCHEMES = Set.of(TABLE_SCHEME, "s3", "abfss", "gs", "r2");
    static final Set<Action> ACTIONS = EnumSet.of(Action.READ, Action.LIST, Action.WRITE, Action.DELETE);

    private static final Set<Action> READING = EnumSet.of(Action.READ, Action.LIST);
    private static final Pattern TABLE = Pattern.compile("[^.]+\\.[^.]+\\.[^.]+");

    /** What the catalog can issue. */
    enum Reach {
        READ,
        READ_WRITE
    }

    static StorageScope of(AccessScope scope) {
        if (scope.grants().size() != 1) {
            throw new ConnectionException(
                    ConnectionError.SCOPE_TOO_LARGE,
                    "Unity Catalog issues a credential for one table or path, and "
                            + scope.grants().size() + " were asked for",
                    "ask for each by itself, or for one path above them");
        }
        Grant grant = scope.grants().get(0);
        return grant.resource().scheme().equals(TABLE_SCHEME) ? table(grant) : path(grant);
    }

    boolean isTable() {
        return resource.scheme().equals(TABLE_SCHEME);
    }

    /** The table's full name, or the path as the catalog takes it. */
    String name() {
        String text = resource.toString();
        return isTable() ? resource.root() : text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** Reading a table means listing its files too, and changing it means deleting files of it. */
    private static StorageScope table(Grant grant) {
        Resource resource = grant.resource();
        if (!resource.path().isEmpty() || !TABLE.matcher(resource.root()).matches()) {
            throw new ConnectionException(
                    ConnectionError.INVALID_SCOPE,
                    resource + " names no table; Unity Catalog issues credentials for tables and paths only",
                    "write uc://catalog.schema.table, or the path of the files");
        }
        Set<Action> actions = grant.actions();
        if (!actions.contains(Action.READ) || (actions.contains(Action.DELETE) && !actions.contains(Action.WRITE))) {
            throw unenforceable(grant, "READ", "READ,WRITE");
        }
        return new StorageScope(resource, actions.contains(Action.WRITE) ? Reach.READ_WRITE : Reach.READ);
    }

    private static StorageScope path(Grant grant) {
        if (grant.actions().equals(READING)) {
            return new StorageScope(grant.resource(), Reach.READ);
        }
        if (!grant.actions().equals(ACTIONS)) {
            throw unenforceable(grant, "READ,LIST", "READ,LIST,WRITE,DELETE");
        }
        return new StorageScope(grant.resource(), Reach.READ_WRITE);
    }

    private static ConnectionException unenforceable(Grant grant, String reading, String writing) {
        return new ConnectionException(
                ConnectionError.SCOPE_NOT_ENFORCEABLE,
                "Unity Catalog can not narrow a credential to " + grant,
                "ask for " + grant.resource() + "=" + reading + " or for " + grant.resource() + "=" + writing);
    }
}
