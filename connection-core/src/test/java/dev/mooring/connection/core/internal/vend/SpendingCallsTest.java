package dev.mooring.connection.core.internal.vend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.RefreshProvider;
import dev.mooring.connection.core.internal.rotation.SecretLeases;
import dev.mooring.connection.core.internal.store.SecretLease;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.spi.VendPlan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is spent, when, and by whom. */
class SpendingCallsTest extends SpendingFixture {
    @Test
    void spendsEachTokenOnceAndStoresTheNext() {
        node.load();
        other.load();
        node.load();

        assertSpent(3);
        assertThat(node.present().secrets().revision()).isEqualTo(4);
        assertThat(node.present().connection().version()).isEqualTo(1);
        assertThat(lease("anybody")).as("released").isPresent();
    }

    @Test
    void usesWhatAnotherProcessStoredWhileItWaited() {
        SecretLease held = lease("another").orElseThrow();
        VendTarget readBefore = node.target(AccessScope.everything());
        whileAsleep = () -> {
            whileAsleep = () -> {};
            shared.releaseLease(held);
            other.load();
        };

        node.load(readBefore);

        assertThat(slept).isNotEmpty();
        assertSpent(2);
    }

    @Test
    void waitsNoLongerThanItsPatience() {
        lease("another");

        fails(ConnectionError.TIMED_OUT, node::load);

        assertThat(slept.stream().mapToLong(Long::longValue).sum())
                .isBetween(SecretLeases.PATIENCE.toMillis(), SecretLeases.PATIENCE.toMillis() + 1_000);
        assertSpent(0);
    }

    @Test
    void takesOverALeaseThatEnded() {
        lease("another that ended");
        whileAsleep = () -> clock.advance(SecretLease.LENGTH);

        node.load();

        assertThat(slept).hasSize(1);
        assertSpent(1);
    }

    @Test
    void aProcessPausedBetweenItsLeaseAndItsCallLooksAgain() {
        node.store.afterLease.set(() -> {
            clock.advance(SecretLease.LENGTH);
            other.load();
        });

        node.load();

        assertSpent(2);
    }

    @Test
    void triesAgainWithTheSecretThatReplacedTheRefusedOne() {
        SpendingNode faster = new SpendingNode(shared, keyring, new RefreshProvider((e, t) -> next(t)), clock);
        SpendingNode slower = new SpendingNode(
                shared,
                keyring,
                new RefreshProvider((endpoint, token) -> {
                    if (!token.equals("first")) {
                        return next(token);
                    }
                    clock.advance(SecretLease.LENGTH);
                    faster.load();
                    return Optional.empty();
                }),
                clock);
        node.alter("first");

        slower.load();

        assertThat(slower.refreshToken()).isEqualTo("next-of-next-of-first");
    }

    private static Optional<String> next(String token) {
        return Optional.of("next-of-" + token);
    }

    @Test
    void aRefusalSaysHowToAuthoriseAgain() {
        tokens.spend(node.refreshToken());
        lease("one that died with the token in its hands");
        clock.advance(SecretLease.LENGTH);

        ConnectionException refusal = fails(ConnectionError.CREDENTIAL_REJECTED, node::load);

        assertThat(refusal.remedy()).contains("Connections.authorize", "ALTER CONNECTION api SET");
        assertThat(refusal).hasMessageContaining("ended");
        assertThat(tokens.refused()).isEqualTo(1);
        assertThat(lease("anybody")).as("released").isPresent();
    }

    @Test
    void whatWasChangedBeforeTheCallIsNotSpent() {
        VendTarget old = node.target(AccessScope.everything());
        node.alter(tokens.newFamily());

        fails(ConnectionError.CONCURRENT_CHANGE, () -> node.load(old));

        assertSpent(0);
    }

    @Test
    void whatIsNotStoredIsNotSpent() {
        VendTarget dropped = node.target(AccessScope.everything());
        node.drop();

        assertThat(fails(ConnectionError.CONNECTION_NOT_FOUND, () -> node.load(dropped)))
                .hasMessageContaining("REFRESH_TOKEN");

        assertThat(tokens.spent()).isZero();
    }

    @Test
    void whatSpendsASecretIsNotMadeOnceAScope() {
        provider.around = (request, spending) -> spending;
        AccessScope scope = AccessScope.read("api://x/");

        fails(ConnectionError.PROVIDER_CONTRACT, () -> node.load(node.target(scope)));
        assertThat(tokens.spent()).isZero();

        node.load();
        assertSpent(1);
    }

    @Test
    void aCallThatSpendsASecretNeedsNoOtherThatDoes() {
        provider.around = (request, spending) -> VendPlan.spending(
                "refresh:Outer", List.of(), request, RefreshProvider.REFRESH_TOKEN, (stored, hops) -> {
                    hops.get("inner", spending);
                    throw new AssertionError("refused before");
                });

        fails(ConnectionError.PROVIDER_CONTRACT, node::load);

        assertSpent(0);
    }

    @Test
    void aConnectionWithoutTheSecretSaysWhatIsMissing() {
        provider.around = (request, spending) -> VendPlan.spending(
                "refresh:Absent",
                List.of(),
                request,
                PropertySpec.secret("ABSENT").describe("absent").build(),
                (stored, hops) -> {
                    throw new AssertionError("nothing is stored");
                });

        assertThat(fails(ConnectionError.CONNECTION_NOT_READY, node::load)).hasMessageContaining("ABSENT");
    }
}
