package dev.mooring.connection.core;

import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.TypeId;
import java.time.Duration;
import java.util.Optional;

/**
 * Is told what a layer does, for instance to count it. Called on the thread that does it, application threads included,
 * by any number at once: it must be quick. What it throws is logged and harms nobody. It never learns names of
 * connections, users or workspaces. Vends that are answered from memory without a look at anything are counted instead of
 * told: {@link LayerStatistics#hits()}.
 */
public interface LayerObserver {
    /** A vend was answered, after a look at its connection. */
    default void vended(TypeId type, Origin origin) {}

    /** A vend failed, and its caller was told that code. */
    default void vendFailed(ErrorCode code) {}

    /** An issuer was asked, once: a vend that tries again or needs several credentials asks several times. */
    default void issuerCalled(IssuerCall call) {}

    /** The database of the store was asked, in one transaction. A store in memory has none. */
    default void storeCalled(StoreCall call) {}

    /**
     * The store told that connections were changed, by other layers or by this one: what is known about them is looked at
     * again.
     */
    default void changesSeen(SeenChanges changes) {}

    /** Where the credential of an answered vend was. */
    enum Origin {
        /** In memory: asked for earlier, and still good. */
        KEPT,
        /** At the issuer; the caller waited for it. */
        ISSUED,
        /** In the connection: what is stored is handed out. */
        STORED
    }

    /** Why an issuer is asked. */
    enum Reason {
        /** There was no credential, or none that was good. */
        FIRST,
        /** The present one is good but due: it is renewed ahead of its end. */
        AHEAD,
        /** The present one was rejected by the service. */
        REJECTED,
        /** A connection is tested. */
        TEST
    }

    /** What is done in a transaction of the store. */
    enum StoreOperation {
        READ,
        WRITE
    }

    /**
     * One call of an issuer.
     *
     * @param type the connection's type
     * @param issuer who was asked, as the type names it; empty for an issuer that the connection has for itself
     * @param reason why
     * @param took how long, waiting in a queue not included
     * @param result how it ended
     */
    record IssuerCall(TypeId type, Optional<String> issuer, Reason reason, Duration took, Result result) {}

    /**
     * How a call of an issuer ended.
     *
     * @param failure its failure, empty when it was answered
     * @param lifetime how long the credential lives from now on, when it ends by itself
     */
    record Result(Optional<ErrorCode> failure, Optional<Duration> lifetime) {}

    /**
     * One transaction of the store.
     *
     * @param operation what was done
     * @param took how long, waiting for a connection of the database included
     * @param failure its failure; a refusal, of a name that is taken for instance, is none
     */
    record StoreCall(StoreOperation operation, Duration took, Optional<ErrorCode> failure) {}

    /**
     * What was changed.
     *
     * @param connections how many connections, 0 when that is not known
     * @param isEverything whether anything may have changed
     */
    record SeenChanges(int connections, boolean isEverything) {}

    /** What was begun by {@link ConnectionLayer#observe}. */
    interface Registration extends AutoCloseable {
        /** Ends it: from then on nothing more is told. */
        @Override
        void close();
    }
}
