package dev.mooring.connection.imports;

import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Violation;
import dev.mooring.connection.spi.ConnectionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One connection found in somebody else's form. Printing it shows no value of a property.
 *
 * @param origin what it is there, for instance {@code CREATE SECRET lake}, with its place
 * @param draft what it becomes here; empty when nothing can be made of it
 * @param changes what is different here, each a sentence without values
 * @param problems what could not be taken; with an error among them the item is not taken at all
 */
public record ImportItem(
        String origin, Optional<ConnectionDraft> draft, List<String> changes, List<Violation> problems) {
    /** Copies the lists. */
    public ImportItem {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
    }

    /** Whether it can be taken. */
    public boolean isTakeable() {
        return draft.isPresent() && problems.stream().noneMatch(Violation::isError);
    }

    /**
     * This item, in which properties that its draft lacks are added, as far as its type has them.
     *
     * @param types the installed types
     */
    public ImportItem completedBy(List<RawProperty> defaults, List<ConnectionType> types) {
        return new ImportItem(origin, draft.map(present -> completed(present, defaults, types)), changes, problems);
    }

    private static ConnectionDraft completed(
            ConnectionDraft draft, List<RawProperty> defaults, List<ConnectionType> types) {
        List<RawProperty> all = new ArrayList<>(draft.properties());
        List<ConnectionType> own = types.stream()
                .filter(type -> type.id().isNamed(draft.type()))
                .filter(type -> draft.category().isEmpty()
                        || draft.category().get() == type.id().category())
                .toList();
        defaults.stream()
                .filter(each -> own.stream().anyMatch(type -> isLacking(type, draft, each)))
                .forEach(all::add);
        return new ConnectionDraft(draft.name(), draft.category(), draft.type(), all, draft.comment(), draft.tags());
    }

    private static boolean isLacking(ConnectionType type, ConnectionDraft draft, RawProperty property) {
        return type.schema()
                .spelled(property.key())
                .filter(spec -> draft.properties().stream().noneMatch(given -> spec.isSpelled(given.key())))
                .isPresent();
    }
}
