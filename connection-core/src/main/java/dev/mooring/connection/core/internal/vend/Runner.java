package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.core.internal.vend.gate.IssuerGates;
import java.util.function.BooleanSupplier;

/** Where loads run: the engine's threads, or a test's own hand. */
public interface Runner extends IssuerGates.Threads {
    /** Asks about once a second, until the answer is no. */
    void eachSecond(BooleanSupplier goesOn);
}
