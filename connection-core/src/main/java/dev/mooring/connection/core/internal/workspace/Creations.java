package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Creation;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.core.access.AccessAction;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import dev.mooring.connection.core.internal.access.Guard.Call;
import dev.mooring.connection.core.internal.access.Member;
import dev.mooring.connection.core.internal.store.StoredConnection;
import dev.mooring.connection.core.internal.validate.DraftValidator.Valid;
import java.util.Optional;
import java.util.function.Function;

/** Creates connections, with care for one that has the name already. */
final class Creations {
    private final Services services;
    private final Member member;
    private final Rows rows;
    private final RowWriter writer;

    Creations(Services services, Member member, Rows rows, RowWriter writer) {
        this.services = services;
        this.member = member;
        this.rows = rows;
        this.writer = writer;
    }

    /** Stores a change of a row. */
    interface Update {
        Connection store(StoredConnection present, StoredConnection changed, Action action);
    }

    Connection create(ConnectionDraft draft) {
        requireToCreate(draft);
        return insertNew(draft);
    }

    private Connection insertNew(ConnectionDraft draft) {
        Valid valid = services.validator().validate(draft, member.workspace());
        return services.sealer().underKeysInForce(() -> insert(writer.create(draft, valid)));
    }

    private void requireToCreate(ConnectionDraft draft) {
        rows.guard().require(new Call(AccessAction.CREATE, draft.name()), Optional.empty());
    }

    Creation createIfAbsent(ConnectionDraft draft) {
        requireToCreate(draft);
        Optional<StoredConnection> present = rows.peek(draft.name());
        if (present.isPresent()) {
            rows.guard().require(new Call(AccessAction.DESCRIBE, draft.name()), present);
            return new Creation(present.get().connection(), Creation.Outcome.ALREADY_EXISTED);
        }
        try {
            return new Creation(insertNew(draft), Creation.Outcome.CREATED);
        } catch (ConnectionException e) {
            // the index decided a race: the winner is the connection
            if (e.code() != ConnectionError.NAME_ALREADY_EXISTS) {
                throw e;
            }
            return new Creation(
                    rows.require(AccessAction.DESCRIBE, draft.name()).connection(), Creation.Outcome.ALREADY_EXISTED);
        }
    }

    Creation createOrReplace(ConnectionDraft draft, Update update) {
        requireToCreate(draft);
        Optional<StoredConnection> present = rows.peek(draft.name());
        if (present.isEmpty()) {
            return new Creation(insertNew(draft), Creation.Outcome.CREATED);
        }
        rows.guard().require(new Call(AccessAction.ALTER, draft.name()), present);
        Valid valid = services.validator().validate(draft, member.workspace());
        Connection old = present.get().connection();
        if (old.type().category() != valid.type().id().category()
                || !valid.type().id().isNamed(old.type().name())
                || !old.type().cloud().equals(valid.type().id().cloud())) {
            throw new ConnectionException(
                    ConnectionError.NAME_ALREADY_EXISTS,
                    "connection " + old.name() + " exists and is of type " + old.type(),
                    "drop it first, or choose another name");
        }
        Connection replaced = services.sealer()
                .underKeysInForce(
                        () -> update.store(present.get(), writer.replace(present.get(), draft, valid), Action.REPLACE));
        return new Creation(replaced, Creation.Outcome.REPLACED);
    }

    Connection createValidated(ConnectionDraft draft, Function<StoredConnection, ProbeReport> test) {
        requireToCreate(draft);
        Valid valid = services.validator().validate(draft, member.workspace());
        if (rows.peek(draft.name()).isPresent()) {
            throw new ConnectionException(
                    ConnectionError.NAME_ALREADY_EXISTS, "connection " + draft.name() + " already exists");
        }
        StoredConnection row = writer.create(draft, valid);
        ConnectionTester.requireWorking(tested(row, test));
        return services.sealer()
                .underKeysInForce(
                        () -> insert(writer.resealed(row, valid.values().secrets())));
    }

    ProbeReport test(ConnectionDraft draft, Function<StoredConnection, ProbeReport> test) {
        requireToCreate(draft);
        return tested(writer.create(draft, services.validator().validate(draft, member.workspace())), test);
    }

    /** What a row that is not stored keeps open would stay open for nobody. */
    ProbeReport tested(StoredConnection unstored, Function<StoredConnection, ProbeReport> test) {
        try {
            return test.apply(unstored);
        } finally {
            services.forget(unstored.connection());
        }
    }

    private Connection insert(StoredConnection row) {
        services.store()
                .insert(
                        row,
                        services.quota(),
                        member.did(
                                Action.CREATE,
                                row.connection(),
                                row.connection().audit().created()));
        return row.connection();
    }
}
