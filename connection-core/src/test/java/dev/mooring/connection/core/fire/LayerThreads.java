package dev.mooring.connection.core.fire;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** The threads that layers started, told by their names, since this was made. */
final class LayerThreads {
    private final Set<Thread> before = new HashSet<>(alive());

    /** Waits until all of them have ended. */
    void awaitEnd() {
        Awaitility.await("threads of a closed layer: " + started())
                .atMost(Duration.ofSeconds(30))
                .until(() -> started().isEmpty());
    }

    /** Waits until no call is under way at the issuer and none of them runs: all that it answered has been noted. */
    void awaitRest(FaultyIssuer issuer) {
        if (!isAtRest(issuer)) {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> isAtRest(issuer));
        }
    }

    private boolean isAtRest(FaultyIssuer issuer) {
        return issuer.underWay() == 0
                && started().stream()
                        .map(Thread::getState)
                        .noneMatch(state -> state == Thread.State.RUNNABLE || state == Thread.State.BLOCKED);
    }

    private Set<Thread> started() {
        Set<Thread> started = new HashSet<>(alive());
        started.removeAll(before);
        return started;
    }

    private static Set<Thread> alive() {
        Thread[] all = new Thread[Thread.activeCount() + 1000];
        int count = Thread.enumerate(all);
        return Arrays.stream(all, 0, count)
                .filter(thread -> thread.getName().startsWith("mooring-"))
                .collect(Collectors.toSet());
    }
}
