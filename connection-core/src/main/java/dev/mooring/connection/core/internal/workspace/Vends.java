package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.Explanation;
import dev.mooring.connection.TrustDocuments;
import dev.mooring.connection.Vended;
import dev.mooring.connection.core.internal.store.StoredConnection;
import dev.mooring.connection.core.internal.vend.Granted;
import dev.mooring.connection.core.internal.vend.VendTarget;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.property.PropertyKind;
import dev.mooring.connection.spi.References;
import dev.mooring.connection.spi.ScopeSyntax.Narrowing;
import dev.mooring.connection.spi.TrustGuide;
import java.util.Map;
import java.util.TreeMap;

/** Vends for one user of a workspace, and says what a vend would do. */
final class Vends {
    private final Services services;
    private final Member member;
    private final Rows rows;

    Vends(Services services, Member member, Rows rows) {
        this.services = services;
        this.member = member;
        this.rows = rows;
    }

    Services services() {
        return services;
    }

    /** The vend of that name and scope, to be asked again and again. */
    StandingVend standing(String name, AccessScope scope) {
        return services.standing().of(new StandingVends.Key(member, name, scope), this);
    }

    /** The credential for the connection as it is now. */
    Granted look(String name, AccessScope scope) {
        try {
            return services.engine().vend(usable(name, scope));
        } catch (ConnectionException e) {
            // it was changed between the look and the call: the caller means it as it is now
            if (e.code() != ConnectionError.CONCURRENT_CHANGE) {
                throw e;
            }
            return services.engine().vend(usable(name, scope));
        }
    }

    private VendTarget usable(String name, AccessScope scope) {
        StoredConnection row = rows.requireRecent(name);
        requireUsable(row.connection());
        return target(row, scope);
    }

    Vended vendWithoutScope(String name) {
        StoredConnection row = rows.requireRecent(name);
        Narrowing narrowing = services.registry()
                .require(row.connection().type())
                .type()
                .scopes()
                .narrowing();
        if (narrowing != Narrowing.NONE) {
            throw new ConnectionException(
                    ConnectionError.INVALID_SCOPE,
                    "a vend from " + name + " needs a scope",
                    "say what the credential is for, or AccessScope.everything()");
        }
        return standing(name, AccessScope.everything()).get();
    }

    void rejected(String name, AccessScope scope, Credential credential) {
        services.engine().rejected(target(rows.requireRecent(name), scope), credential);
    }

    Explanation explain(String name, AccessScope scope) {
        return services.engine().explain(target(rows.require(name), scope));
    }

    TrustDocuments trustPolicy(String name) {
        StoredConnection row = rows.require(name);
        Connection connection = row.connection();
        TrustGuide guide = services.registry()
                .require(connection.type())
                .type()
                .trustGuide()
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.NOT_SUPPORTED, "type " + connection.type() + " knows no roles"));
        requireRole(connection);
        if (services.deployment().account().isEmpty()) {
            throw new ConnectionException(
                    ConnectionError.NOT_CONFIGURED,
                    "the deployment has no account that a role could trust",
                    "set the deployment's account: Deployment.account(id), or --account on the command line");
        }
        // an external id that somebody put there would be pasted into the policy
        services.sealer().verify(row.content(), row.secrets());
        return guide.documents(connection, services.deployment());
    }

    void requireRole(Connection connection) {
        boolean namesRole = services.registry().require(connection.type()).type().schema().specs().stream()
                .anyMatch(spec -> spec.kind() == PropertyKind.ROLE
                        && connection.properties().has(spec));
        if (!namesRole) {
            throw new ConnectionException(
                    ConnectionError.NOT_SUPPORTED,
                    "connection " + connection.name() + " has no role",
                    "give it a role with ALTER CONNECTION, if its type knows roles");
        }
    }

    void requireReady(Connection connection) {
        if (connection.state() != ConnectionState.READY) {
            throw new ConnectionException(
                    ConnectionError.CONNECTION_NOT_READY,
                    "connection " + connection.name() + " is " + connection.state()
                            + connection.status().reason().map(r -> ": " + r).orElse(""));
        }
    }

    /** The connections that the row names, reached as the same user. */
    ConnectionTester.Linked linked(StoredConnection row) {
        References references = new References() {
            @Override
            public Connection require(String connectionName) {
                StoredConnection row = rows.requireRecent(connectionName);
                requireUsable(row.connection());
                services.sealer().verify(row.content(), row.secrets());
                return row.connection();
            }

            @Override
            public Credential vend(String connectionName, AccessScope scope) {
                return services.engine()
                        .vendWithin(usable(connectionName, scope))
                        .credential();
            }
        };
        Map<String, String> versions = new TreeMap<>();
        collectVersions(row, versions);
        return new ConnectionTester.Linked(
                references,
                versions.entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + entry.getValue())
                        .toList());
    }

    /** Of all connections that it uses, directly or not: a change of any makes what was vended through it old. */
    private void collectVersions(StoredConnection row, Map<String, String> versions) {
        for (String name : row.references()) {
            StoredConnection used = rows.requireRecent(name);
            String version = used.connection().version() + ":" + used.contentDigest();
            if (versions.putIfAbsent(used.connection().id(), version) == null) {
                collectVersions(used, versions);
            }
        }
    }

    private VendTarget target(StoredConnection row, AccessScope scope) {
        ConnectionTester.Linked linked = linked(row);
        return new VendTarget(row, member.user(), scope, linked.references(), linked.versions());
    }

    private void requireUsable(Connection connection) {
        if (!connection.enabled()) {
            throw new ConnectionException(
                    ConnectionError.CONNECTION_DISABLED,
                    "connection " + connection.name() + " was "
                            + connection.status().reason().orElse("disabled"),
                    "ALTER CONNECTION " + connection.name() + " ENABLE");
        }
        requireReady(connection);
    }
}
