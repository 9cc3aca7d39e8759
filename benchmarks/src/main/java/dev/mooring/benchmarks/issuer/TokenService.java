package dev.mooring.benchmarks.issuer;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An issuer in process. It remembers the true end of every token by its serial, so that a harness judges without asking
 * the subject. Safe for use by threads.
 */
public final class TokenService {
    static final int THROTTLED = 429;
    private static final int UNAVAILABLE = 503;
    private static final long SEED = 20_260_101;

    private final Terms terms;
    private final Timeline time;
    private final Random random = new Random(SEED);
    private final Map<Long, Issue> issues = new ConcurrentHashMap<>();
    private final AtomicLong serials = new AtomicLong();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger throttled = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger highWater = new AtomicInteger();
    private final AtomicLong lastEnd = new AtomicLong(Long.MIN_VALUE);
    private volatile Window hang = new Window(0, 0);

    /**
     * How the service behaves.
     *
     * @param latency what an answer takes
     * @param ceiling how many requests it admits at once; more are throttled without delay
     * @param failureRate the share of admitted requests that fail, after the latency
     * @param lifetime of its tokens
     */
    public record Terms(Duration latency, int ceiling, double failureRate, Duration lifetime) {
        /** Tokens of an hour, no ceiling, no failure. */
        public static Terms answeringIn(Duration latency) {
            return new Terms(latency, Integer.MAX_VALUE, 0, Duration.ofHours(1));
        }

        /** With a ceiling. */
        public Terms atMost(int atOnce) {
            return new Terms(latency, atOnce, failureRate, lifetime);
        }

        /** With a failure rate. */
        public Terms failing(double rate) {
            return new Terms(latency, ceiling, rate, lifetime);
        }

        /** With a lifetime. */
        public Terms living(Duration life) {
            return new Terms(latency, ceiling, failureRate, life);
        }
    }

    /**
     * A token that was issued.
     *
     * @param nanos when, in the service's nanoseconds
     * @param ends its end, in the service's nanoseconds
     */
    public record Issue(long nanos, long ends) {}

    private record Window(long from, long until) {
        boolean overlaps(long start, long end) {
            return start < until && end > from;
        }
    }

    /** A service in the machine's own time. */
    public TokenService(Terms terms) {
        this(terms, Timeline.real());
    }

    /** A service in the given time. */
    public TokenService(Terms terms, Timeline time) {
        this.terms = terms;
        this.time = time;
    }

    /** Answers with a token after the latency. */
    public Token issue() throws Refusal {
        calls.incrementAndGet();
        int now = underWay.incrementAndGet();
        try {
            if (now > terms.ceiling()) {
                throttled.incrementAndGet();
                throw new Refusal(THROTTLED);
            }
            highWater.accumulateAndGet(now, Math::max);
            pause();
            if (fails()) {
                failed.incrementAndGet();
                throw new Refusal(UNAVAILABLE);
            }
            return newToken();
        } finally {
            underWay.decrementAndGet();
        }
    }

    /** Lets the service hang for a while: what arrives or is under way meanwhile is answered afterwards. */
    public void hang(Duration in, Duration length) {
        long from = time.nanos() + in.toNanos();
        hang = new Window(from, from + length.toNanos());
    }

    /** When the hang ends, in the service's nanoseconds. */
    public long hangEnds() {
        return hang.until();
    }

    private void pause() {
        long latency = terms.latency().toNanos();
        long arrival = time.nanos();
        time.sleepUntil(arrival + latency);
        Window window = hang;
        if (window.overlaps(arrival, arrival + latency)) {
            time.sleepUntil(window.until() + latency);
        }
    }

    private boolean fails() {
        synchronized (random) {
            return random.nextDouble() < terms.failureRate();
        }
    }

    private Token newToken() {
        Token token = new Token(serials.incrementAndGet(), time.instant().plus(terms.lifetime()));
        long now = time.nanos();
        Issue issue = new Issue(now, now + terms.lifetime().toNanos());
        issues.put(token.serial(), issue);
        lastEnd.accumulateAndGet(issue.ends(), Math::max);
        return token;
    }

    /** The true end of a token, in the service's nanoseconds; fails for one that was never issued. */
    public long ends(long serial) {
        Issue issue = issues.get(serial);
        if (issue == null) {
            throw new IllegalArgumentException("token " + serial + " was never issued");
        }
        return issue.ends();
    }

    /** The end of the token that lives longest. */
    public long lastEnd() {
        return lastEnd.get();
    }

    /** Forgets the tokens, so that memory can be measured. */
    public void forget() {
        issues.clear();
    }

    /** All tokens there are. */
    public Collection<Issue> issues() {
        return issues.values();
    }

    /** How the service behaves. */
    public Terms terms() {
        return terms;
    }

    /** Requests so far. */
    public int calls() {
        return calls.get();
    }

    /** Requests above the ceiling so far. */
    public int throttled() {
        return throttled.get();
    }

    /** Requests that failed so far. */
    public int failed() {
        return failed.get();
    }

    /** The most admitted requests there were at once. */
    public int highWater() {
        return highWater.get();
    }
}
