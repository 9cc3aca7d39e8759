package dev.mooring.connection.core.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.core.fire.FaultyIssuer.Issue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Answers that are long on their way, as when the process pauses between the issuer's word and its own look at the
 * clock. The delay must not be taken for a wrong clock of the issuer: the credential would be used past its end.
 */
class AnswersOnTheWayTest {
    private static final int THREADS = 8;
    private static final Duration JUMP = Duration.ofHours(1);

    private final MutableClock clock = new MutableClock();
    private final FaultyIssuer issuer = new FaultyIssuer(clock);
    private final ConnectionLayer layer = ConnectionLayer.inMemory()
            .provider(new FaultyProvider(issuer))
            .clock(clock)
            .open();
    private final Connections ann = layer.workspace("sales", "ann");

    @BeforeEach
    void create() {
        ann.create(FaultyProvider.draft("lake", "one"));
    }

    @AfterEach
    void close() {
        layer.close();
    }

    @Test
    void whatACallUnderWayBringsAfterTheLeapIsNotHandedOutIfItExpiredMeanwhile() throws Exception {
        CountDownLatch answers = issuer.hangAnswers();
        try (Callers callers = new Callers()) {
            List<Future<Optional<Issue>>> waiting = callers.start(THREADS, this::getGoodOrNothing);
            Awaitility.await().until(() -> issuer.calls() == 1);
            clock.advance(JUMP);
            answers.countDown();
            Callers.join(waiting);
        }
        clock.advance(Duration.ofMinutes(1));
        get();
    }

    /** Nor any that was due: the renewal that the leap interrupted ends, and callers follow. */
    @Test
    void aRenewalUnderWayDuringTheLeapBringsNothingExpired() throws Exception {
        Issue first = get();
        clock.advance(Duration.ofMinutes(41));
        CountDownLatch answers = issuer.hangAnswers();
        assertThat(get()).isEqualTo(first);
        Awaitility.await().until(() -> issuer.underWay() == 1);
        clock.advance(JUMP.plusMinutes(1));
        try (Callers callers = new Callers()) {
            List<Future<Optional<Issue>>> waiting = callers.start(THREADS, this::getGoodOrNothing);
            answers.countDown();
            Callers.join(waiting);
        }
        clock.advance(Duration.ofMinutes(1));
        assertThat(get()).isNotEqualTo(first);
    }

    /** A minute of delay is neither a minute more to use the credential nor a failure. */
    @Test
    void anAnswerThatIsAMinuteOldIsUsedUntilItsTrueEndOnly() throws Exception {
        CountDownLatch answers = issuer.hangAnswers();
        try (Callers callers = new Callers()) {
            List<Future<Issue>> waiting = callers.start(THREADS, this::get);
            Awaitility.await().until(() -> issuer.underWay() == 1);
            clock.advance(Duration.ofMinutes(1));
            answers.countDown();
            Issue first = Callers.join(waiting).get(0);
            issuer.down(Fault.DENIED);
            clock.set(first.end());
            assertThat(getGoodOrNothing()).isEmpty();
        }
    }

    private Issue get() {
        Instant now = clock.instant();
        return issuer.good(ann.vend("lake", AccessScope.read("mint://orders/")), now);
    }

    /** What it got is judged when it got it; the clock has stood since the answers came. */
    private Optional<Issue> getGoodOrNothing() {
        try {
            return Optional.of(issuer.good(ann.vend("lake", AccessScope.read("mint://orders/")), clock.instant()));
        } catch (ConnectionException e) {
            return Optional.empty();
        }
    }
}
