package dev.mooring.connection.core.internal.crypto;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A keyset that dies with the process. */
final class HeldKeyset implements KeysetPlace {
    private final Object lock = new Object();
    private volatile Keyset held = Keyset.empty();

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Optional<Keyset> look() {
        return Optional.of(held);
    }

    @Override
    public Keyset change(UnaryOperator<Keyset> change) {
        synchronized (lock) {
            held = change.apply(held);
            return held;
        }
    }

    @Override
    public boolean isChangeable() {
        return true;
    }

    @Override
    public List<String> problems() {
        return List.of();
    }
}
