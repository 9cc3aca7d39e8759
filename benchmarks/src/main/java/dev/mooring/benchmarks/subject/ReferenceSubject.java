package dev.mooring.benchmarks.subject;

import dev.mooring.benchmarks.issuer.Token;
import dev.mooring.benchmarks.issuer.TokenService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The reference, which is told the issuer's ceiling. */
final class ReferenceSubject implements Subject {
    private static final int NO_CEILING = 64;

    private final Reference reference;
    private final Runnable stop;

    ReferenceSubject(TokenService service) {
        this(service, System::currentTimeMillis, () -> {});
    }

    private ReferenceSubject(TokenService service, LongSupplier clock, Runnable stop) {
        this.reference = new Reference(
                service::issue, clock, Math.min(NO_CEILING, service.terms().ceiling()));
        this.stop = stop;
    }

    /** Reads a field that a thread sets every millisecond. */
    static ReferenceSubject withCoarseClock(TokenService service) {
        AtomicLong millis = new AtomicLong(System.currentTimeMillis());
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "coarse-clock");
            thread.setDaemon(true);
            return thread;
        });
        ScheduledFuture<?> ticking =
                ticker.scheduleAtFixedRate(() -> millis.set(System.currentTimeMillis()), 1, 1, TimeUnit.MILLISECONDS);
        return new ReferenceSubject(service, millis::get, () -> {
            ticking.cancel(false);
            ticker.shutdownNow();
        });
    }

    @Override
    public Handle handle(String key) {
        return reference.entry(key)::get;
    }

    @Override
    public Handle lookup(String key) {
        return () -> reference.get(key);
    }

    @Override
    public String tokenId(Object credential) {
        return ((Token) credential).id();
    }

    @Override
    public void close() {
        reference.close();
        stop.run();
    }
}
