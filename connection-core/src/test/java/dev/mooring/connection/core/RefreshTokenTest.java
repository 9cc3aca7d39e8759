package dev.mooring.connection.core;

import static dev.mooring.connection.core.RefreshingProcess.CONNECTION;
import static dev.mooring.connection.core.RefreshingProcess.WORKSPACE;
import static dev.mooring.connection.core.RefreshingProcess.vendAtOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.RefreshingProcess.Crash;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.internal.store.ConnectionStore;
import dev.mooring.connection.core.internal.store.SqliteStores;
import dev.mooring.connection.credential.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that share a store and the one refresh token in it, which a strict issuer accepts once. */
class RefreshTokenTest {
    private static final int ROUNDS = 5;
    private static final int MANY_ROUNDS = 100;
    private static final AccessScope SCOPE = AccessScope.read("api://x/");

    @TempDir
    Path directory;

    private final MutableClock clock = new MutableClock();
    private RefreshIssuer issuer;
    private int spentBefore;

    @BeforeEach
    void createAConnection() throws Exception {
        issuer = new RefreshIssuer();
        try (ConnectionLayer layer = open()) {
            Connections ann = layer.workspace(WORKSPACE, "ann");
            ann.create(RefreshProvider.draft(CONNECTION, issuer.endpoint()));
            authorize(ann);
        }
        spentBefore = issuer.tokens.spent();
    }

    @AfterEach
    void stopTheIssuer() {
        issuer.close();
    }

