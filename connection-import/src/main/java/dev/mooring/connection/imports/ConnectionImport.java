package dev.mooring.connection.imports;

import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.Violation;
import dev.mooring.connection.imports.ImportReport.Entry;
import dev.mooring.connection.imports.ImportReport.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Turns items into connections, each on its own: a failed one leaves the others as they are. Safe for use by threads. */
public final class ConnectionImport {
    private final Function<ConnectionDraft, List<String>> taking;

    private ConnectionImport(Function<ConnectionDraft, List<String>> taking) {
        this.taking = taking;
    }

    /** Creates the connections. One of the same name that is there already is left alone. */
    public static ConnectionImport into(Connections connections) {
        return new ConnectionImport(draft -> connections.create(draft).notes().warnings());
    }

    /**
     * Creates nothing and says what would become of the items.
     *
     * @param connections looked at for names that are taken
     * @param check checks a draft offline, as {@code ConnectionLayer.check} does
     */
    public static ConnectionImport trial(Connections connections, Function<ConnectionDraft, List<Violation>> check) {
        return new ConnectionImport(draft -> {
            List<String> warnings =
                    check.apply(draft).stream().map(Violation::toString).toList();
            if (connections.find(draft.name()).isPresent()) {
                throw new ConnectionException(
                        ConnectionError.NAME_ALREADY_EXISTS, "connection " + draft.name() + " already exists");
            }
            return warnings;
        });
    }

    /** Takes the items, in order. */
    public ImportReport take(List<ImportItem> items) {
        return new ImportReport(items.stream().map(this::take).toList());
    }

    private Entry take(ImportItem item) {
        if (!item.isTakeable()) {
            return new Entry(item, Outcome.FAILED, List.of(), Optional.empty());
        }
        try {
            List<String> warnings = taking.apply(item.draft().orElseThrow());
            boolean isChanged = !item.changes().isEmpty() || !item.problems().isEmpty();
            return new Entry(item, isChanged ? Outcome.CHANGED : Outcome.TAKEN, warnings, Optional.empty());
        } catch (ConnectionException e) {
            Outcome outcome = e.code() == ConnectionError.NAME_ALREADY_EXISTS ? Outcome.PRESENT : Outcome.FAILED;
            return new Entry(item, outcome, List.of(), Optional.of(e));
        }
    }
}
