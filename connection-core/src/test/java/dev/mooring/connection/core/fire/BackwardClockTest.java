package dev.mooring.connection.core.fire;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.fire.FaultyIssuer.Issue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * This machine's clock is set back under a layer. The lives are of seconds and real: what has truly expired is not handed
 * out, whatever the clock says.
 */
class BackwardClockTest {
    private static final Duration LIFE = Duration.ofSeconds(2);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Clock truth = Clock.systemUTC();
    private final ShiftedClock wall = new ShiftedClock(truth);
    private final FaultyIssuer issuer = new FaultyIssuer(truth);
    private final ConnectionLayer layer = ConnectionLayer.inMemory()
            .provider(new FaultyProvider(issuer))
            .clock(wall)
            .open();
    private final Connections ann = layer.workspace("sales", "ann");

    /** A true clock that somebody sets. */
    private static final class ShiftedClock extends Clock {
        private final Clock truth;
        private volatile Duration shift = Duration.ZERO;

        ShiftedClock(Clock truth) {
            this.truth = truth;
        }

        void shift(Duration by) {
            shift = by;
        }

        @Override
        public Instant instant() {
            return truth.instant().plus(shift);
        }

        @Override
        public ZoneId getZone() {
            return truth.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void create() {
        issuer.life(LIFE);
        ann.create(FaultyProvider.draft("lake", "one"));
    }

    @AfterEach
    void close() {
        layer.close();
    }

    @Test
    void nothingExpiredIsHandedOutAfterTheClockIsSetBackAnHour() {
        Issue issue = get();
        wall.shift(HOUR.negated());
        awaitEnd(issue);
        get();
    }

    @Test
    void nothingExpiredIsHandedOutAfterTheClockWentWrongForAWhile() {
        get();
        wall.shift(HOUR);
        Issue issue = get();
        wall.shift(Duration.ZERO);
        awaitEnd(issue);
        get();
    }

    /** The call was sent by the wrong clock and answered by the right one: the difference is not the issuer's. */
    @Test
    void nothingExpiredIsHandedOutAfterTheClockIsSetBackDuringACall() throws Exception {
        wall.shift(Duration.ofMinutes(4));
        CountDownLatch answers = issuer.hangAnswers();
        try (Callers callers = new Callers()) {
            List<Future<Issue>> waiting = callers.start(1, this::get);
            Awaitility.await().until(() -> issuer.underWay() == 1);
            wall.shift(Duration.ZERO);
            answers.countDown();
            awaitEnd(Callers.join(waiting).get(0));
        }
        get();
    }

    private void awaitEnd(Issue issue) {
        Awaitility.await().until(() -> !truth.instant().isBefore(issue.end()));
    }

    private Issue get() {
        Instant now = truth.instant();
        return issuer.good(ann.vend("lake", AccessScope.read("mint://orders/")), now);
    }
}
