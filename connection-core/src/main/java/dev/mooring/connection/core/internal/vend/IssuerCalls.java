package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.LayerObserver.IssuerCall;
import dev.mooring.connection.core.LayerObserver.Reason;
import dev.mooring.connection.core.LayerObserver.Result;
import dev.mooring.connection.core.internal.observe.Observers;
import dev.mooring.connection.core.internal.registry.TypeRegistry;
import dev.mooring.connection.core.internal.rotation.SpendingCalls.Answer;
import dev.mooring.connection.core.internal.store.StoredConnection;
import dev.mooring.connection.core.internal.time.EngineTime;
import dev.mooring.connection.core.internal.time.EngineTime.Moment;
import dev.mooring.connection.spi.Hops;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.VendPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Makes calls to issuers, once each, and tells observers how they went. */
final class IssuerCalls {
    private final TypeRegistry registry;
    private final EngineTime time;
    private final Observers observers;

    IssuerCalls(TypeRegistry registry, EngineTime time, Observers observers) {
        this.registry = registry;
        this.time = time;
        this.observers = observers;
    }

    /**
     * What a call is made for.
     *
     * @param target the vend
     * @param hops its earlier hops
     * @param reason why the issuer is asked
     * @param purpose what it is for, if not for whoever vends; else empty
     */
    record Asked(VendTarget target, Hops hops, Reason reason, String purpose) {}

    /** Makes the call; what is stored is called for too, but at no issuer, and nobody is told. */
    Answer make(VendPlan plan, VendPlan.Call call, Asked asked) {
        if (plan.reuse() == VendPlan.Reuse.NEVER || observers.areNone()) {
            return answer(plan.operation(), call, asked.hops());
        }
        long start = observers.now();
        try {
            Answer answer = answer(plan.operation(), call, asked.hops());
            Optional<Duration> life = answer.issued()
                    .credential()
                    .expiresAt()
                    .map(end -> Duration.between(answer.received(), end))
                    .filter(duration -> !duration.isNegative());
            tell(asked, observers.since(start), new Result(Optional.empty(), life));
            return answer;
        } catch (ConnectionException e) {
            tell(asked, observers.since(start), new Result(Optional.of(e.code()), Optional.empty()));
            throw e;
        }
    }

    /** Who issues credentials of the connection, as its type says: connections that share an issuer share its limits. */
    Optional<String> issuer(StoredConnection row) {
        try {
            Connection connection = row.connection();
            return registry.require(connection.type()).type().issuer(connection.properties());
        } catch (ConnectionException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw CredentialLoader.unmapped("naming the issuer", e);
        }
    }

    private void tell(Asked asked, Duration took, Result result) {
        StoredConnection row = asked.target().row();
        IssuerCall call = new IssuerCall(row.connection().type(), issuerIfNamed(row), asked.reason(), took, result);
        observers.tell(observer -> observer.issuerCalled(call));
    }

    /** What is told must not fail what was done. */
    private Optional<String> issuerIfNamed(StoredConnection row) {
        try {
            return issuer(row);
        } catch (ConnectionException e) {
            return Optional.empty();
        }
    }

    private Answer answer(String operation, VendPlan.Call call, Hops hops) {
        Moment sent = time.now();
        try {
            Issued issued = call.run(hops);
            return answered(issued, sent, time.now());
        } catch (ConnectionException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionException(ConnectionError.TIMED_OUT, operation + " was interrupted", "try again", e);
        } catch (Exception e) {
            // its message is a vendor's and may hold anything
            throw new ConnectionException(
                    ConnectionError.PROVIDER_CONTRACT,
                    operation + " failed with an unmapped " + e.getClass().getName());
        }
    }

    /** A clock that was set back during the call makes it look sent later than it was, and the issuer's clock wrong. */
    private static Answer answered(Issued issued, Moment sent, Moment received) {
        long wall = Math.min(sent.wall(), received.wall() - (received.steady() - sent.steady()));
        return new Answer(issued, Instant.ofEpochMilli(wall), Instant.ofEpochMilli(received.wall()));
    }
}
