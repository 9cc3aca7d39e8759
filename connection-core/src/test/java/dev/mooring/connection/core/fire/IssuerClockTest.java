package dev.mooring.connection.core.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.core.fire.FaultyIssuer.Issue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An issuer whose clock is wrong: its credentials are used for their life, not longer and not shorter. */
class IssuerClockTest {
    private final LayerThreads threads = new LayerThreads();
    private final MutableClock clock = new MutableClock();
    private final FaultyIssuer issuer = new FaultyIssuer(clock);

    @ParameterizedTest
    @CsvSource({"600, 60", "-600, 60", "600, 900", "-600, 900", "600, 3600", "-600, 3600", "20, 60", "-20, 60"})
    void credentialsOfAWrongClockAreUsedForTheirTrueLife(long seconds, long life) {
        issuer.ahead(Duration.ofSeconds(seconds));
        issuer.life(Duration.ofSeconds(life));
        Duration step = Duration.ofSeconds(life).dividedBy(60);
        Set<Issue> used = new HashSet<>();
        try (ConnectionLayer layer = ConnectionLayer.inMemory()
                .provider(new FaultyProvider(issuer))
                .clock(clock)
                .open()) {
            Connections ann = layer.workspace("sales", "ann");
            ann.create(FaultyProvider.draft("lake", "one"));
            for (int i = 0; i < 300; i++) {
                Issue issue = vend(ann);
                used.add(issue);
                // two steps after it became due, for one may pass while an answer is on its way
                if (clock.instant().isAfter(issue.end().minusSeconds(life / 3).plus(step.multipliedBy(2)))) {
                    awaitRenewal(ann, issue);
                }
                threads.awaitRest(issuer);
                clock.advance(step);
            }
        }
        // five lives: renewed after about two thirds of each, neither at every call nor at the issuer's wrong end only
        assertThat(used).hasSizeBetween(6, 9);
    }

    private void awaitRenewal(Connections ann, Issue due) {
        Awaitility.await("the renewal of " + due)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(30))
                .until(() -> !vend(ann).equals(due));
    }

    private Issue vend(Connections ann) {
        Instant now = clock.instant();
        return issuer.good(ann.vend("lake", AccessScope.read("mint://orders/")), now);
    }
}
