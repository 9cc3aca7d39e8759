package dev.mooring.connection.imports;

import dev.mooring.connection.ConnectionException;
import java.util.List;
import java.util.Optional;

/**
 * What became of an import.
 *
 * @param entries one for each item, in order
 */
public record ImportReport(List<Entry> entries) {
    /** What became of one item. */
    public enum Outcome {
        /** It is a connection now; in a trial, it would be. */
        TAKEN,
        /** As {@link #TAKEN}, with differences that are told. */
        CHANGED,
        /** A connection of its name was there already and stays as it was. */
        PRESENT,
        /** It was not taken. */
        FAILED
    }

    /**
     * What became of one item.
     *
     * @param item the item
     * @param outcome what became of it
     * @param warnings what its new owner should know
     * @param failure why it was not taken, when its own problems do not say it
     */
    public record Entry(
            ImportItem item, Outcome outcome, List<String> warnings, Optional<ConnectionException> failure) {
        /** Copies the list. */
        public Entry {
            warnings = List.copyOf(warnings);
        }
    }

    /** Copies the entries. */
    public ImportReport {
        entries = List.copyOf(entries);
    }

    /** How many items ended so. */
    public long count(Outcome outcome) {
        return entries.stream().filter(entry -> entry.outcome() == outcome).count();
    }
}
