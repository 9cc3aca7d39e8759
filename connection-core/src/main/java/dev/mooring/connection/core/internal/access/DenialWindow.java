package dev.mooring.connection.core.internal.access;

import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.audit.AuditEntry.Ending;
import dev.mooring.connection.core.audit.AuditEntry.Outcome;
import dev.mooring.connection.core.internal.time.EngineTime.Moment;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What one user was denied in one workspace within some minutes. Writes under its own lock: it holds up that user only. */
final class DenialWindow {
    static final Duration LENGTH = Duration.ofMinutes(5);
    static final int MOST = 100;

    /** What is beyond the most, whatever it was. */
    private static final What BEYOND = new What(Optional.empty(), "");

    private final Object lock = new Object();
    private final Map<What, Repeated> denied = new LinkedHashMap<>();
    private final Moment since;
    private boolean isClosed;

    /** What is the same, however it is spelled. */
    record What(Optional<AuditEntry.Action> action, String nameKey) {
        static What of(AuditEntry entry) {
            return new What(Optional.of(entry.action()), entry.name().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * A denied call and how often it came again since it was recorded.
     *
     * @param last the last of them
     * @param times how often
     */
    private record Repeated(AuditEntry last, long times) {}

    DenialWindow(Moment since) {
        this.since = since;
    }

    boolean isOver(Moment now) {
        return now.since(since) >= LENGTH.toMillis();
    }

    /** False when it is closed and nothing was recorded. */
    boolean record(What what, AuditEntry entry, Predicate<AuditEntry> trail) {
        synchronized (lock) {
            if (isClosed) {
                return false;
            }
            if (denied.containsKey(what) || denied.size() >= MOST) {
                denied.merge(
                        denied.containsKey(what) ? what : BEYOND,
                        new Repeated(entry, 1),
                        (before, one) -> new Repeated(entry, before.times() + 1));
            } else if (trail.test(entry)) {
                denied.put(what, new Repeated(entry, 0));
            }
            return true;
        }
    }

    /** Writes how often each came again. */
    void close(Consumer<AuditEntry> trail) {
        synchronized (lock) {
            isClosed = true;
            denied.forEach((what, repeated) -> {
                if (repeated.times() > 0) {
                    trail.accept(counted(what, repeated));
                }
            });
            denied.clear();
        }
    }

    private static AuditEntry counted(What what, Repeated repeated) {
        AuditEntry last = repeated.last();
        Ending ending = new Ending(
                Outcome.DENIED,
                repeated.times(),
                Optional.empty(),
                what.equals(BEYOND)
                        ? "denied calls of any kind beyond the first " + MOST
                        : last.ending().detail());
        return what.equals(BEYOND)
                ? new AuditEntry(last.at(), last.user(), last.action(), last.workspace(), "", "", 0, ending)
                : last.ended(ending);
    }
}
