package dev.mooring.connection.core.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.credential.Credential;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Many ask at the moment at which a credential becomes due, and the issuer answers at once. */
class SingleRenewalTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 300;
    private static final Duration LIFE = Duration.ofMinutes(1);
    private static final Duration UNTIL_DUE = Duration.ofSeconds(41);

    private final LayerThreads threads = new LayerThreads();
    private final MutableClock clock = new MutableClock();
    private final FaultyIssuer issuer = new FaultyIssuer(clock);

    /** One that asked before the renewal landed and looks on only after it must not start a second. */
    @Test
    void whatIsDueIsRenewedOnceHoweverManyAsk() throws Exception {
        issuer.life(LIFE);
        try (ConnectionLayer layer = ConnectionLayer.inMemory()
                        .provider(new FaultyProvider(issuer))
                        .clock(clock)
                        .open();
                Callers callers = new Callers()) {
            Connections ann = layer.workspace("sales", "ann");
            ann.create(FaultyProvider.draft("lake", "one"));
            CredentialSource source = ann.source("lake", AccessScope.read("mint://orders/"));
            CyclicBarrier round = new CyclicBarrier(THREADS, this::nextRound);
            List<Future<Void>> users = callers.start(THREADS, () -> use(source, round));
            Callers.join(users);
        }
        assertThat(issuer.calls()).as("calls in %s rounds", ROUNDS).isLessThanOrEqualTo(ROUNDS + 1);
    }

    private void nextRound() {
        threads.awaitRest(issuer);
        clock.advance(UNTIL_DUE);
    }

    /** Asks on until the new one has come, so that many ask at the very moment at which it does. */
    private static Void use(CredentialSource source, CyclicBarrier round) throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            Credential due = source.get();
            round.await(60, TimeUnit.SECONDS);
            long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (source.get().equals(due)) {
                assertThat(System.nanoTime()).as("the limit of a renewal").isLessThan(limit);
            }
        }
        return null;
    }
}
