package dev.mooring.connection.core.fire;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.spi.VendRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * A token service in process that fails, hangs and is slow as told. It remembers for whom and until when each credential
 * is, by a clock that is true, so that a test judges without believing the layer.
 */
final class FaultyIssuer {
    private static final Predicate<VendRequest> NOBODY = request -> false;

    private final Clock truth;
    private final Tokens tokens;
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Map<String, Issue> issues = new ConcurrentHashMap<>();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private volatile Duration life = Duration.ofHours(1);
    private volatile Duration ahead = Duration.ZERO;
    private volatile Duration latency = Duration.ZERO;
    private volatile IntFunction<Optional<Fault>> faults = call -> Optional.empty();
    private volatile Hang beforeIssuing = new Hang(NOBODY, new CountDownLatch(0));
    private volatile Hang beforeAnswering = new Hang(NOBODY, new CountDownLatch(0));

    private record Hang(Predicate<VendRequest> victims, CountDownLatch end) {
        void suffer(VendRequest request) throws InterruptedException {
            if (victims.test(request) && !end.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a test left the issuer hanging");
            }
        }
    }

    /**
     * A credential as its issuer knows it.
     *
     * @param token its token
     * @param connection for which connection it was asked
     * @param properties that connection's properties as the request had them, secret ones too
     * @param scope what it can do
     * @param session the session name
     * @param parent the credential of another connection that it was derived from, if any
     * @param end its true end
     */
    record Issue(
            String token,
            Connection connection,
            Map<String, String> properties,
            AccessScope scope,
            String session,
            Optional<Issue> parent,
            Instant end) {
        /** Names the state of the connection that it was issued for. */
        String stamp() {
            return stampOf(connection);
        }

        @Override
        public String toString() {
            return token + "(" + connection.name() + " version " + connection.version() + " " + scope + " for "
                    + session + " until " + end + ")";
        }
    }

    /** A failed call. */
    record Failure(String connectionId, Fault fault, Instant at) {}

    /** Where tokens come from. */
    interface Tokens {
        String next() throws InterruptedException;
    }

    FaultyIssuer(Clock truth) {
        this.truth = truth;
        this.tokens = () -> "token-" + numbers.incrementAndGet();
    }

    /** One whose tokens come from elsewhere, if they come. */
    FaultyIssuer(Clock truth, Tokens tokens) {
        this.truth = truth;
        this.tokens = tokens;
    }

    static String stampOf(Connection connection) {
        return connection.id() + ":" + connection.version();
    }

    Issued issue(VendRequest request, Optional<Issue> parent) throws InterruptedException {
        int call = calls.incrementAndGet();
        underWay.incrementAndGet();
        try {
            return answer(call, request, parent);
        } finally {
            underWay.decrementAndGet();
        }
    }

    private Issued answer(int call, VendRequest request, Optional<Issue> parent) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(latency.toNanos());
        beforeIssuing.suffer(request);
        faults.apply(call).ifPresent(fault -> {
            failures.add(new Failure(request.connection().id(), fault, truth.instant()));
            throw fault.failure();
        });
        String token = tokens.next();
        Instant now = truth.instant();
        Issue issue = new Issue(
                token,
                request.connection(),
                FaultyProvider.seen(request.properties()),
                request.scope(),
                request.sessionName(),
                parent,
                now.plus(life));
        issues.put(issue.token(), issue);
        Duration error = ahead;
        Issued issued = Issued.of(
                new Credential.Bearer(
                        Secret.of(issue.token()), Optional.of(issue.end().plus(error))),
                new Receipt(Optional.of("request-" + call), Optional.of(now.plus(error))));
        beforeAnswering.suffer(request);
        return issued;
    }

    int calls() {
        return calls.get();
    }

    int underWay() {
        return underWay.get();
    }

    Duration life() {
        return life;
    }

    Collection<Failure> failures() {
        return failures;
    }

    /** The ends of all credentials, in order, to explain a failure with. */
    List<Instant> ends() {
        return issues.values().stream().map(Issue::end).sorted().toList();
    }

    /** What the credential is; fails when it is not one of this issuer's, whose only identity it may be. */
    Issue known(Credential credential) {
        Issue issue = credential instanceof Credential.Bearer bearer
                ? issues.get(bearer.token().reveal())
                : null;
        if (issue == null) {
            throw new AssertionError("another identity was handed out: " + credential);
        }
        return issue;
    }

    /** The same, for a credential that has to be good at that time. */
    Issue good(Credential credential, Instant at) {
        Issue issue = known(credential);
        if (!issue.end().isAfter(at)) {
            throw new AssertionError(issue + " was handed out at " + at);
        }
        return issue;
    }

    void life(Duration duration) {
        life = duration;
    }

    /** Makes its clock wrong, in answers too. */
    void ahead(Duration error) {
        ahead = error;
    }

    void latency(Duration duration) {
        latency = duration;
    }

    /** Which calls fail, by their number from 1. */
    void failing(IntFunction<Optional<Fault>> which) {
        faults = which;
    }

    void down(Fault fault) {
        failing(call -> Optional.of(fault));
    }

    void recover() {
        failing(call -> Optional.empty());
    }

    /** Keeps such requests waiting until the latch opens. */
    CountDownLatch hang(Predicate<VendRequest> victims) {
        CountDownLatch end = new CountDownLatch(1);
        beforeIssuing = new Hang(victims, end);
        return end;
    }

    /** Keeps the answers to all requests on their way until the latch opens: the credentials grow old there. */
    CountDownLatch hangAnswers() {
        CountDownLatch end = new CountDownLatch(1);
        beforeAnswering = new Hang(request -> true, end);
        return end;
    }
}
