package dev.mooring.connection.core.fire;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Statements on one connection, in order, by one thread, and the calls of others beside them. A call is judged by the
 * statements that had returned before it began, and by those that had begun when it ended.
 */
final class Journal {
    /** What a connection is after a statement, and the error that a call may get because of it. */
    enum State {
        PRESENT(Optional.empty()),
        DISABLED(Optional.of(ConnectionError.CONNECTION_DISABLED)),
        ABSENT(Optional.of(ConnectionError.CONNECTION_NOT_FOUND));

        private final Optional<ErrorCode> error;

        State(Optional<ErrorCode> error) {
            this.error = error;
        }
    }

    private final List<State> begun = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> endOfStamp = new ConcurrentHashMap<>();
    private final Map<String, String> endpointOfStamp = new ConcurrentHashMap<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private volatile int returned = -1;
    private String stamp = "";

    /** Runs the next statement, after which the connection is in that state and as it says. */
    void run(State after, Supplier<Optional<Connection>> statement) {
        begun.add(after);
        Optional<Connection> connection = statement.get();
        int number = returned + 1;
        endOfStamp.put(stamp, number);
        stamp = connection.map(FaultyIssuer::stampOf).orElse("");
        connection.ifPresent(now -> endpointOfStamp.put(stamp, now.properties().require(FaultyProvider.ENDPOINT)));
        returned = number;
    }

    /** To be asked before a call. */
    int returned() {
        return returned;
    }

    /** Judges a call that began after that statement and brought a credential issued for that connection. */
    void brought(int beganAfter, Connection issuedFor) {
        Integer end = endOfStamp.get(FaultyIssuer.stampOf(issuedFor));
        if (end != null && end <= beganAfter) {
            violations.add("a call after statement " + beganAfter + " got a credential of version "
                    + issuedFor.version() + ", which statement " + end + " had ended");
        }
    }

    /** Judges a call that began after that statement and failed. */
    void failed(int beganAfter, ErrorCode code) {
        List<State> all = List.copyOf(begun);
        int last = all.size() - 1;
        List<State> seen = all.subList(beganAfter, last + 1);
        // the engine looks again when the connection changed under it: only a second change may end in this
        boolean isOvertaken = code == ConnectionError.CONCURRENT_CHANGE && last - beganAfter >= 2;
        if (!isOvertaken && seen.stream().noneMatch(state -> state.error.equals(Optional.of(code)))) {
            violations.add("a call after statement " + beganAfter + ", before the end of " + last + ", failed with "
                    + code.name() + " though the connection was " + seen);
        }
    }

    /** What went wrong: at the end also whatever was handed out with an endpoint that its version never had. */
    List<String> violations(Iterable<FaultyIssuer.Issue> handedOut) {
        for (FaultyIssuer.Issue issue : handedOut) {
            String endpoint = issue.properties().get(FaultyProvider.ENDPOINT.name());
            if (!String.valueOf(endpoint).equals(endpointOfStamp.get(issue.stamp()))) {
                violations.add(issue + " was issued for endpoint " + endpoint + " instead of "
                        + endpointOfStamp.get(issue.stamp()));
            }
        }
        return List.copyOf(violations);
    }
}
