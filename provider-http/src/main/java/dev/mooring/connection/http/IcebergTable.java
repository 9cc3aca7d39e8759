package dev.mooring.connection.http;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A table, as a scope names it: {@code iceberg://namespace/table}, the namespace's levels separated by dots.
 *
 * @param namespace its namespace
 * @param name its own name
 */
record IcebergTable(String namespace, String name) {
    /**
     * The one table of a scope. Fails for what a catalog can not narrow its credentials to: several tables, a whole
     * namespace, or some actions only.
     */
    static IcebergTable of(AccessScope scope) {
        List<Grant> grants = scope.grants();
        if (grants.size() != 1) {
            throw refused("a catalog hands out credentials for one table at a time", "ask for each table on its own");
        }
        Grant grant = grants.get(0);
        Resource resource = grant.resource();
        String path = resource.path().replaceFirst("/$", "");
        if (path.isEmpty()) {
            throw refused(
                    "a catalog hands out credentials for single tables, not for the namespace " + resource.root(),
                    "name a table, as iceberg://" + resource.root() + "/table");
        }
        if (path.contains("/")) {
            throw new ConnectionException(
                    ConnectionError.INVALID_SCOPE,
                    resource
                            + " is no table: write iceberg://namespace/table, the namespace's levels separated by dots");
        }
        if (!grant.actions().equals(IcebergConnectionType.ACTIONS)) {
            throw refused(
                    "the catalog decides by the connection's own privileges what its credentials for " + resource
                            + " may do, and can not leave out any of it",
                    "ask for READ, LIST, WRITE and DELETE, through a connection whose principal has the privileges that"
                            + " are meant");
        }
        return new IcebergTable(resource.root(), path);
    }

    private static ConnectionException refused(String why, String remedy) {
        return new ConnectionException(ConnectionError.SCOPE_NOT_ENFORCEABLE, why, remedy);
    }

    /** Its address below a catalog's prefix; levels of a namespace are separated by the unit separator. */
    String path() {
        return "/namespaces/" + namespacePath() + "/tables/" + encoded(name);
    }

    private String namespacePath() {
        return namespacePath(namespace);
    }

    static String namespacePath(String namespace) {
        return encoded(namespace.replace('.', '\u001f'));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