    @Test
    void twoLayersOfOneProcessShareATokenAndEachCallOnceARenewal() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try (ConnectionLayer one = open();
                ConnectionLayer two = open()) {
            for (int round = 1; round <= ROUNDS; round++) {
                clock.advance(Duration.ofHours(2));
                Set<String> expected =
                        Set.of(clock.instant().plus(Duration.ofHours(1)).toString());
                List<Future<Set<String>>> outcomes = new ArrayList<>();
                for (ConnectionLayer layer : List.of(one, two)) {
                    outcomes.add(nodes.submit(() -> vendAtOnce(layer.workspace(WORKSPACE, "ann"))));
                }
                for (Future<Set<String>> outcome : outcomes) {
                    assertThat(outcome.get()).isEqualTo(expected);
                }
                assertSpent(2 * round);
            }
        } finally {
            nodes.shutdownNow();
        }
        assertTheStoredTokenWorks();
        assertEachSpendIsAudited();
    }

    @Test
    void twoProcessesShareATokenAndEachCallOnceARenewal() throws Exception {
        try (ChildJvm one = child(Crash.NEVER, ROUNDS);
                ChildJvm two = child(Crash.NEVER, ROUNDS)) {
            assertThat(one.lines(1)).containsExactly("ready");
            assertThat(two.lines(1)).containsExactly("ready");
            for (int round = 1; round <= ROUNDS; round++) {
                clock.advance(Duration.ofHours(2));
                String expected = "[" + clock.instant().plus(Duration.ofHours(1)) + "]";
                one.release();
                two.release();
                assertThat(one.lines(1)).containsExactly(expected);
                assertThat(two.lines(1)).containsExactly(expected);
                assertSpent(2 * round);
            }
        }
        assertTheStoredTokenWorks();
        assertEachSpendIsAudited();
    }

    @Test
    void aProcessThatDiesBeforeItsCallCostsNothingButTime() throws Exception {
        crash(Crash.BEFORE_THE_CALL);
        assertSpent(0);

        assertTheStoredTokenWorks();
    }

    @Test
    void aProcessThatDiesWithTheAnswerTakesTheTokenWithItAndTheRestIsTold() throws Exception {
        crash(Crash.AFTER_THE_ANSWER);
        assertSpent(1);

        try (ConnectionLayer layer = open()) {
            Connections ann = layer.workspace(WORKSPACE, "ann");
            for (int i = 0; i < 10; i++) {
                assertThat(refusal(ann).remedy()).contains("authorise the connection again");
            }
            assertThat(issuer.tokens.refused()).as("tries with the spent token").isEqualTo(1);

            authorize(ann);
            assertThat(ann.vend(CONNECTION, SCOPE)).isNotNull();
            assertThat(issuer.tokens.refused()).isEqualTo(1);
        }
    }

    @RepeatedTest(3)
    void whereverAProcessIsKilledTheTokenIsTriedOnceMoreAtTheMost() throws Exception {
        int rounds = 1 + ThreadLocalRandom.current().nextInt(MANY_ROUNDS / 2);
        try (ChildJvm child = child(Crash.NEVER, MANY_ROUNDS)) {
            assertThat(child.lines(1)).containsExactly("ready");
            for (int round = 0; round < MANY_ROUNDS; round++) {
                child.release();
            }
            assertThat(child.lines(rounds)).hasSize(rounds);
            child.kill();
        }
        int spent = issuer.tokens.spent() - spentBefore;
        assertThat(spent).isBetween(rounds, MANY_ROUNDS);
        assertThat(issuer.tokens.refused()).isZero();
        clock.advance(Duration.ofHours(2).multipliedBy(MANY_ROUNDS + 1));

        try (ConnectionLayer layer = open()) {
            Set<String> outcomes = vendAtOnce(layer.workspace(WORKSPACE, "ann"));
            String vended = clock.instant().plus(Duration.ofHours(1)).toString();
            assertThat(outcomes)
                    .as("after %d spent tokens", spent)
                    .hasSize(1)
                    .isSubsetOf(vended, ConnectionError.CREDENTIAL_REJECTED.name());
            // one more when the killed process's last request is read after this one's
            assertThat(issuer.tokens.refused()).isLessThanOrEqualTo(1);
        }
    }

    /** A process holds the lease and dies; afterwards, by everybody's clock, the lease has ended. */
    private void crash(Crash where) throws Exception {
        try (ChildJvm child = child(where, 1)) {
            assertThat(child.lines(1)).containsExactly("ready");
            child.release();
            assertThat(child.lines(1)).as("it died").isEmpty();
        }
        clock.advance(Duration.ofHours(2).plusMinutes(1));
    }

    private ChildJvm child(Crash where, int rounds) throws Exception {
        return ChildJvm.start(RefreshingProcess.class, directory.toString(), where.name(), "" + rounds);
    }

    private ConnectionLayer open() {
        return RefreshingProcess.layer(directory, RefreshIssuer.provider(), clock);
    }

    private void authorize(Connections connections) {
        connections.authorize(CONNECTION, Secret.of(issuer.tokens.newFamily()));
    }

    private static ConnectionException refusal(Connections connections) {
        ConnectionException refusal =
                catchThrowableOfType(ConnectionException.class, () -> connections.vend(CONNECTION, SCOPE));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ConnectionError.CREDENTIAL_REJECTED);
        return refusal;
    }

    private void assertSpent(int times) {
        assertThat(issuer.tokens.refused()).as("tokens spent twice").isZero();
        assertThat(issuer.tokens.spent() - spentBefore).isEqualTo(times);
    }

    private void assertTheStoredTokenWorks() {
        try (ConnectionLayer layer = open()) {
            assertThat(layer.workspace(WORKSPACE, "ann").vend(CONNECTION, SCOPE))
                    .isNotNull();
        }
        assertThat(issuer.tokens.refused()).isZero();
    }

    private void assertEachSpendIsAudited() {
        try (ConnectionStore store = SqliteStores.open(directory.resolve("connections.db"))) {
            assertThat(store.audit(WORKSPACE))
                    .filteredOn(entry -> entry.action() == AuditEntry.Action.ROTATE_SECRET)
                    .hasSize(issuer.tokens.spent() - spentBefore);
        }
    }
}
