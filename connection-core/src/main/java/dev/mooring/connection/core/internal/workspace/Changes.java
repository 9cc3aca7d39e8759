package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.Alteration;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.NearestName;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Violation;
import dev.mooring.connection.core.internal.crypto.RowContent;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.core.internal.store.StoredConnection;
import dev.mooring.connection.core.internal.validate.DraftValidator.Valid;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Applies patches: what is absent stays, what is set is replaced, what is unset is removed. */
final class Changes {
    private static final String COMMENT = "COMMENT";

    private final Services services;
    private final RowWriter writer;

    Changes(Services services, RowWriter writer) {
        this.services = services;
        this.writer = writer;
    }

    StoredConnection apply(StoredConnection present, Alteration alteration) {
        requireExpectedVersion(present.connection(), alteration);
        if (touchesMoreThanNotes(alteration)) {
            services.sealer().verify(present.content(), present.secrets());
        }
        Set<String> removed = removed(present, alteration);
        Set<String> keptSecrets = new TreeSet<>(present.secrets().names());
        keptSecrets.removeAll(removed);
        Map<String, PropertyValues.Value> kept =
                new TreeMap<>(present.connection().properties().values());
        kept.keySet().removeAll(removed);
        Valid valid = services.validator()
                .validateChange(present.connection(), PropertyValues.of(kept, Map.of()), keptSecrets, alteration.set());
        requireSecretsForNewAddress(present, keptSecrets, valid, alteration.set());
        RowContent content = writer.changedContent(present, valid);
        Connection.Notes notes = notes(present.connection(), alteration, removed, RowWriter.warnings(valid));
        return writer.change(present, valid, content, notes, sealed(present, content, keptSecrets, valid));
    }

    private static boolean touchesMoreThanNotes(Alteration alteration) {
        return !alteration.set().isEmpty()
                || alteration.unset().stream().anyMatch(raw -> !raw.key().equalsIgnoreCase(COMMENT));
    }

    private static void requireExpectedVersion(Connection present, Alteration alteration) {
        if (alteration.expectedVersion().filter(v -> v != present.version()).isPresent()) {
            throw new ConnectionException(
                    ConnectionError.CONCURRENT_CHANGE,
                    "connection " + present.name() + " has version " + present.version() + " by now");
        }
    }

    /** Otherwise whoever may change a connection could have its secrets sent to a host of their own, or in clear. */
    private static void requireSecretsForNewAddress(
            StoredConnection present, Set<String> keptSecrets, Valid valid, List<RawProperty> given) {
        Set<String> silent = new TreeSet<>(keptSecrets);
        silent.removeAll(valid.values().secrets().keySet());
        Map<String, PropertyValues.Value> old =
                present.connection().properties().values();
        List<PropertySpec<?>> specs = valid.type().type().schema().specs();
        specs.stream()
                .filter(spec -> spec.standsForSecret() && old.containsKey(spec.name()))
                .filter(spec -> given.stream().noneMatch(raw -> spec.isSpelled(raw.key())))
                .forEach(spec -> silent.add(spec.name()));
        for (PropertySpec<?> spec : specs) {
            boolean isMoved = spec.guardsSecrets()
                    && !Objects.equals(
                            old.get(spec.name()), valid.values().values().get(spec.name()));
            if (isMoved && !silent.isEmpty()) {
                throw new ConnectionException(
                        ConnectionError.INVALID_PROPERTIES,
                        "a change of " + spec.name() + " decides where and how the connection's secrets are sent",
                        "set " + String.join(" and ", silent) + " again in the same statement");
            }
        }
    }

    private static Connection.Notes notes(
            Connection present, Alteration alteration, Set<String> removed, List<String> warnings) {
        Optional<String> comment = removed.contains(COMMENT) ? Optional.empty() : present.comment();
        Map<String, String> tags = new TreeMap<>(present.tags());
        tags.keySet().removeAll(alteration.untagged());
        tags.putAll(alteration.tags());
        return new Connection.Notes(alteration.comment().or(() -> comment), tags, warnings);
    }

    /** A change of notes alone needs no key; any other must start from a row that matches its seal. */
    private SealedSecrets sealed(StoredConnection present, RowContent content, Set<String> kept, Valid valid) {
        RowContent old = present.content();
        SealedSecrets sealed = present.secrets();
        Map<String, Secret> fresh = valid.values().secrets();
        if (fresh.isEmpty()) {
            return Arrays.equals(content.digest(kept), old.digest(sealed.names()))
                    ? sealed
                    : services.sealer().reseal(old, sealed, content, kept);
        }
        Map<String, Secret> all = new TreeMap<>(services.sealer().open(old, sealed));
        all.keySet().retainAll(kept);
        all.putAll(fresh);
        return services.sealer().seal(content, all, sealed.revision() + 1);
    }

    private Set<String> removed(StoredConnection present, Alteration alteration) {
        Set<String> removed = new TreeSet<>();
        UnaryOperator<String> canonical = spelling -> services.registry()
                .require(present.connection().type())
                .type()
                .schema()
                .spelled(spelling)
                .map(PropertySpec::name)
                .orElse(spelling.toUpperCase(Locale.ROOT));
        for (RawProperty unset : alteration.unset()) {
            String name = canonical.apply(unset.key());
            requireSet(present, unset, name);
            removed.add(name);
        }
        return removed;
    }

    private static void requireSet(StoredConnection present, RawProperty unset, String name) {
        Connection connection = present.connection();
        Set<String> names = new TreeSet<>(connection.properties().values().keySet());
        names.addAll(present.secrets().names());
        if (names.contains(name) || name.equals(COMMENT)) {
            return;
        }
        String near = NearestName.of(name, names)
                .map(n -> "; did you mean " + n + "?")
                .orElse("");
        Violation violation = Violation.error(
                        name, Violation.Reason.UNKNOWN, "is not set on " + connection.name() + near)
                .at(unset.position());
        ConnectionException.Builder refusal = ConnectionException.builder(
                        ConnectionError.INVALID_PROPERTIES, violation.toString())
                .violations(List.of(violation));
        unset.position().ifPresent(refusal::position);
        throw refusal.build();
    }
}
