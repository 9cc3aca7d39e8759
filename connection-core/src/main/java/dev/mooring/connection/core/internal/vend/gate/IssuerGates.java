package dev.mooring.connection.core.internal.vend.gate;

import dev.mooring.connection.core.LayerStatistics.IssuerLoad;
import dev.mooring.connection.core.internal.time.EngineTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One gate per issuer: one that hangs or refuses stops no other. */
public final class IssuerGates {
    private static final Duration IDLE = Duration.ofMinutes(30);

    private final Map<String, LoadGate> gates = new ConcurrentHashMap<>();
    /** Gates that get no new loads, with those that still run. */
    private final Set<LoadGate> forgotten = ConcurrentHashMap.newKeySet();

    private final Threads threads;
    private final EngineTime time;

    /** What gates need of threads. */
    public interface Threads {
        /** Runs a task on a thread of its own. */
        void execute(Runnable task);

        /** Runs a task after a while. */
        void after(Duration delay, Runnable task);

        /** Whether nothing new may start. */
        default boolean isClosed() {
            return false;
        }
    }

    /** Gates whose loads run on these threads. */
    public IssuerGates(Threads threads, EngineTime time) {
        this.threads = threads;
        this.time = time;
    }

    /** The lane to that issuer. */
    public Lane to(String issuer) {
        return (load, isAwaited) -> gates.computeIfAbsent(issuer, name -> new LoadGate(threads, time))
                .run(load, isAwaited);
    }

    /** Forgets what was learned of an issuer. */
    public void forget(String issuer) {
        LoadGate gate = gates.remove(issuer);
        if (gate != null) {
            forgotten.add(gate);
        }
    }

    /** How busy the gates are whose name has the prefix, by the rest of it; all others together as one without a name. */
    public List<IssuerLoad> loads(String prefix) {
        List<IssuerLoad> named = new ArrayList<>();
        IssuerLoad others = new IssuerLoad(Optional.empty(), 0, 0, 0);
        for (Map.Entry<String, LoadGate> gate : gates.entrySet()) {
            if (gate.getKey().startsWith(prefix)) {
                String issuer = gate.getKey().substring(prefix.length());
                named.add(gate.getValue().load(Optional.of(issuer)));
            } else {
                others = sum(others, gate.getValue().load(Optional.empty()));
            }
        }
        if (others.limit() > 0) {
            named.add(others);
        }
        return named;
    }

    private static IssuerLoad sum(IssuerLoad one, IssuerLoad other) {
        return new IssuerLoad(
                one.issuer(),
                one.waiting() + other.waiting(),
                one.running() + other.running(),
                one.limit() + other.limit());
    }

    /** Whether any load runs. */
    public boolean areBusy() {
        return !forgotten.isEmpty() || gates.values().stream().anyMatch(LoadGate::isBusy);
    }

    /** Interrupts loads that run for longer than that, and forgets what was learned of issuers that nobody asks. */
    public void lookAfter(Duration longest) {
        gates.values().forEach(gate -> gate.interruptOlderThan(longest));
        forgotten.forEach(gate -> gate.interruptOlderThan(longest));
        forgotten.removeIf(gate -> gate.isIdleSince(Long.MAX_VALUE));
        long before = time.steadyMillis() - IDLE.toMillis();
        gates.values().removeIf(gate -> gate.isIdleSince(before));
    }
}
