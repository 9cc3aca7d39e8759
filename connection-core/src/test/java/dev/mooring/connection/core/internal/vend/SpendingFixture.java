package dev.mooring.connection.core.internal.vend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.Keyring;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.core.RefreshProvider;
import dev.mooring.connection.core.SingleUseTokens;
import dev.mooring.connection.core.internal.crypto.Keyrings;
import dev.mooring.connection.core.internal.store.MemoryConnectionStore;
import dev.mooring.connection.core.internal.store.SecretLease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;

/** Two processes over one store and one strict issuer; this one's sleeps are what the other one has to do something. */
abstract class SpendingFixture {
    final MutableClock clock = new MutableClock();
    final SingleUseTokens tokens = new SingleUseTokens();
    final RefreshProvider provider = new RefreshProvider((endpoint, token) -> tokens.spend(token));
    final MemoryConnectionStore shared = new MemoryConnectionStore();
    final Keyring keyring = Keyrings.inMemory();
    final List<Long> slept = new ArrayList<>();
    Runnable whileAsleep = () -> {};
    final SpendingNode node = new SpendingNode(shared, keyring, provider, clock, this::sleep);
    final SpendingNode other =
            new SpendingNode(shared, keyring, new RefreshProvider((endpoint, token) -> tokens.spend(token)), clock);

    private void sleep(long millis) {
        slept.add(millis);
        whileAsleep.run();
    }

    @BeforeEach
    void createAConnection() {
        node.create(tokens.newFamily());
    }

    Optional<SecretLease> lease(String holder) {
        Instant now = clock.instant();
        return shared.acquireLease(other.present(), holder, now, now.plus(SecretLease.LENGTH));
    }

    /** Each token once, and what is stored is the one that works. */
    void assertSpent(int times) {
        assertThat(tokens.spent()).isEqualTo(times);
        assertThat(tokens.refused()).isZero();
        assertThat(tokens.spend(other.refreshToken())).isPresent();
    }

    static ConnectionException fails(ConnectionError code, ThrowingCallable action) {
        ConnectionException failure = catchThrowableOfType(ConnectionException.class, action);
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(code);
        return failure;
    }
}
