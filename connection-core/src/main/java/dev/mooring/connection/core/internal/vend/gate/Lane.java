package dev.mooring.connection.core.internal.vend.gate;

import java.time.Duration;

/** Where a load runs. */
public interface Lane {
    /** Runs a load on the thread that needs it: what another load needs must not queue behind it. */
    Lane CALLER = (load, isAwaited) -> load.attempt();

    /**
     * Runs the load, or lets it wait for its turn: those that somebody waits for come first. Throws a
     * {@link dev.mooring.connection.ConnectionException} when too many wait already or the layer is closed.
     */
    void run(Load load, boolean isAwaited);

    /** One attempt. */
    @FunctionalInterface
    interface Load {
        /** Asks the issuer once. */
        Outcome attempt();
    }

    /** How an attempt ended, as far as the issuer's limits go. */
    record Outcome(Kind kind, Duration pause) {
        /** It was answered. */
        public static final Outcome SERVED = new Outcome(Kind.SERVED, Duration.ZERO);

        /** It failed, or was not needed any more: it says nothing about limits. */
        public static final Outcome OTHER = new Outcome(Kind.OTHER, Duration.ZERO);

        /** The issuer has too much to do; it asked to be left alone for that time, or for none. */
        public static Outcome refused(Duration pause) {
            return new Outcome(Kind.REFUSED, pause);
        }

        /** What an attempt says about the issuer's limits. */
        public enum Kind {
            SERVED,
            REFUSED,
            OTHER
        }
    }
}
