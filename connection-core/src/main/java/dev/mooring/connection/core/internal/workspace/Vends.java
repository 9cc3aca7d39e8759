package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.Explanation;
import dev.mooring.connection.TrustDocuments;
import dev.mooring.connection.Vended;
import dev.mooring.connection.core.access.AccessAction;
import dev.mooring.connection.core.access.AccessRequest;
import dev.mooring.connection.core.internal.access.Guard.Call;
import dev.mooring.connection.core.internal.access.Member;
import dev.mooring.connection.core.internal.store.StoredConnection;
import dev.mooring.connection.core.internal.vend.Granted;
import dev.mooring.connection.core.internal.vend.VendTarget;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.property.PropertyKind;
import dev.mooring.connection.spi.References;
import dev.mooring.connection.spi.ScopeSyntax.Narrowing;
import dev.mooring.connection.spi.TrustGuide;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /**
     * What a look brought.
     *
     * @param granted the credential
     * @param eachTime what to ask again whenever it is handed out
     */
    record Look(Granted granted, List<AccessRequest> eachTime) {}

    /** The credential for the connection as it is now. */
    Look look(String name, AccessScope scope) {
        try {
            return lookOnce(name, scope);
        } catch (ConnectionException e) {
            // it was changed between the look and the call: the caller means it as it is now
            if (e.code() != ConnectionError.CONCURRENT_CHANGE) {
                throw e;
            }
            return lookOnce(name, scope);
        }
    }

    private Look lookOnce(String name, AccessScope scope) {
        Call call = vend(name, scope);
        StoredConnection row = rows.requireRecent(call);
        requireUsable(row.connection());
        List<StoredConnection> used = used(row, AccessAction.VEND);
        Granted granted = services.engine().vend(target(row, scope, linked(row, used, AccessAction.VEND)));
        return new Look(granted, rows.guard().eachTime(call, row, used));
    }

    /** Asks what has to be asked again about a credential that is there already. */
    void requireAgain(List<AccessRequest> eachTime, String name) {
        rows.guard().requireAgain(eachTime, name);
    }

    private static Call vend(String name, AccessScope scope) {
        return new Call(AccessAction.VEND, name, Optional.of(scope));
    }

    Vended vendWithoutScope(String name) {
        StoredConnection row = rows.requireRecent(vend(name, AccessScope.everything()));
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
        StoredConnection row = rows.requireRecent(vend(name, scope));
        services.engine().rejected(target(row, scope), credential);
    }

    Explanation explain(String name, AccessScope scope) {
        StoredConnection row = rows.require(new Call(AccessAction.DESCRIBE, name, Optional.of(scope)));
        return services.engine().explain(target(row, scope, linked(row, AccessAction.DESCRIBE)));
    }

    TrustDocuments trustPolicy(String name) {
        StoredConnection row = rows.require(AccessAction.DESCRIBE, name);
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
        services.engine().verify(row);
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

    /** The connections that the row names, reached as the same user for that action. */
    ConnectionTester.Linked linked(StoredConnection row, AccessAction action) {
        return linked(row, used(row, action), action);
    }

    private ConnectionTester.Linked linked(StoredConnection row, List<StoredConnection> used, AccessAction action) {
        References references = new References() {
            @Override
            public Connection require(String connectionName) {
                StoredConnection next = rows.requireReached(new Call(action, connectionName), row);
                requireUsable(next.connection());
                services.engine().verify(next);
                return next.connection();
            }

            @Override
            public Credential vend(String connectionName, AccessScope scope) {
                StoredConnection next = rows.requireReached(Vends.vend(connectionName, scope), row);
                requireUsable(next.connection());
                return services.engine().vendWithin(target(next, scope)).credential();
            }
        };
        List<String> versions = used.stream()
                .map(each -> each.connection().id() + ":" + each.connection().version() + ":" + each.contentDigest())
                .sorted()
                .toList();
        return new ConnectionTester.Linked(references, versions);
    }

    /** All connections that it uses, directly or not: a change of any makes what was vended through it old. */
    private List<StoredConnection> used(StoredConnection row, AccessAction action) {
        Map<String, StoredConnection> used = new TreeMap<>();
        collect(row, row, action, used);
        return List.copyOf(used.values());
    }

    private void collect(
            StoredConnection row, StoredConnection first, AccessAction action, Map<String, StoredConnection> used) {
        for (String name : row.references()) {
            StoredConnection next = rows.requireReached(new Call(action, name), first);
            if (used.putIfAbsent(next.connection().id(), next) == null) {
                collect(next, first, action, used);
            }
        }
    }

    private VendTarget target(StoredConnection row, AccessScope scope) {
        return target(row, scope, linked(row, AccessAction.VEND));
    }

    private VendTarget target(StoredConnection row, AccessScope scope, ConnectionTester.Linked linked) {
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
