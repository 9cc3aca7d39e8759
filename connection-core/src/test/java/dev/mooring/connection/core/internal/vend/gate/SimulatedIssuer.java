package dev.mooring.connection.core.internal.vend.gate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Random;

/** Callers in a closed loop before an issuer that refuses more than so many at a time, in simulated time. */
final class SimulatedIssuer {
    private static final int CALLERS = 64;
    private static final double REFUSAL_MILLIS = 0.5;
    private static final int MOST_EVENTS = 1_000_000;

    private final Random random;
    private final double latency;
    private final IssuerLimit limit = new IssuerLimit();
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Deque<Integer> queue = new ArrayDeque<>();
    private int ceiling;
    private double now;
    private int running;
    private int atIssuer;
    private int unasked;
    private int served;
    private int refused;

    SimulatedIssuer(int ceiling, double latency, long seed) {
        this.ceiling = ceiling;
        this.latency = latency;
        this.random = new Random(seed);
    }

    private record Event(double at, long tie, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Double.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(tie, other.tie);
        }
    }

    /** Loads that many keys; the time it took, in milliseconds. */
    double load(int keys) {
        double started = now;
        served = 0;
        refused = 0;
        unasked = keys;
        for (int caller = 0; caller < CALLERS; caller++) {
            ask();
        }
        for (int event = 0; event < MOST_EVENTS && served < keys; event++) {
            Event next = events.remove();
            now = next.at();
            next.action().run();
        }
        return now - started;
    }

    void ceiling(int atOnce) {
        ceiling = atOnce;
    }

    int refused() {
        return refused;
    }

    int limit() {
        return limit.limit();
    }

    private void ask() {
        if (unasked > 0) {
            unasked--;
            queue.add(0);
            admit();
        }
    }

    private void admit() {
        while (running < limit.limit() && !queue.isEmpty()) {
            int attempts = queue.remove();
            running++;
            IssuerLimit.Start start = limit.start(running);
            // a thread takes its time to start
            later(0.05 + 0.2 * random.nextDouble(), () -> arrive(attempts, start));
        }
    }

    private void arrive(int attempts, IssuerLimit.Start start) {
        if (atIssuer >= ceiling) {
            refused++;
            later(REFUSAL_MILLIS, () -> {
                limit.refused(start, running, (long) now);
                running--;
                later(retryDelay(attempts), () -> {
                    queue.addFirst(attempts + 1);
                    admit();
                });
                admit();
            });
            return;
        }
        atIssuer++;
        later(latency * (1 + 0.05 * random.nextDouble()), () -> {
            atIssuer--;
            served++;
            if (running >= limit.limit() || !queue.isEmpty()) {
                limit.served((long) now);
            }
            running--;
            admit();
            ask();
        });
    }

    private double retryDelay(int attempts) {
        return Math.min(2_000, 50 << Math.min(attempts, 10)) * (0.5 + 0.5 * random.nextDouble());
    }

    private void later(double delay, Runnable action) {
        events.add(new Event(now + delay, random.nextLong(), action));
    }
}
