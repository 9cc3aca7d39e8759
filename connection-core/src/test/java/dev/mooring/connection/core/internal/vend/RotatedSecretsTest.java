package dev.mooring.connection.core.internal.vend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.spi.VendPlan;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of a secret that was received. */
class RotatedSecretsTest extends SpendingFixture {
    @Test
    void aStoreThatAnswersLateKeepsTheToken() {
        provider.afterAnswer = () -> node.store.isDown = true;
        whileAsleep = () -> node.store.isDown = slept.size() < 5;

        node.load();

        assertThat(slept).hasSize(5);
        assertSpent(1);
    }

    @Test
    void aStoreThatStoredWithoutSayingSoIsAskedAgain() {
        node.store.answersLost.set(1);

        node.load();

        assertSpent(1);
        assertThat(node.present().secrets().revision()).isEqualTo(2);
    }

    @Test
    void aTokenThatCanNotBeStoredIsKeptForTheNextAttempt() {
        provider.afterAnswer = () -> node.store.isDown = true;
        fails(ConnectionError.STORE_UNAVAILABLE, node::load);
        VendTarget readBefore = other.target(AccessScope.everything());
        provider.afterAnswer = () -> {};
        node.store.isDown = false;
        slept.clear();

        node.load(readBefore);

        assertThat(slept).as("its own lease is no other's").isEmpty();
        assertSpent(2);
    }

    @Test
    void aTokenThatWasNotStoredDoesNotReplaceWhatAUserSetMeanwhile() {
        provider.afterAnswer = () -> node.store.isDown = true;
        fails(ConnectionError.STORE_UNAVAILABLE, node::load);
        provider.afterAnswer = () -> {};
        node.store.isDown = false;
        String another = tokens.newFamily();
        node.alter(another);

        node.load();

        assertSpent(2);
    }

    @Test
    void closingTheLayerDoesNotLoseWhatWasReceived() {
        provider.afterAnswer = () -> Thread.currentThread().interrupt();

        node.load();

        assertThat(Thread.interrupted()).isTrue();
        assertSpent(1);
        assertThat(lease("anybody")).as("released").isPresent();
    }

    @Test
    void anUnusableCredentialDoesNotCostTheToken() {
        clock.advance(Duration.ofHours(3));

        fails(ConnectionError.PROVIDER_CONTRACT, node::load);

        assertSpent(1);
    }

    @Test
    void aConnectionDroppedDuringItsCallIsGone() {
        provider.afterAnswer = node::drop;

        fails(ConnectionError.CONNECTION_NOT_FOUND, node::load);

        assertThat(slept).isEmpty();
    }

    @Test
    void whatIsReplacedWithoutNoticeIsKeptAllTheSame() {
        provider.around = (request, spending) ->
                new VendPlan(spending.operation(), spending.fields(), spending.reuse(), spending.call());
        lease("another");

        node.load();

        assertSpent(1);
    }
}
