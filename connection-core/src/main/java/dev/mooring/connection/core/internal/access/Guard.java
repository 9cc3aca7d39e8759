package dev.mooring.connection.core.internal.access;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.access.AccessAction;
import dev.mooring.connection.core.access.AccessRequest;
import dev.mooring.connection.core.access.AccessRequest.Target;
import dev.mooring.connection.core.internal.store.StoredConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks whether one member may. Whoever may not is told the same whether or not the connection is there. */
public final class Guard {
    private final Access access;
    private final Member member;

    /** Asks for the member. */
    public Guard(Access access, Member member) {
        this.access = access;
        this.member = member;
    }

    /**
     * What a call is about.
     *
     * @param action what
     * @param name the connection's name as the caller spelled it
     * @param scope the scope, where there is one
     */
    public record Call(AccessAction action, String name, Optional<AccessScope> scope) {
        /** A call without a scope. */
        public Call(AccessAction action, String name) {
            this(action, name, Optional.empty());
        }
    }

    /** Fails with NOT_AUTHORIZED unless the member may; the row is empty when there is no such connection. */
    public void require(Call call, Optional<StoredConnection> row) {
        if (!access.isOpen()) {
            require(request(call, row), call.name());
        }
    }

    /** The same for a connection that another one names: whoever is told must not learn what that one names. */
    public void requireReached(Call call, Optional<StoredConnection> row, String through) {
        if (!access.isOpen()) {
            requireAround(request(call, row), call.name(), used(through), through);
        }
    }

    /** The same for a connection that uses another one, which shall go. */
    public void requireUser(Call call, StoredConnection row, String used) {
        if (!access.isOpen()) {
            requireAround(
                    request(call, Optional.of(row)), call.name(), "each connection that uses connection " + used, used);
        }
    }

    private static String used(String through) {
        return "each connection that connection " + through + " uses";
    }

    /** Fails with NOT_AUTHORIZED unless the member may do that in the whole workspace. */
    public void requireInWorkspace(AccessAction action) {
        if (!access.isOpen() && !access.isAllowed(inWorkspace(action))) {
            throw deniedInWorkspace(action);
        }
    }

    /** Whether the member may do that in the whole workspace. */
    public boolean allowsInWorkspace(AccessAction action) {
        return access.isOpen() || access.isAllowed(inWorkspace(action));
    }

    /** The failure of a call about the whole workspace, which is recorded. */
    public ConnectionException deniedInWorkspace(AccessAction action) {
        access.denials().record(member, action, "", "");
        return new ConnectionException(
                ConnectionError.NOT_AUTHORIZED,
                "user " + member.user() + " may not " + action.phrase() + " workspace " + member.workspace(),
                access.remedy(inWorkspace(action)));
    }

    /** Records a call that is denied whatever the control says. */
    public void refused(Call call) {
        access.denials().record(member, call.action(), call.name(), "");
    }

    /** Whether the member may; nobody is denied anything yet. */
    public boolean allows(Call call, Optional<StoredConnection> row) {
        return access.isOpen() || access.isAllowed(request(call, row));
    }

    /** The rows that the member may see. */
    public List<StoredConnection> describable(List<StoredConnection> rows) {
        if (access.isOpen()) {
            return rows;
        }
        List<AccessRequest> requests = rows.stream().map(this::toDescribe).toList();
        Set<AccessRequest> allowed = access.allowed(requests);
        return rows.stream().filter(row -> allowed.contains(toDescribe(row))).toList();
    }

    /**
     * What has to be asked again at each use of an answer that stands, first about the connection itself and then about
     * those that it uses; nothing unless the control wants to be asked.
     */
    public List<AccessRequest> eachTime(Call call, StoredConnection row, List<StoredConnection> reached) {
        if (!access.isAskedEachTime()) {
            return List.of();
        }
        List<AccessRequest> all = new ArrayList<>(List.of(request(call, Optional.of(row))));
        for (StoredConnection used : reached) {
            all.add(request(new Call(call.action(), used.connection().name()), Optional.of(used)));
        }
        return List.copyOf(all);
    }

    /** Asks again; allocates nothing where everything is allowed. */
    public void requireAgain(List<AccessRequest> requests, String name) {
        for (int i = 0; i < requests.size(); i++) {
            AccessRequest request = requests.get(i);
            if (i == 0) {
                require(request, name);
            } else {
                requireAround(request, request.connection().orElseThrow().name(), used(name), name);
            }
        }
    }

    private void require(AccessRequest request, String name) {
        if (!access.isAllowed(request)) {
            throw denied(request, name);
        }
    }

    /** Whoever is denied is told of the connection that they know. */
    private void requireAround(AccessRequest request, String name, String what, String known) {
        if (!access.isAllowed(request)) {
            access.denials().record(member, request.action(), name, id(request));
            throw new ConnectionException(
                    ConnectionError.NOT_AUTHORIZED,
                    "user " + member.user() + " may not " + request.action().phrase() + " " + what,
                    access.remedy(unknown(request.action(), known)));
        }
    }

    private ConnectionException denied(AccessRequest request, String name) {
        access.denials().record(member, request.action(), name, id(request));
        return new ConnectionException(
                ConnectionError.NOT_AUTHORIZED,
                "user " + member.user() + " may not " + request.action().phrase() + " connection " + name
                        + " in workspace " + member.workspace(),
                access.remedy(unknown(request.action(), name)));
    }

    private AccessRequest toDescribe(StoredConnection row) {
        return request(new Call(AccessAction.DESCRIBE, row.connection().name()), Optional.of(row));
    }

    private AccessRequest inWorkspace(AccessAction action) {
        return new AccessRequest(member.principal(), action, member.workspace(), Optional.empty(), Optional.empty());
    }

    private AccessRequest request(Call call, Optional<StoredConnection> row) {
        Target target = row.map(StoredConnection::connection)
                .map(present -> new Target(present.name(), Optional.of(present.id())))
                .orElseGet(() -> new Target(call.name(), Optional.empty()));
        return new AccessRequest(
                member.principal(), call.action(), member.workspace(), Optional.of(target), call.scope());
    }

    /** What is said of a connection of which nothing is known: remedies must not depend on whether it is there. */
    private AccessRequest unknown(AccessAction action, String name) {
        return request(new Call(action, name), Optional.empty());
    }

    private static String id(AccessRequest request) {
        return request.connection().flatMap(Target::id).orElse("");
    }
}
