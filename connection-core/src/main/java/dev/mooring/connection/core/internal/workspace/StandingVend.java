package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Vended;
import dev.mooring.connection.core.access.AccessRequest;
import dev.mooring.connection.core.internal.time.Epoch;
import dev.mooring.connection.core.internal.vend.Granted;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One user's vend of one connection and scope, as it was answered last. Until the credential is due, a second is over or
 * anything changed, the answer stands: it costs one look at the clock, allocates nothing and writes nothing. An access
 * control of the application is asked each time all the same.
 */
final class StandingVend {
    /** How long an answer stands without a look at the connection. */
    static final Duration LONGEST = Duration.ofSeconds(1);

    private static final int LOOKS = 3;

    private final Vends vends;
    private final StandingVends.Key key;
    private final Clock clock;
    private final Epoch epoch;
    private volatile @Nullable Answer answer;
    private volatile long lastLook;

    /**
     * An answer, and when it stands.
     *
     * @param vended the credential
     * @param from from when, in milliseconds of the layer's clock: before that, the clock was set back
     * @param until until when
     * @param epoch the count of the epoch before the look
     * @param eachTime what is asked again each time
     * @param hits counts the times that it is handed out while it stands; null when nobody wants to know
     */
    private record Answer(
            Vended vended,
            long from,
            long until,
            long epoch,
            List<AccessRequest> eachTime,
            @Nullable LongAdder hits) {}

    StandingVend(StandingVends.Key key, Vends vends) {
        this.vends = vends;
        this.key = key;
        this.clock = vends.services().clock();
        this.epoch = vends.services().epoch();
    }

    Vended get() {
        Answer last = answer;
        if (last != null) {
            long now = clock.millis();
            if (now < last.until() && now >= last.from() && epoch.count() == last.epoch()) {
                vends.requireAgain(last.eachTime(), key.name());
                if (last.hits() != null) {
                    last.hits().increment();
                }
                return last.vended();
            }
        }
        return look();
    }

    long lastLook() {
        return lastLook;
    }

    /** What changed while it was looked at is looked at again: a change that returned must not be passed by. */
    private Vended look() {
        lastLook = clock.millis();
        for (int looks = 1; ; looks++) {
            long before = epoch.count();
            Vends.Look look = lookAtConnection();
            if (epoch.count() == before || looks == LOOKS) {
                stand(look, before);
                return look.granted().vended();
            }
        }
    }

    private Vends.Look lookAtConnection() {
        try {
            return vends.look(key.name(), key.scope());
        } catch (ConnectionException e) {
            vends.services().observers().tell(observer -> observer.vendFailed(e.code()));
            throw e;
        }
    }

    private void stand(Vends.Look look, long epochBefore) {
        Granted granted = look.granted();
        long until = Math.min(granted.until(), granted.from() + LONGEST.toMillis());
        if (until > granted.from()) {
            answer = new Answer(granted.vended(), granted.from(), until, epochBefore, look.eachTime(), granted.hits());
            vends.services().standing().keep(key, this);
        } else {
            answer = null;
        }
    }
}
