package dev.mooring.connection.core.internal.vend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Vended;
import dev.mooring.connection.core.LayerObserver.Reason;
import dev.mooring.connection.core.internal.time.EngineTime.Moment;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.VendPlan.Reuse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class WindowsProperties {
    private static final long NOW = 1_700_000_000_000L;

    @Property
    void aCredentialIsFirstFreshThenDueThenStaleThenExpired(
            @ForAll @LongRange(min = 300, max = 86_400) long seconds,
            @ForAll @DoubleRange(min = 0, max = 1) double jitter) {
        long life = Duration.ofSeconds(seconds).toMillis();
        Held held = held(NOW + life, jitter);
        assertThat(held.due()).isGreaterThan(NOW + life / 2).isLessThan(held.stale());
        assertThat(held.stale()).isLessThan(NOW + life);
        assertThat(held.stale() - held.due()).isGreaterThanOrEqualTo(life / 100);
        if (seconds >= 3600) {
            assertThat(NOW + life - held.due())
                    .isGreaterThanOrEqualTo(Duration.ofMinutes(5).toMillis());
        }
    }

    @Property
    void aRenewalIsRetriedWellBeforeTheCredentialEnds(
            @ForAll @LongRange(min = 3, max = 86_400_000) long remaining,
            @ForAll @IntRange(min = 1, max = 1000) int failures,
            @ForAll @DoubleRange(min = 0, max = 1) double random) {
        ConnectionException failure = new ConnectionException(ConnectionError.ISSUER_FAILED, "as asked");
        long delay = new Retries(() -> random).beforeRenewal(failures, failure, remaining);
        assertThat(delay).isPositive().isLessThanOrEqualTo(remaining / 3);
    }

    private static Held held(long end, double jitter) {
        Vended vended = new Vended(new Credential.Anonymous(), List.of(), PropertyValues.empty());
        Loaded loaded = new Loaded(vended, Reuse.UNTIL_EXPIRY, Optional.of(Instant.ofEpochMilli(end)));
        return Held.of(loaded, new Flight(1, Reason.FIRST, 0), new Moment(NOW, 0), jitter);
    }
}
