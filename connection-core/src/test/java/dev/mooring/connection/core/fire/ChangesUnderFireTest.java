package dev.mooring.connection.core.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.fire.FaultyIssuer.Issue;
import dev.mooring.connection.core.fire.Journal.State;
import dev.mooring.connection.credential.Credential;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection changes, goes and comes back while many threads use it. */
class ChangesUnderFireTest {
    private static final int THREADS = 32;
    private static final int STATEMENTS = 140;
    private static final int CALLS_BETWEEN = 64;
    private static final AccessScope ORDERS = AccessScope.read("mint://orders/");

    private final LayerThreads threads = new LayerThreads();
    private final FaultyIssuer issuer = new FaultyIssuer(Clock.systemUTC());
    private final ConnectionLayer layer =
            ConnectionLayer.inMemory().provider(new FaultyProvider(issuer)).open();
    private final Connections ann = layer.workspace("sales", "ann");
    private final Journal journal = new Journal();
    private final Semaphore calls = new Semaphore(0);
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final Queue<Issue> handedOut = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        layer.close();
        threads.awaitEnd();
    }

    @Test
    void onceAStatementReturnedNobodyGetsAnOldCredential() throws Exception {
        create("lake", 0);
        issuer.latency(Duration.ofMillis(2));
        Supplier<Credential> shared = ann.source("lake", ORDERS)::get;
        try (Callers callers = new Callers()) {
            List<Future<Void>> users = new ArrayList<>();
            users.addAll(callers.start(THREADS / 2, () -> use(shared, Function.identity())));
            for (int i = 0; i < THREADS / 2; i++) {
                AccessScope scope = AccessScope.read("mint://orders/" + i % 4);
                String name = i % 2 == 0 ? "lake" : "LAKE";
                users.addAll(callers.start(1, () -> use(() -> ann.vend(name, scope), Function.identity())));
            }
            for (int number = 1; number <= STATEMENTS; number++) {
                awaitCalls();
                statement(number);
            }
            isOver.set(true);
            Callers.join(users);
        }
        assertThat(journal.violations(handedOut)).isEmpty();
        assertThat(handedOut.stream().map(Issue::stamp).distinct().count())
                .as("versions that were seen in use")
                .isGreaterThan(STATEMENTS / 7);
    }

    @Test
    void onceTheConnectionItDerivesFromChangedNobodyGetsWhatWasDerivedBefore() throws Exception {
        create("base", 0);
        ann.create(ConnectionDraft.of("lake", "MINT")
                .property("ENDPOINT", "any")
                .property("PARENT", "base")
                .build());
        issuer.latency(Duration.ofMillis(2));
        Supplier<Credential> shared = ann.source("lake", ORDERS)::get;
        try (Callers callers = new Callers()) {
            List<Future<Void>> users = callers.start(
                    THREADS, () -> use(shared, issue -> issue.parent().orElseThrow()));
            for (int number = 1; number <= STATEMENTS / 2; number++) {
                awaitCalls();
                int endpoint = number;
                switch (number % 4) {
                    case 2 -> journal.run(State.DISABLED, () -> Optional.of(ann.disable("base")));
                    case 3 -> journal.run(State.PRESENT, () -> Optional.of(ann.enable("base")));
                    default -> journal.run(State.PRESENT, () -> Optional.of(alter("base", endpoint)));
                }
            }
            isOver.set(true);
            Callers.join(users);
        }
        assertThat(journal.violations(handedOut)).isEmpty();
    }

    private enum Change {
        ALTER,
        DISABLE_AND_ENABLE,
        DROP_AND_CREATE
    }

    @ParameterizedTest
    @EnumSource
    void aCallUnderWayDoesNotBringWhatIsOldToThoseThatComeLater(Change change) throws Exception {
        String old = FaultyIssuer.stampOf(create("lake", 0));
        CountDownLatch answers = issuer.hang(
                request -> FaultyIssuer.stampOf(request.connection()).equals(old));
        try (Callers callers = new Callers()) {
            List<Future<Optional<Issue>>> early = callers.start(4, this::getOrNothing);
            Awaitility.await().until(() -> issuer.underWay() == 1);
            apply(change);
            assertThat(get().stamp()).as("while the old call hangs").isNotEqualTo(old);
            answers.countDown();
            Callers.join(early);
            threads.awaitRest(issuer);
            assertThat(get().stamp()).as("after the old call came back").isNotEqualTo(old);
        }
    }

    /** An issuer that fails is asked again after a while: not for a connection that went meanwhile. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void attemptsEndWithTheConnection(boolean isDropped) throws Exception {
        create("lake", 0);
        issuer.down(Fault.FAILED);
        try (Callers callers = new Callers()) {
            List<Future<Optional<Issue>>> early = callers.start(4, this::getOrNothing);
            Awaitility.await().until(() -> !issuer.failures().isEmpty());
            if (isDropped) {
                ann.drop("lake");
            } else {
                ann.disable("lake");
            }
            threads.awaitRest(issuer);
            int made = issuer.calls();
            assertThat(Callers.join(early)).containsOnly(Optional.empty());
            assertThat(issuer.calls()).as("calls to the issuer").isEqualTo(made);
        }
    }

    private void statement(int number) {
        switch (number % 7) {
            case 2 -> journal.run(State.DISABLED, () -> Optional.of(ann.disable("lake")));
            case 3 -> journal.run(State.PRESENT, () -> Optional.of(ann.enable("lake")));
            case 5 ->
                journal.run(State.ABSENT, () -> {
                    ann.drop("lake");
                    return Optional.empty();
                });
            case 6 -> create("lake", number);
            default -> journal.run(State.PRESENT, () -> Optional.of(alter("lake", number)));
        }
    }

    private Connection create(String name, int endpoint) {
        journal.run(State.PRESENT, () -> Optional.of(ann.create(FaultyProvider.draft(name, "endpoint-" + endpoint))));
        return ann.require(name);
    }

    private Connection alter(String name, int endpoint) {
        return ann.alter(
                name,
                Alteration.builder().set("ENDPOINT", "endpoint-" + endpoint).build());
    }

    private void apply(Change change) {
        switch (change) {
            case ALTER -> alter("lake", 1);
            case DISABLE_AND_ENABLE -> {
                ann.disable("lake");
                ann.enable("lake");
            }
            case DROP_AND_CREATE -> {
                ann.drop("lake");
                ann.create(FaultyProvider.draft("lake", "endpoint-0"));
            }
        }
    }

    /** Calls until all is over; what matters about a credential is the issue that the function finds. */
    private Void use(Supplier<Credential> call, Function<Issue, Issue> judged) {
        while (!isOver.get()) {
            int before = journal.returned();
            try {
                Issue issue = judged.apply(issuer.known(call.get()));
                journal.brought(before, issue.connection());
                handedOut.add(issue);
            } catch (ConnectionException e) {
                journal.failed(before, e.code());
            }
            calls.release();
        }
        return null;
    }

    private void awaitCalls() throws InterruptedException {
        calls.drainPermits();
        assertThat(calls.tryAcquire(CALLS_BETWEEN, 60, TimeUnit.SECONDS)).isTrue();
    }

    private Issue get() {
        return issuer.known(ann.vend("lake", ORDERS));
    }

    private Optional<Issue> getOrNothing() {
        try {
            return Optional.of(get());
        } catch (ConnectionException e) {
            return Optional.empty();
        }
    }
}
