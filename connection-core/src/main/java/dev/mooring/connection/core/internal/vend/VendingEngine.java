package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.Explanation;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.Vended;
import dev.mooring.connection.core.LayerObserver.Reason;
import dev.mooring.connection.core.LayerStatistics;
import dev.mooring.connection.core.internal.crypto.SecretSealer;
import dev.mooring.connection.core.internal.observe.Observers;
import dev.mooring.connection.core.internal.registry.TypeRegistry;
import dev.mooring.connection.core.internal.store.ConnectionStore;
import dev.mooring.connection.core.internal.store.StoredConnection;
import dev.mooring.connection.core.internal.time.EngineTime;
import dev.mooring.connection.core.internal.time.Epoch;
import dev.mooring.connection.core.internal.vend.IssuerCalls.Asked;
import dev.mooring.connection.core.internal.vend.gate.IssuerGates;
import dev.mooring.connection.core.internal.vend.gate.Lane;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Hops;
import dev.mooring.connection.spi.ScopeSyntax.Narrowing;
import dev.mooring.connection.spi.VendPlan;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/** Vends credentials of all types: one engine serves every provider, and a provider only makes the call. */
public final class VendingEngine implements AutoCloseable {
    private static final String IN_A_TEST = "in a test";
    private static final String ISSUER = "issuer ";

    private final CredentialCache cache;
    private final CredentialLoader loader;
    private final ResourcePool resources;
    private final IssuerGates gates;
    private final Housekeeping housekeeping;
    private final Runner runner;
    private final Epoch epoch;
    private final EngineTime time;
    private final Observers observers;

    /**
     * What the engine works with.
     *
     * @param registry the types
     * @param sealer opens secrets
     * @param store keeps rotated secrets
     * @param time tells the time
     * @param epoch is raised when a credential that was handed out must not be any more
     * @param observers are told what is done
     * @param random yields numbers from 0 to 1 for jitter
     */
    public record Parts(
            TypeRegistry registry,
            SecretSealer sealer,
            ConnectionStore store,
            EngineTime time,
            Epoch epoch,
            Observers observers,
            DoubleSupplier random) {}

    /** An engine whose loads run on the runner. */
    public VendingEngine(Parts parts, Runner runner) {
        this.runner = runner;
        this.epoch = parts.epoch();
        this.time = parts.time();
        this.observers = parts.observers();
        this.resources = new ResourcePool(parts.time().clock());
        this.loader = new CredentialLoader(parts, resources);
        this.cache = new CredentialCache(parts.time(), new Retries(parts.random()), runner);
        this.gates = new IssuerGates(runner, parts.time());
        this.housekeeping = new Housekeeping(cache.entries(), gates, parts.time(), epoch);
    }

    /** A credential from memory, or from its issuer. */
    public Granted vend(VendTarget target) {
        housekeeping.wake(runner);
        Granted granted = cache.get(target.key(), reason -> load(target, reason), gates.to(gateOf(target.row())));
        if (observers.areNone()) {
            return granted;
        }
        TypeId type = target.row().connection().type();
        observers.tell(observer -> observer.vended(type, granted.origin()));
        return granted.countedBy(observers.hitsOf(type));
    }

    /** As {@link #vend}, for a vend that another one needs: it runs on that one's thread, for the same reason as a hop. */
    public Vended vendWithin(VendTarget target) {
        return cache.get(target.key(), reason -> load(target, reason), Lane.CALLER)
                .vended();
    }

    private String gateOf(StoredConnection row) {
        return loader.issuer(row)
                .map(issuer -> ISSUER + issuer)
                .orElseGet(() -> gateOf(row.connection().id()));
    }

    private static String gateOf(String connectionId) {
        return "connection " + connectionId;
    }

    private Loaded load(VendTarget target, Reason reason) {
        loader.requireUnchanged(target);
        return loader.load(new Asked(target, hops(target), reason, ""));
    }

    /** A credential from its issuer, which is not kept: what a test uses. */
    public Vended vendNew(VendTarget target) {
        try {
            return loader.load(new Asked(target, new UnkeptHops(target), Reason.TEST, IN_A_TEST))
                    .vended();
        } catch (UnrecordedIssue e) {
            throw e.failure();
        }
    }

    /** Stops handing out that credential. */
    public void rejected(VendTarget target, Credential credential) {
        if (cache.rejected(target.key(), credential)) {
            epoch.raise();
        }
    }

    /** What a vend would send. */
    public Explanation explain(VendTarget target) {
        VendPlan plan = loader.plan(target);
        Narrowing narrowing = loader.checkedType(target).type().scopes().narrowing();
        boolean reachesAll = narrowing == Narrowing.NONE || target.scope().isEverything();
        return new Explanation(
                target.row().connection().name(),
                target.scope(),
                plan.operation(),
                plan.fields(),
                reachesAll
                        ? "everything that the connection's own identity reaches"
                        : target.scope().toString());
    }

    /** Fails unless the row is as it was sealed. */
    public void verify(StoredConnection row) {
        loader.verify(row);
    }

    /** The connection's properties with their secrets, for the length of one test. */
    public PropertyValues unsealed(StoredConnection row) {
        return loader.unsealed(row);
    }

    /** When this process last handed out a credential of the connection, as far as it remembers. */
    public Optional<Instant> lastUse(String connectionId) {
        OptionalLong at = cache.entries().lastUse(key -> key.connectionId().equals(connectionId));
        return at.isPresent() ? Optional.of(Instant.ofEpochMilli(at.getAsLong())) : Optional.empty();
    }

    /** What is kept and what waits; rows are kept elsewhere. */
    public LayerStatistics statistics(long rows) {
        CacheEntries.Kept kept = cache.entries().kept(time.now());
        return new LayerStatistics(observers.hits(), kept.count(), kept.shortest(), rows, gates.loads(ISSUER));
    }

    /** What the connection keeps open. */
    public ResourcePool resources() {
        return resources;
    }

    /** Looks after clocks, idle entries and hanging loads, as it does by itself once a second. */
    public void lookAfter() {
        housekeeping.look();
    }

    /** Has that done once a minute as long as anything is kept, here or, as it tells, there. */
    public void alsoSweep(BooleanSupplier sweep) {
        housekeeping.alsoSweep(sweep);
    }

    /** Forgets all credentials and closes all resources of a connection that was changed or dropped. */
    public void forget(String connectionId) {
        cache.entries().forget(key -> key.connectionId().equals(connectionId));
        resources.retire(connectionId);
        gates.forget(gateOf(connectionId));
    }

    @Override
    public void close() {
        epoch.raise();
        cache.close();
        resources.close();
    }

    /** Hops run on the thread of the flight that needs them: waiting for a place behind it could wait forever. */
    private Hops hops(VendTarget target) {
        return new Hops() {
            @Override
            public Credential get(String name, VendPlan plan) {
                return cache.get(
                                target.key().hop(name),
                                reason -> loader.hop(plan, new Asked(target, this, reason, "hop " + name)),
                                Lane.CALLER)
                        .vended()
                        .credential();
            }

            @Override
            public void rejected(String name) {
                cache.entries().forget(target.key().hop(name));
            }
        };
    }

    /** Hops of a test. */
    private final class UnkeptHops implements Hops {
        private final VendTarget target;

        UnkeptHops(VendTarget target) {
            this.target = target;
        }

        @Override
        public Credential get(String name, VendPlan plan) {
            return loader.run(plan, new Asked(target, this, Reason.TEST, "hop " + name + " " + IN_A_TEST))
                    .vended()
                    .credential();
        }

        @Override
        public void rejected(String name) {
            // nothing was kept
        }
    }
}
