package dev.mooring.connection.core.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A job that uses one source for ten lifetimes of its credentials. */
class LongJobTest {
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofMillis(250);
    private static final int LIVES = 10;
    private static final int THREADS = 8;

    /** A renewal is due a third of its life before a credential's end, and up to a tenth of that third earlier. */
    private static final Duration SHORTEST_INTERVAL =
            LIFE.minus(LIFE.dividedBy(3)).minus(LIFE.dividedBy(30));

    private final LayerThreads layerThreads = new LayerThreads();
    private final MutableClock clock = new MutableClock();
    private final FaultyIssuer issuer = new FaultyIssuer(clock);

    /** The bound is ceil(600 s / 38 s) + 1: sixteen intervals, and the first credential. */
    @Test
    void tenLifetimesCostAtMostOneCallForEachRenewalIntervalAndOne() throws Exception {
        run();
        long intervals =
                (LIFE.multipliedBy(LIVES).toMillis() + SHORTEST_INTERVAL.toMillis() - 1) / SHORTEST_INTERVAL.toMillis();
        assertThat(issuer.calls())
                .as("calls for credentials that end at %s", issuer.ends())
                .isBetween(LIVES, (int) intervals + 1);
    }

    @Test
    void noCallOfTheJobFailsThoughOneOfThreeCallsToTheIssuerDoes() throws Exception {
        issuer.failing(call -> call % 3 == 2 ? Optional.of(Fault.FAILED) : Optional.empty());
        run();
        assertThat(issuer.failures()).isNotEmpty();
    }

    private void run() throws Exception {
        issuer.life(LIFE);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (ConnectionLayer layer = ConnectionLayer.inMemory()
                .provider(new FaultyProvider(issuer))
                .clock(clock)
                .open()) {
            Connections ann = layer.workspace("sales", "ann");
            ann.create(FaultyProvider.draft("lake", "one"));
            CredentialSource source = ann.source("lake", AccessScope.read("mint://orders/"));
            CyclicBarrier step = new CyclicBarrier(THREADS, this::nextStep);
            List<Future<?>> users = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                users.add(threads.submit(() -> use(source, step)));
            }
            for (Future<?> user : users) {
                user.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** The time stands while they ask, and while the issuer is asked: it is scaled down for all alike. */
    private void nextStep() {
        layerThreads.awaitRest(issuer);
        clock.advance(STEP);
    }

    private Void use(CredentialSource source, CyclicBarrier step) throws Exception {
        long steps = LIFE.multipliedBy(LIVES).dividedBy(STEP);
        for (long i = 0; i < steps; i++) {
            try {
                issuer.good(source.get(), clock.instant());
            } catch (RuntimeException | Error e) {
                step.reset();
                throw e;
            }
            step.await(60, TimeUnit.SECONDS);
        }
        return null;
    }
}
