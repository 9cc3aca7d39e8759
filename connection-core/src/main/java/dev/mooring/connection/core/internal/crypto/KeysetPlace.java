package dev.mooring.connection.core.internal.crypto;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where a keyset is kept. Safe for use by threads. */
interface KeysetPlace {
    /** The place, for messages. */
    String name();

    /** The keyset as it is now; empty before there is one. Fails with SECRET_UNREADABLE when it can not be read. */
    Optional<Keyset> look();

    /** Replaces the keyset by what becomes of it, with nobody changing it meanwhile, and gives what it is then. */
    Keyset change(UnaryOperator<Keyset> change);

    /** Whether {@link #change} does anything but fail with NOT_SUPPORTED. */
    boolean isChangeable();

    /** What is wrong with the place. */
    List<String> problems();
}
