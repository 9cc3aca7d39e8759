package dev.mooring.benchmarks.harness;

import dev.mooring.benchmarks.issuer.Token;
import dev.mooring.benchmarks.issuer.TokenService;
import dev.mooring.benchmarks.issuer.TokenService.Issue;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Judges calls by what the issuer knows about its tokens, never by what the subject says. Safe for use by threads. */
final class Judge {
    /** What counts as a wait. */
    static final long WAIT = 20_000_000;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final TokenService service;
    private final long latency;
    private final AtomicInteger expired = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();
    private final AtomicInteger errorsWhileValid = new AtomicInteger();
    private final AtomicLong worst = new AtomicLong();
    private final Queue<Call> waits = new ConcurrentLinkedQueue<>();

    /**
     * One call.
     *
     * @param thread its number
     * @param start in nanoseconds
     * @param end in nanoseconds
     */
    record Call(int thread, long start, long end) {
        long length() {
            return end - start;
        }

        /** How much of the call lies in the window. */
        long within(long from, long until) {
            return Math.max(0, Math.min(end, until) - Math.max(start, from));
        }
    }

    Judge(TokenService service) {
        this.service = service;
        this.latency = service.terms().latency().toNanos();
    }

    /** The call gave this token. */
    void took(Call call, String tokenId) {
        time(call);
        if (service.ends(Token.serial(tokenId)) < call.start()) {
            expired.incrementAndGet();
        }
    }

    /** The call threw. */
    void failed(Call call) {
        time(call);
        errors.incrementAndGet();
        if (service.lastEnd() > call.end()) {
            errorsWhileValid.incrementAndGet();
        }
    }

    private void time(Call call) {
        worst.accumulateAndGet(call.length(), Math::max);
        if (call.length() > WAIT) {
            waits.add(call);
        }
    }

    double waited() {
        return waits.stream().mapToLong(Call::length).sum() / NANOS_PER_SECOND;
    }

    void report(String work, String subject, Run run) {
        run.add(work, subject, "errors while valid", errorsWhileValid.get());
        run.add(work, subject, "errors", errors.get());
        run.add(work, subject, "expired", expired.get());
        run.add(work, subject, "waits > 20 ms", waits.size());
        run.add(work, subject, "worst ms", worst.get() / NANOS_PER_MILLI);
        run.add(work, subject, "waits thread-s", waited());
        run.add(work, subject, "issuer calls", service.calls());
    }

    /** When the last token from before the hang ended: from then on nobody can have a valid one. */
    private long nothingValidFrom() {
        return service.issues().stream()
                .filter(issue -> issue.nanos() < service.hangEnds())
                .map(Issue::ends)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    double unavoidable(int threads) {
        return threads * Math.max(0, service.hangEnds() + latency - nothingValidFrom()) / NANOS_PER_SECOND;
    }

    double needless() {
        long from = nothingValidFrom();
        long until = service.hangEnds() + latency;
        return waits.stream()
                        .mapToLong(call -> call.length() - call.within(from, until))
                        .sum()
                / NANOS_PER_SECOND;
    }

    /** From the end of the hang until the last call that it held up has ended. */
    double backMillis() {
        return waits.stream()
                        .filter(call -> call.start() < service.hangEnds())
                        .mapToLong(call -> call.end() - service.hangEnds())
                        .max()
                        .orElse(0)
                / NANOS_PER_MILLI;
    }

    void reportHang(int threads, String work, String subject, Run run) {
        run.add(work, subject, "unavoidable thread-s", unavoidable(threads));
        run.add(work, subject, "needless thread-s", needless());
        run.add(work, subject, "back ms", backMillis());
    }
}
