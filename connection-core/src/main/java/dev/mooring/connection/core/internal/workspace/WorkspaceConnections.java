package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.Cascade;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.Creation;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.Explanation;
import dev.mooring.connection.Page;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.SourceTicket;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.TrustDocuments;
import dev.mooring.connection.core.access.AccessAction;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import dev.mooring.connection.core.internal.access.Guard.Call;
import dev.mooring.connection.core.internal.access.Member;
import dev.mooring.connection.core.internal.store.StoredConnection;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The connections of one workspace as one of its users sees them. */
public final class WorkspaceConnections implements Connections {
    private final Services services;
    private final Member member;
    private final Rows rows;
    private final RowWriter writer;
    private final Creations creations;
    private final Changes changes;
    private final Uses uses;
    private final Drops drops;
    private final ConnectionTester tester;
    private final Vends vends;

    /** The connections of the member's workspace. */
    public WorkspaceConnections(Services services, Member member) {
        this.services = services;
        this.member = member;
        this.rows = new Rows(services, member);
        this.writer = new RowWriter(services, member, rows);
        this.creations = new Creations(services, member, rows, writer);
        this.changes = new Changes(services, writer);
        this.uses = new Uses(services, rows);
        this.drops = new Drops(services, member, rows, uses);
        this.vends = new Vends(services, member, rows);
        this.tester = new ConnectionTester(services, member, row -> vends.linked(row, AccessAction.TEST));
    }

    @Override
    public Connection create(ConnectionDraft draft) {
        return creations.create(draft);
    }

    @Override
    public Creation createIfAbsent(ConnectionDraft draft) {
        return creations.createIfAbsent(draft);
    }

    @Override
    public Creation createOrReplace(ConnectionDraft draft) {
        return creations.createOrReplace(draft, this::update);
    }

    @Override
    public Connection createValidated(ConnectionDraft draft, TestOptions options) {
        return creations.createValidated(draft, row -> tester.test(row, options));
    }

    @Override
    public ProbeReport test(ConnectionDraft draft, TestOptions options) {
        return creations.test(draft, row -> tester.test(row, options));
    }

    @Override
    public ProbeReport test(String name, Alteration alteration, TestOptions options) {
        StoredConnection present = rows.require(AccessAction.ALTER, name);
        rows.guard().require(new Call(AccessAction.TEST, name, options.scope()), Optional.of(present));
        StoredConnection changed = changes.apply(present, alteration);
        vends.requireReady(changed.connection());
        return creations.tested(changed, row -> tester.test(row, options));
    }

    @Override
    public Optional<Connection> find(String name) {
        return rows.find(new Call(AccessAction.DESCRIBE, name)).map(StoredConnection::connection);
    }

    @Override
    public Connection require(String name) {
        return rows.require(AccessAction.DESCRIBE, name).connection();
    }

    @Override
    public List<Connection> list() {
        return rows.list().stream().map(StoredConnection::connection).toList();
    }

    @Override
    public List<Connection> list(Page page) {
        return rows.list(page).stream().map(StoredConnection::connection).toList();
    }

    @Override
    public Connection alter(String name, Alteration alteration) {
        return sealing(() -> {
            StoredConnection present = rows.requireWhole(AccessAction.ALTER, name);
            return update(present, changes.apply(present, alteration), Action.ALTER);
        });
    }

    @Override
    public Connection enable(String name) {
        StoredConnection present = rows.requireWhole(AccessAction.ALTER, name);
        Connection.Status old = present.connection().status();
        if (old.enabled()) {
            return present.connection();
        }
        Connection.Status status = new Connection.Status(true, old.state(), Optional.empty());
        return update(present, writer.status(present, status, present.secrets()), Action.ENABLE);
    }

    @Override
    public Connection disable(String name) {
        StoredConnection present = rows.requireWhole(AccessAction.ALTER, name);
        Connection.Status old = present.connection().status();
        if (!old.enabled()) {
            return present.connection();
        }
        String reason = "disabled by " + member.user() + " at "
                + services.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        Connection.Status status = new Connection.Status(false, old.state(), Optional.of(reason));
        return update(present, writer.status(present, status, present.secrets()), Action.DISABLE);
    }

