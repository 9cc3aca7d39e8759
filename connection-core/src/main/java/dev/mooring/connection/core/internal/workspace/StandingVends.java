package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.AccessScope;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The vends of all users that were asked for lately, so that asking again is one look into a map. */
public final class StandingVends {
    private static final int MOST = 100_000;
    private static final long IDLE = Duration.ofMinutes(10).toMillis();

    private final Map<Key, StandingVend> vends = new ConcurrentHashMap<>();
    private final Clock clock;

    /** Vends by that clock. */
    public StandingVends(Clock clock) {
        this.clock = clock;
    }

    private record Key(Member member, String name, AccessScope scope) {
        @Override
        public int hashCode() {
            return 31 * (31 * member.hashCode() + name.hashCode()) + scope.hashCode();
        }
    }

    /** The user's vend of that name, however the name is spelled. */
    StandingVend of(Member member, String name, AccessScope scope, Vends asked) {
        Key key = new Key(member, name, scope);
        StandingVend present = vends.get(key);
        if (present != null) {
            return present;
        }
        if (vends.size() >= MOST) {
            giveUpIdle();
        }
        return vends.size() < MOST
                ? vends.computeIfAbsent(key, k -> new StandingVend(asked, name, scope))
                : new StandingVend(asked, name, scope);
    }

    private void giveUpIdle() {
        long before = clock.millis() - IDLE;
        vends.values().removeIf(vend -> vend.lastLook() < before);
    }
}
