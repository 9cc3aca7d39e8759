package dev.mooring.connection.imports;

import java.util.List;

/** Reads connections from a text in somebody else's form. Touches nothing else; safe for use by threads. */
@FunctionalInterface
public interface Importer {
    /**
     * What the text holds, in its order. What can not be read or taken is an item too, so that one fault loses nothing of
     * the others.
     */
    List<ImportItem> read(String text);
}
