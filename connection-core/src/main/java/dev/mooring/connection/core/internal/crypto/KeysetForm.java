package dev.mooring.connection.core.internal.crypto;

import java.util.List;
import java.util.Optional;

/** How a keyset is written in a file. */
interface KeysetForm {
    /** The keyset; empty when the text is none of this form. */
    Optional<Keyset> read(String text);

    String write(Keyset keyset);

    /** What is wrong with what the form depends on. */
    List<String> problems();
}
