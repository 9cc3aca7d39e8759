package dev.mooring.connection.core.fire;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.core.fire.FaultyIssuer.Issue;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time leaps, as after a pause of the whole process: nothing that expired meanwhile is handed out afterwards. */
class ClockJumpTest {
    private static final int THREADS = 8;
    private static final Duration JUMP = Duration.ofHours(1);

    private final LayerThreads threads = new LayerThreads();
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

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 41, 59})
    void nothingExpiredIsHandedOutAfterALeapOfAnHour(int minutesBefore) throws Exception {
        try (Callers callers = new Callers()) {
            for (int leap = 0; leap < 20; leap++) {
                Callers.join(callers.start(THREADS, this::get));
                clock.advance(Duration.ofMinutes(minutesBefore));
                Callers.join(callers.start(THREADS, this::get));
                threads.awaitRest(issuer);
                clock.advance(JUMP);
                Callers.join(callers.start(THREADS, this::get));
            }
        }
    }

    private Issue get() {
        Instant now = clock.instant();
        return issuer.good(ann.vend("lake", AccessScope.read("mint://orders/")), now);
    }
}
