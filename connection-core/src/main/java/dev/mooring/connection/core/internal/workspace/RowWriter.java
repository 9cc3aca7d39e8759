package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.Violation;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.core.internal.crypto.SecretSealer;
import dev.mooring.connection.core.internal.registry.RegisteredType;
import dev.mooring.connection.core.internal.store.StoredConnection;
import dev.mooring.connection.core.internal.validate.DraftValidator.Valid;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertyKind;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Makes the rows of new and changed connections. */
final class RowWriter {
    private final Services services;
    private final Member member;
    private final ExternalIds externalIds = new ExternalIds();

    RowWriter(Services services, Member member) {
        this.services = services;
        this.member = member;
    }

    StoredConnection create(ConnectionDraft draft, Valid valid) {
        checkReferences(valid);
        Instant now = now();
        Connection.Identity identity = new Connection.Identity(
                UUID.randomUUID().toString(),
                member.workspace(),
                draft.name(),
                valid.type().id(),
                valid.namesRole() ? Optional.of(externalIds.next()) : Optional.empty());
        return row(
                identity,
                valid,
                new Rest(
                        initialStatus(valid),
                        new Connection.Audit(member.user(), now, now, 1),
                        new Connection.Notes(draft.comment(), draft.tags(), warnings(valid))),
                seal(identity, valid.values().secrets(), 1));
    }

    /** The row with all properties and notes of the draft; identity and creation stay. */
    StoredConnection replace(StoredConnection present, ConnectionDraft draft, Valid valid) {
        checkReferences(valid);
        Connection.Identity identity = identity(present.connection(), valid);
        return row(
                identity,
                valid,
                new Rest(
                        replacedStatus(present.connection(), valid),
                        next(present.connection()),
                        new Connection.Notes(draft.comment(), draft.tags(), warnings(valid))),
                seal(identity, valid.values().secrets(), present.secrets().revision() + 1));
    }

    StoredConnection change(StoredConnection present, Valid valid, Connection.Notes notes, SealedSecrets secrets) {
        checkReferences(valid);
        return row(
                identity(present.connection(), valid),
                valid,
                new Rest(
                        changedStatus(present.connection(), valid),
                        next(present.connection()),
                        new Connection.Notes(notes.comment(), notes.tags(), warnings(valid))),
                secrets);
    }

    StoredConnection status(StoredConnection present, Connection.Status status, SealedSecrets secrets) {
        Connection c = present.connection();
        return with(present, c.identity(), status, secrets);
    }

    StoredConnection newExternalId(StoredConnection present) {
        Connection.Identity old = present.connection().identity();
        Connection.Identity identity = new Connection.Identity(
                old.id(), old.workspace(), old.name(), old.type(), Optional.of(externalIds.next()));
        return with(present, identity, present.connection().status(), present.secrets());
    }

    SealedSecrets seal(Connection.Identity identity, Map<String, Secret> secrets, long revision) {
        return services.sealer().seal(secrets, new SecretSealer.Place(identity.workspace(), identity.id(), revision));
    }

    private StoredConnection with(
            StoredConnection present, Connection.Identity identity, Connection.Status status, SealedSecrets secrets) {
        Connection c = present.connection();
        return new StoredConnection(
                new Connection(identity, c.properties(), List.copyOf(secrets.names()), status, next(c), c.notes()),
                secrets,
                present.references(),
                present.schemaVersion());
    }

    private static StoredConnection row(Connection.Identity identity, Valid valid, Rest rest, SealedSecrets secrets) {
        Connection connection = new Connection(
                identity,
                valid.values().withoutSecrets(),
                List.copyOf(secrets.names()),
                rest.status(),
                rest.audit(),
                rest.notes());
        return new StoredConnection(
                connection,
                secrets,
                valid.references(),
                valid.type().type().schema().version());
    }

    private record Rest(Connection.Status status, Connection.Audit audit, Connection.Notes notes) {}

    /** The external id stays, also while no role is named: a new one would silently break the role's trust policy. */
    private Connection.Identity identity(Connection present, Valid valid) {
        Connection.Identity old = present.identity();
        Optional<String> externalId =
                old.externalId().or(() -> valid.namesRole() ? Optional.of(externalIds.next()) : Optional.empty());
        return new Connection.Identity(old.id(), old.workspace(), old.name(), old.type(), externalId);
    }

    /** What was disabled stays so; what waits for a code waits anew, for the redeemed secret is replaced too. */
    private static Connection.Status replacedStatus(Connection present, Valid valid) {
        Connection.Status initial = initialStatus(valid);
        return present.enabled()
                ? initial
                : new Connection.Status(false, initial.state(), present.status().reason());
    }

    /** A change may make a code needed that was not, or the other way round; else the state stays. */
    private static Connection.Status changedStatus(Connection present, Valid valid) {
        PropertyValues before = valid.type()
                .type()
                .schema()
                .rebind(present.properties(), Set.copyOf(present.secrets()), List.of())
                .values();
        return awaitsCode(valid.type(), before) == awaitsCode(valid.type(), valid.values())
                ? present.status()
                : replacedStatus(present, valid);
    }

    private static boolean awaitsCode(RegisteredType type, PropertyValues values) {
        return type.authorizer().isPresent() && type.type().awaitsCode(values);
    }

    private static Connection.Status initialStatus(Valid valid) {
        return awaitsCode(valid.type(), valid.values())
                ? new Connection.Status(
                        true, ConnectionState.PENDING, Optional.of("waits for an authorization code: authorize it"))
                : new Connection.Status(true, ConnectionState.READY, Optional.empty());
    }

    private Connection.Audit next(Connection present) {
        Connection.Audit old = present.audit();
        return new Connection.Audit(old.creator(), old.created(), now(), old.version() + 1);
    }

    private Instant now() {
        return services.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static List<String> warnings(Valid valid) {
        return valid.warnings().stream().map(Violation::toString).toList();
    }

    private void checkReferences(Valid valid) {
        for (PropertySpec<?> spec : valid.type().type().schema().specs()) {
            if (spec.kind() == PropertyKind.CONNECTION) {
                valid.values().get(spec).ifPresent(target -> checkReference(spec, target.toString()));
            }
        }
    }

    private void checkReference(PropertySpec<?> spec, String target) {
        StoredConnection row = services.store()
                .find(member.workspace(), target)
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.CONNECTION_NOT_FOUND,
                        spec.name() + " names connection " + target + ", which does not exist",
                        "create connection " + target + " first"));
        if (!spec.categories().isEmpty()
                && !spec.categories().contains(row.connection().type().category())) {
            throw new ConnectionException(
                    ConnectionError.INVALID_PROPERTIES,
                    spec.name() + " names connection " + target + " of category "
                            + row.connection().type().category(),
                    "name a connection of category " + spec.categories());
        }
    }
}