    @Override
    public Connection rotateExternalId(String name) {
        return sealing(() -> {
            StoredConnection present = rows.requireWhole(AccessAction.ALTER, name);
            vends.requireRole(present.connection());
            return update(present, writer.newExternalId(present), Action.ROTATE_EXTERNAL_ID);
        });
    }

    @Override
    public void drop(String name) {
        drops.drop(name);
    }

    @Override
    public boolean dropIfExists(String name) {
        return Drops.ifExists(() -> {
                    drops.drop(name);
                    return name;
                })
                .isPresent();
    }

    @Override
    public Cascade dropCascade(String name) {
        return drops.dropCascade(name);
    }

    @Override
    public Optional<Cascade> dropCascadeIfExists(String name) {
        return Drops.ifExists(() -> drops.dropCascade(name));
    }

    @Override
    public Cascade cascade(String name) {
        return drops.cascade(name);
    }

    @Override
    public void register(String name, Dependent dependent) {
        services.store().addDependent(rows.require(AccessAction.DEPEND, name), dependent);
    }

    @Override
    public void unregister(String name, Dependent dependent) {
        services.store().removeDependent(rows.require(AccessAction.DEPEND, name), dependent);
    }

    @Override
    public List<Dependent> dependents(String name) {
        return uses.seen(rows.require(AccessAction.DESCRIBE, name));
    }

    @Override
    public ProbeReport test(String name, TestOptions options) {
        StoredConnection row = rows.require(new Call(AccessAction.TEST, name, options.scope()));
        vends.requireReady(row.connection());
        return tester.test(row, options);
    }

    @Override
    public Credential vend(String name, AccessScope scope) {
        return vends.standing(name, scope).get().credential();
    }

    @Override
    public Credential vend(String name) {
        return vends.vendWithoutScope(name).credential();
    }

    @Override
    public CredentialSource source(String name, AccessScope scope) {
        Connection connection = rows.require(new Call(AccessAction.VEND, name, Optional.of(scope)))
                .connection();
        return source(new SourceTicket(member.workspace(), connection.name(), scope.texts()));
    }

    @Override
    public CredentialSource source(SourceTicket ticket) {
        if (!ticket.workspace().equals(member.workspace())) {
            rows.guard().refused(new Call(AccessAction.VEND, ticket.connection()));
            throw new ConnectionException(
                    ConnectionError.NOT_AUTHORIZED,
                    "the ticket is for workspace " + ticket.workspace() + ", not for " + member.workspace(),
                    "open it through the connections of its own workspace");
        }
        AccessScope scope = AccessScope.parse(ticket.scope());
        return new LiveCredentialSource(this, ticket, scope, vends.standing(ticket.connection(), scope));
    }

    @Override
    public Explanation explain(String name, AccessScope scope) {
        return vends.explain(name, scope);
    }

    @Override
    public TrustDocuments trustPolicy(String name) {
        return vends.trustPolicy(name);
    }

    @Override
    public URI beginAuthorization(String name) {
        StoredConnection present = rows.requireWhole(AccessAction.ALTER, name);
        return new Authorization(services, member, writer).begin(present, vends.linked(present, AccessAction.VEND));
    }

    @Override
    public Connection authorize(String name, Secret code) {
        StoredConnection present = rows.requireWhole(AccessAction.ALTER, name);
        Supplier<StoredConnection> ready = new Authorization(services, member, writer)
                .redeem(present, code, vends.linked(present, AccessAction.VEND));
        return sealing(() -> update(present, ready.get(), Action.AUTHORIZE));
    }

    void rejected(String name, AccessScope scope, Credential credential) {
        vends.rejected(name, scope, credential);
    }

    private <T> T sealing(Supplier<T> change) {
        return services.sealer().underKeysInForce(change);
    }

    private Connection update(StoredConnection present, StoredConnection changed, Action action) {
        Connection connection = changed.connection();
        services.store()
                .update(
                        changed,
                        present,
                        member.did(action, connection, connection.audit().modified()));
        services.forget(connection);
        return connection;
    }
}
