package dev.mooring.connection.core.internal.vend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Vended;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.core.internal.time.EngineTime;
import dev.mooring.connection.core.internal.time.Epoch;
import dev.mooring.connection.core.internal.vend.gate.IssuerGates;
import dev.mooring.connection.core.internal.vend.gate.Lane;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.VendPlan.Reuse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HousekeepingTest {
    private static final VendKey KEY = new VendKey("id", 1, "content", "ann", "", AccessScope.everything(), List.of());

    private final MutableClock clock = new MutableClock();
    private final AtomicLong steady = new AtomicLong();
    private final EngineTime time = new EngineTime(clock, steady::get);
    private final ManualRunner runner = new ManualRunner();
    private final CredentialCache cache = new CredentialCache(time, new Retries(() -> 0.5), runner);
    private final Epoch epoch = new Epoch();
    private final Housekeeping housekeeping =
            new Housekeeping(cache.entries(), new IssuerGates(runner, time), time, epoch);
    private int calls;

    @Test
    void aClockThatIsSetBackMakesNoCredentialLiveLonger() {
        Vended first = get();
        pass(Duration.ofMinutes(30));
        clock.advance(Duration.ofHours(-1));
        long before = epoch.count();
        housekeeping.look();
        assertThat(epoch.count()).as("what was looked up is doubtful").isGreaterThan(before);
        assertThat(get()).isSameAs(first);

        pass(Duration.ofMinutes(31));
        assertThat(get()).isNotSameAs(first);
        assertThat(calls).isEqualTo(2);
    }

    @Test
    void evenBeforeAnybodyLookedTheOtherClockTellsTheCredentialsAge() {
        Vended first = get();
        clock.advance(Duration.ofHours(-1));
        pass(Duration.ofMinutes(61));
        assertThat(get()).isNotSameAs(first);
    }

    @Test
    void aClockThatIsSetForwardEndsCredentialsAndTheNextOnesLiveAsLongAsTheyDo() {
        Vended first = get();
        clock.advance(Duration.ofHours(1));
        housekeeping.look();
        Vended second = get();
        assertThat(second).isNotSameAs(first);

        clock.advance(Duration.ofHours(-1));
        housekeeping.look();
        pass(Duration.ofMinutes(10));
        assertThat(get()).isSameAs(second);
        pass(Duration.ofMinutes(51));
        assertThat(get()).isNotSameAs(second);
    }

    @Test
    void whatCameAfterTheClockWasSetBackIsNotShortened() {
        pass(Duration.ofMinutes(1));
        clock.advance(Duration.ofHours(-2));
        Vended first = get();
        housekeeping.look();
        assertThat(get()).isSameAs(first);
        pass(Duration.ofMinutes(61));
        assertThat(get()).isNotSameAs(first);
    }

    @Test
    void doesNotRestAsLongAsSomethingElseIsKept() {
        AtomicBoolean isKept = new AtomicBoolean(true);
        housekeeping.alsoSweep(isKept::get);
        assertThat(housekeeping.look()).isTrue();
        isKept.set(false);
        assertThat(housekeeping.look()).isFalse();
    }

    @Test
    void aSlewedClockDoubtsNothing() {
        get();
        long before = epoch.count();
        for (int second = 0; second < 600; second++) {
            pass(Duration.ofSeconds(1));
            clock.advance(Duration.ofMillis(-1));
            housekeeping.look();
        }
        assertThat(epoch.count()).isEqualTo(before);
    }

    @Test
    void givesUpWhatIsOverAndThenRests() {
        get();
        assertThat(housekeeping.look()).isTrue();
        pass(Duration.ofMinutes(61));
        for (int look = 0; look < 60; look++) {
            housekeeping.look();
        }
        assertThat(housekeeping.look()).as("nothing is left to look after").isFalse();
    }

    private void pass(Duration duration) {
        clock.advance(duration);
        steady.addAndGet(TimeUnit.MILLISECONDS.toNanos(duration.toMillis()));
    }

    private Vended get() {
        return cache.get(KEY, reason -> load(), Lane.CALLER).vended();
    }

    private Loaded load() {
        calls++;
        Instant expiry = clock.instant().plus(Duration.ofHours(1));
        Credential credential = new Credential.Bearer(Secret.of("token-" + calls), Optional.of(expiry));
        return new Loaded(
                new Vended(credential, List.of(), PropertyValues.empty()), Reuse.UNTIL_EXPIRY, Optional.of(expiry));
    }
}
