package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.Violation;
import dev.mooring.connection.core.access.AccessAction;
import dev.mooring.connection.core.internal.access.Guard.Call;
import dev.mooring.connection.core.internal.access.Member;
import dev.mooring.connection.core.internal.crypto.RowContent;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.core.internal.registry.RegisteredType;
import dev.mooring.connection.core.internal.store.RowName;
import dev.mooring.connection.core.internal.store.StoredConnection;
import dev.mooring.connection.core.internal.validate.DraftValidator.Valid;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertyKind;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Makes the rows of new and changed connections. */
final class RowWriter {
    private static final String NEW_EXTERNAL_ID = "the stored row did not match its seal or its key is missing, so the"
            + " external id was made anew: set it in the role's trust policy";

    private final Services services;
    private final Member member;
    private final Rows rows;
    private final ExternalIds externalIds = new ExternalIds();

    RowWriter(Services services, Member member, Rows rows) {
        this.services = services;
        this.member = member;
        this.rows = rows;
    }

    StoredConnection create(ConnectionDraft draft, Valid valid) {
        checkReferences(valid, List.of());
        Instant now = now();
        Connection.Identity identity = new Connection.Identity(
                UUID.randomUUID().toString(),
                member.workspace(),
                draft.name(),
                valid.type().id(),
                valid.namesRole() ? Optional.of(externalIds.next()) : Optional.empty());
        RowContent content = content(identity, valid);
        return row(
                content,
                new Rest(
                        initialStatus(valid),
                        new Connection.Audit(member.user(), now, now, 1),
                        new Connection.Notes(draft.comment(), draft.tags(), warnings(valid))),
                services.sealer().seal(content, valid.values().secrets(), 1));
    }

    /**
     * The row with all properties and notes of the draft; identity and creation stay. No key is needed but the current
     * one: this is how a row is repaired.
     */
    StoredConnection replace(StoredConnection present, ConnectionDraft draft, Valid valid) {
        checkReferences(valid, present.references());
        boolean isVerified = services.sealer().isVerified(present.content(), present.secrets());
        RowContent content = content(
                isVerified ? identity(present.connection(), valid) : identityAnew(present.connection(), draft, valid),
                valid);
        List<String> warnings = new ArrayList<>(warnings(valid));
        if (!isVerified && present.connection().externalId().isPresent()) {
            warnings.add(NEW_EXTERNAL_ID);
        }
        return row(
                content,
                new Rest(
                        replacedStatus(present.connection(), valid),
                        next(present.connection()),
                        new Connection.Notes(draft.comment(), draft.tags(), warnings)),
                services.sealer()
                        .seal(
                                content,
                                valid.values().secrets(),
                                present.secrets().revision() + 1));
    }

    /** The row with the content that a change made of it; {@code valid} says whether it waits for a code now. */
    StoredConnection change(
            StoredConnection present, Valid valid, RowContent content, Connection.Notes notes, SealedSecrets secrets) {
        return row(
                content,
                new Rest(changedStatus(present.connection(), valid), next(present.connection()), notes),
                secrets);
    }

    /** What a change of the row makes of its content. */
    RowContent changedContent(StoredConnection present, Valid valid) {
        checkReferences(valid, present.references());
        return content(identity(present.connection(), valid), valid);
    }

    /** The new row, sealed once more. */
    StoredConnection resealed(StoredConnection row, Map<String, Secret> secrets) {
        Connection connection = row.connection();
        return row(
                row.content(),
                new Rest(connection.status(), connection.audit(), connection.notes()),
                services.sealer().seal(row.content(), secrets, row.secrets().revision()));
    }

    StoredConnection status(StoredConnection present, Connection.Status status, SealedSecrets secrets) {
        return row(
                present.content(),
                new Rest(
                        status, next(present.connection()), present.connection().notes()),
                secrets);
    }

    StoredConnection newExternalId(StoredConnection present) {
        Connection.Identity old = present.connection().identity();
        Connection.Identity identity = new Connection.Identity(
                old.id(), old.workspace(), old.name(), old.type(), Optional.of(externalIds.next()));
        RowContent content =
                new RowContent(identity, present.content().properties(), present.references(), present.schemaVersion());
        SealedSecrets secrets = services.sealer()
                .reseal(
                        present.content(),
                        present.secrets(),
                        content,
                        present.secrets().ciphertexts().keySet());
        Connection connection = present.connection();
        return row(content, new Rest(connection.status(), next(connection), connection.notes()), secrets);
    }

    private static RowContent content(Connection.Identity identity, Valid valid) {
        return new RowContent(
                identity,
                valid.values().withoutSecrets(),
                valid.references(),
                valid.type().type().schema().version());
    }

    private static StoredConnection row(RowContent content, Rest rest, SealedSecrets secrets) {
        Connection connection = new Connection(
                content.identity(),
                content.properties(),
                List.copyOf(secrets.names()),
                rest.status(),
                rest.audit(),
                rest.notes());
        return new StoredConnection(connection, secrets, content.references(), content.schemaVersion());
    }

    private record Rest(Connection.Status status, Connection.Audit audit, Connection.Notes notes) {}

    /** The external id stays, also while no role is named: a new one would silently break the role's trust policy. */
    private Connection.Identity identity(Connection present, Valid valid) {
        Connection.Identity old = present.identity();
        Optional<String> externalId =
                old.externalId().or(() -> valid.namesRole() ? Optional.of(externalIds.next()) : Optional.empty());
        return new Connection.Identity(old.id(), old.workspace(), old.name(), old.type(), externalId);
    }

    /**
     * Of a row that nobody vouches for only the id stays: what it says may be anybody's, and an external id that somebody
     * knows or chose would let them use the role.
     */
    private Connection.Identity identityAnew(Connection present, ConnectionDraft draft, Valid valid) {
        return new Connection.Identity(
                present.id(),
                member.workspace(),
                draft.name(),
                valid.type().id(),
                valid.namesRole() ? Optional.of(externalIds.next()) : Optional.empty());
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

    static List<String> warnings(Valid valid) {
        return valid.warnings().stream().map(Violation::toString).toList();
    }

    /** Whoever makes a connection name another one uses that one; what it named before was named by someone who may. */
    private void checkReferences(Valid valid, List<String> before) {
        for (PropertySpec<?> spec : valid.type().type().schema().specs()) {
            if (spec.kind() == PropertyKind.CONNECTION) {
                valid.values().get(spec).map(Object::toString).ifPresent(target -> {
                    boolean isNew = before.stream().noneMatch(name -> RowName.isSame(name, target));
                    checkReference(spec, target, isNew ? rows.find(use(target)) : rows.findAgain(target));
                });
            }
        }
    }

    private static Call use(String target) {
        return new Call(AccessAction.VEND, target);
    }

    private static void checkReference(PropertySpec<?> spec, String target, Optional<StoredConnection> found) {
        StoredConnection row = found.orElseThrow(() -> new ConnectionException(
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
