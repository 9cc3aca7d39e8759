package dev.mooring.connection.core.fire;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.core.fire.FaultyIssuer.Failure;
import dev.mooring.connection.core.fire.FaultyIssuer.Issue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a layer may answer, in the simplest words: which connections there are, which credential was last handed out for
 * what, and which were rejected. Whatever it does not allow is an AssertionError that says why.
 */
final class LayerModel {
    private static final Duration LONGEST_MARGIN = Duration.ofSeconds(30);
    /** A replacement of a rejected credential is believed for so long, rejected or not. */
    private static final Duration BELIEVED = Duration.ofSeconds(60);

    private static final Duration DENIAL_REMEMBERED = Duration.ofSeconds(10);
    private static final Duration OTHER_REMEMBERED = Duration.ofSeconds(30);

    private final Duration life;
    private final Map<String, Connection> connections = new HashMap<>();
    private final Map<Key, Issue> kept = new HashMap<>();
    private final Set<Key> awaitingReplacement = new HashSet<>();
    private final Set<Issue> replacements = new HashSet<>();
    private final Set<Issue> rejected = new HashSet<>();

    /** Who asks which connection for what. */
    record Asking(String user, String name, AccessScope scope) {
        @Override
        public String toString() {
            return name + " by " + user + " for " + scope;
        }
    }

    private record Key(String stamp, String user, AccessScope scope) {}

    LayerModel(Duration life) {
        this.life = life;
    }

    Optional<Connection> connection(String name) {
        return Optional.ofNullable(connections.get(name.toLowerCase(Locale.ROOT)));
    }

    void set(Connection connection) {
        connection(connection.name())
                .filter(old -> old.id().equals(connection.id()))
                .ifPresent(old -> require(
                        old.equals(connection) || old.version() < connection.version(),
                        "a changed connection has a higher version than " + old.version()));
        connections.put(connection.name().toLowerCase(Locale.ROOT), connection);
    }

    void remove(String name) {
        connections.remove(name.toLowerCase(Locale.ROOT));
    }

    /** The error of using the connection as it is. */
    Optional<ErrorCode> error(String name) {
        if (connection(name).isEmpty()) {
            return Optional.of(ConnectionError.CONNECTION_NOT_FOUND);
        }
        return connection(name).orElseThrow().enabled()
                ? Optional.empty()
                : Optional.of(ConnectionError.CONNECTION_DISABLED);
    }

    Optional<Issue> lastOf(Asking asking) {
        return key(asking).map(kept::get);
    }

    /** Whether what was last handed out has to be renewed about now, behind the caller. */
    boolean isDue(Asking asking, Instant now) {
        return lastOf(asking)
                .filter(issue -> now.isAfter(issue.end().minus(life.dividedBy(3))) && isGood(issue, now))
                .isPresent();
    }

    void handedOut(Asking asking, Issue issue, Instant now) {
        Connection connection = connection(asking.name()).orElseThrow();
        String answer = asking + " got " + issue + " at " + now;
        require(error(asking.name()).isEmpty(), answer + " though there is no use of the connection");
        require(issue.end().isAfter(now), answer + ", which has expired");
        require(
                issue.stamp().equals(FaultyIssuer.stampOf(connection)),
                answer + " instead of version " + connection.version());
        require(
                issue.connection().properties().equals(connection.properties()),
                answer + ", issued for " + issue.properties());
        require(issue.session().endsWith("-" + asking.user()), answer);
        require(issue.scope().equals(asking.scope()), answer);
        require(!rejected.contains(issue), answer + ", which was rejected");
        Key key = key(asking).orElseThrow();
        Issue last = kept.get(key);
        if (last != null) {
            require(!isFresh(last, now) || last.equals(issue), answer + " though " + last + " is fresh");
            require(issue.end().compareTo(last.end()) >= 0, answer + " after " + last);
        }
        kept.put(key, issue);
        if (awaitingReplacement.remove(key)) {
            replacements.add(issue);
        }
    }

    void failed(Asking asking, ErrorCode code, Iterable<Failure> failures, Instant now) {
        String answer = asking + " got " + code.name() + " at " + now;
        Optional<ErrorCode> expected = error(asking.name());
        if (expected.isPresent()) {
            require(
                    expected.get() == code,
                    answer + " instead of " + expected.get().name());
            return;
        }
        lastOf(asking).ifPresent(last -> require(!isGood(last, now), answer + " though " + last + " is good"));
        String id = connection(asking.name()).orElseThrow().id();
        for (Failure failure : failures) {
            if (failure.connectionId().equals(id)
                    && failure.fault().code() == code
                    && !now.isAfter(failure.at().plus(remembered(failure.fault())))) {
                return;
            }
        }
        throw new AssertionError(answer + " though the issuer did not fail so lately: " + failures);
    }

    /** The last credential of the asking was refused by the service. */
    void rejectedLast(Asking asking, Instant now) {
        Key key = key(asking).orElseThrow();
        Issue last = kept.remove(key);
        boolean isBelieved = replacements.contains(last)
                && now.isBefore(last.end().minus(life).plus(BELIEVED));
        if (!isBelieved) {
            rejected.add(last);
            awaitingReplacement.add(key);
        }
    }

    private Optional<Key> key(Asking asking) {
        return connection(asking.name())
                .map(connection -> new Key(FaultyIssuer.stampOf(connection), asking.user(), asking.scope()));
    }

    private boolean isFresh(Issue issue, Instant now) {
        Instant earliestDue = issue.end().minus(life.dividedBy(3)).minus(life.dividedBy(30));
        return now.isBefore(earliestDue);
    }

    private boolean isGood(Issue issue, Instant now) {
        Duration margin = life.dividedBy(60).compareTo(LONGEST_MARGIN) < 0 ? life.dividedBy(60) : LONGEST_MARGIN;
        return now.isBefore(issue.end().minus(margin));
    }

    private static Duration remembered(Fault fault) {
        return switch (fault) {
            case THROTTLED_FOR_A_MINUTE -> Duration.ofMinutes(1);
            case DENIED -> DENIAL_REMEMBERED;
            default -> OTHER_REMEMBERED;
        };
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new AssertionError(message);
        }
    }
}
