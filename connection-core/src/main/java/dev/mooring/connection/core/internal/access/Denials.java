package dev.mooring.connection.core.internal.access;

import dev.mooring.connection.core.access.AccessAction;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.audit.AuditEntry.Ending;
import dev.mooring.connection.core.audit.AuditEntry.Outcome;
import dev.mooring.connection.core.internal.access.DenialWindow.What;
import dev.mooring.connection.core.internal.time.EngineTime;
import dev.mooring.connection.core.internal.vend.Runner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records denied calls before anybody is told of them: the first at once, its repeats for five minutes as a number only,
 * and of one user in one workspace no more than a hundred different ones. So nobody fills a disk by asking for what they
 * may not.
 */
public final class Denials implements AutoCloseable {
    /** The longest legal name; of whatever else was asked for no more is kept. */
    private static final int LONGEST = 255;

    private static final Logger LOG = LoggerFactory.getLogger(Denials.class);

    private final Map<Who, DenialWindow> windows = new ConcurrentHashMap<>();
    private final AtomicBoolean isAwake = new AtomicBoolean();
    private final EngineTime time;
    private final Runner runner;
    private final Consumer<AuditEntry> trail;

    private record Who(String workspace, String user) {}

    /** Records on that trail; the runner wakes it for what has to be counted up. */
    public Denials(EngineTime time, Runner runner, Consumer<AuditEntry> trail) {
        this.time = time;
        this.runner = runner;
        this.trail = trail;
    }

    /** Records a denied call; the id is empty when there is no such connection. */
    void record(Member member, AccessAction action, String name, String connectionId) {
        String kept = name.length() <= LONGEST ? name : name.substring(0, LONGEST);
        AuditEntry entry = new AuditEntry(
                Instant.ofEpochMilli(time.millis()),
                member.user(),
                recorded(action),
                member.workspace(),
                connectionId,
                kept,
                0,
                Ending.of(Outcome.DENIED, roles(member)));
        Who who = new Who(member.workspace(), member.user());
        boolean isRecorded = false;
        while (!isRecorded) {
            DenialWindow window = windows.computeIfAbsent(who, w -> new DenialWindow(time.now()));
            // one that was closed meanwhile is not in the map any more
            isRecorded = window.record(What.of(entry), entry, this::write);
        }
        wake();
    }

    /** Writes the numbers of whoever was denied long enough ago. */
    private void countUp() {
        windows.forEach((who, window) -> {
            if (window.isOver(time.now())) {
                windows.remove(who, window);
                window.close(this::write);
            }
        });
    }

    private void wake() {
        if (!isAwake.get() && isAwake.compareAndSet(false, true)) {
            runner.eachSecond(() -> {
                boolean isAnyOver = windows.values().stream().anyMatch(window -> window.isOver(time.now()));
                if (isAnyOver) {
                    // not here: the timer's thread is for everybody
                    runner.execute(this::countUp);
                }
                if (!windows.isEmpty()) {
                    return true;
                }
                isAwake.set(false);
                // one may have come between the two looks, who took it for awake
                return !windows.isEmpty() && isAwake.compareAndSet(false, true);
            });
        }
    }

    /** Whether it is written: a call is denied also when that can not be recorded, and then again the next time. */
    private boolean write(AuditEntry entry) {
        try {
            trail.accept(entry);
            return true;
        } catch (RuntimeException e) {
            LOG.error("a denied {} of user {} could not be recorded: {}", entry.action(), entry.user(), e.toString());
            return false;
        }
    }

    private static String roles(Member member) {
        return member.principal().roles().isEmpty()
                ? ""
                : "with roles "
                        + String.join(
                                ", ",
                                List.copyOf(new TreeSet<>(member.principal().roles())));
    }

    private static AuditEntry.Action recorded(AccessAction action) {
        return switch (action) {
            case CREATE -> AuditEntry.Action.CREATE;
            case ALTER -> AuditEntry.Action.ALTER;
            case DROP -> AuditEntry.Action.DROP;
            case DESCRIBE -> AuditEntry.Action.DESCRIBE;
            case TEST -> AuditEntry.Action.TEST;
            case VEND -> AuditEntry.Action.VEND;
            case DEPEND -> AuditEntry.Action.DEPEND;
            case GRANT -> AuditEntry.Action.GRANT;
            case AUDIT -> AuditEntry.Action.READ_AUDIT;
        };
    }

    /** Writes all numbers that are not written yet. */
    @Override
    public void close() {
        windows.forEach((who, window) -> {
            windows.remove(who, window);
            window.close(this::write);
        });
    }
}
