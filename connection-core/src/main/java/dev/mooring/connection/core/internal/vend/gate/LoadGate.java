package dev.mooring.connection.core.internal.vend.gate;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.LayerStatistics.IssuerLoad;
import dev.mooring.connection.core.internal.time.EngineTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets as many loads of one issuer run at a time as it bears; the others queue, those that somebody waits for first. */
final class LoadGate implements Lane {
    private static final Logger LOG = LoggerFactory.getLogger(LoadGate.class);
    private static final int QUEUED = 10_000;
    private static final long FIRST_PAUSE = Duration.ofMillis(100).toMillis();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(1).toMillis();
    /** Who asks for more means the one who asked: others would wait for longer than they can. */
    private static final long LONGEST_ASKED = Duration.ofSeconds(5).toMillis();

    private final IssuerGates.Threads threads;
    private final EngineTime time;
    private final Object lock = new Object();
    private final IssuerLimit limit = new IssuerLimit();
    private final Deque<Load> awaited = new ArrayDeque<>();
    private final Deque<Load> others = new ArrayDeque<>();
    private final Set<RunningLoad> loads = ConcurrentHashMap.newKeySet();
    private int running;
    private boolean isShort;
    private long pausedUntil;
    private long pause = FIRST_PAUSE;
    private long lastUsed;

    LoadGate(IssuerGates.Threads threads, EngineTime time) {
        this.threads = threads;
        this.time = time;
        this.lastUsed = time.steadyMillis();
    }

    /** A load that may start now, and what was known then. */
    private record Admitted(Load load, IssuerLimit.Start start) {}

    @Override
    public void run(Load load, boolean isAwaited) {
        Admitted admitted;
        synchronized (lock) {
            lastUsed = time.steadyMillis();
            enqueue(load, isAwaited);
            admitted = admit();
        }
        if (admitted != null) {
            try {
                start(admitted);
            } catch (ConnectionException e) {
                leave();
                throw e;
            }
        }
    }

    /** Interrupts loads that run for longer than anybody waits for them. */
    void interruptOlderThan(Duration age) {
        long before = time.steadyMillis() - age.toMillis();
        loads.forEach(load -> load.interruptIfStartedBefore(before));
    }

    IssuerLoad load(Optional<String> name) {
        synchronized (lock) {
            return new IssuerLoad(name, awaited.size() + others.size(), running, limit.limit());
        }
    }

    boolean isBusy() {
        return !loads.isEmpty();
    }

    boolean isIdleSince(long before) {
        synchronized (lock) {
            return running == 0 && awaited.isEmpty() && others.isEmpty() && lastUsed < before;
        }
    }

    private void enqueue(Load load, boolean isAwaited) {
        int queued = awaited.size() + others.size();
        if (queued >= QUEUED) {
            throw new ConnectionException(
                    ConnectionError.ISSUER_THROTTLED,
                    queued + " vends wait for this issuer already",
                    "try again later, or vend fewer distinct scopes at once");
        }
        (isAwaited ? awaited : others).add(load);
    }

    private @Nullable Admitted admit() {
        if (running >= limit.limit() || time.steadyMillis() < pausedUntil || threads.isClosed()) {
            return null;
        }
        Load load = awaited.isEmpty() ? others.poll() : awaited.poll();
        if (load == null) {
            return null;
        }
        running++;
        return new Admitted(load, limit.start(running));
    }

    private void start(Admitted admitted) {
        try {
            threads.execute(() -> work(admitted));
        } catch (Error e) {
            LOG.warn(
                    "no thread can be had for a load, which waits: {}",
                    e.getClass().getName());
            putBack(admitted.load());
        }
    }

    /** What found no thread is the next that starts, once there is one. */
    private void putBack(Load load) {
        synchronized (lock) {
            running--;
            awaited.addFirst(load);
            if (isShort) {
                return;
            }
            isShort = true;
        }
        threads.after(Duration.ofMillis(FIRST_PAUSE), this::startAgain);
    }

    private void startAgain() {
        synchronized (lock) {
            isShort = false;
        }
        wake();
    }

    private void startQueued(Admitted admitted) {
        try {
            start(admitted);
        } catch (ConnectionException e) {
            // the layer is closed: whoever waited for the load was told
            leave();
        }
    }

    private void leave() {
        synchronized (lock) {
            running--;
        }
    }

    /** One thread goes on with what waits: a hand-over costs more than a turn of the loop. */
    private void work(Admitted first) {
        Admitted present = first;
        while (present != null) {
            Outcome outcome = Outcome.OTHER;
            RunningLoad mark = new RunningLoad(Thread.currentThread(), time.steadyMillis());
            loads.add(mark);
            boolean isCrash = true;
            try {
                outcome = present.load().attempt();
                isCrash = false;
            } finally {
                mark.end();
                loads.remove(mark);
                present = next(present, outcome);
                if (isCrash && present != null) {
                    // this thread ends here
                    startQueued(present);
                }
            }
        }
    }

    private @Nullable Admitted next(Admitted ended, Outcome outcome) {
        List<Admitted> more = new ArrayList<>();
        Admitted own;
        synchronized (lock) {
            learn(ended, outcome);
            running--;
            own = admit();
            for (Admitted one = admit(); one != null; one = admit()) {
                more.add(one);
            }
        }
        more.forEach(this::startQueued);
        return own;
    }

    private void learn(Admitted ended, Outcome outcome) {
        long now = time.steadyMillis();
        if (outcome.kind() == Outcome.Kind.SERVED) {
            pause = FIRST_PAUSE;
            if (running >= limit.limit() || !awaited.isEmpty() || !others.isEmpty()) {
                limit.served(now);
            }
        } else if (outcome.kind() == Outcome.Kind.REFUSED) {
            boolean isLowest = limit.limit() == 1;
            limit.refused(ended.start(), running, now);
            long asked = outcome.pause().toMillis();
            rest(Math.max(asked <= LONGEST_ASKED ? asked : 0, isLowest ? pause : 0), now);
            pause = isLowest ? Math.min(LONGEST_PAUSE, 2 * pause) : pause;
        }
    }

    /** An issuer that refuses even one at a time, or that asked for it, is left alone for a while. */
    private void rest(long duration, long now) {
        long until = now + duration;
        if (duration > 0 && until > pausedUntil) {
            pausedUntil = until;
            threads.after(Duration.ofMillis(until - now + 1), this::wake);
        }
    }

    private void wake() {
        List<Admitted> ready = new ArrayList<>();
        synchronized (lock) {
            for (Admitted one = admit(); one != null; one = admit()) {
                ready.add(one);
            }
        }
        ready.forEach(this::startQueued);
    }
}
