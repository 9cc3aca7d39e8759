package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.core.internal.access.Member;
import dev.mooring.connection.core.internal.store.RowName;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The vends of all users that were answered lately, so that asking again is one look into a map. */
public final class StandingVends {
    private static final int MOST = 100_000;
    private static final long IDLE = Duration.ofMinutes(1).toMillis();

    private final Map<Key, StandingVend> vends = new ConcurrentHashMap<>();
    private final Clock clock;

    /** Vends by that clock. */
    public StandingVends(Clock clock) {
        this.clock = clock;
    }

    /**
     * What tells a vend from others.
     *
     * @param member for whom, with the roles that they have: who lost one has nothing standing
     * @param name the connection's name as it was spelled
     * @param scope what the credential shall be able to do
     */
    record Key(Member member, String name, AccessScope scope) {}

    /** The vend that stands, or a new one. */
    StandingVend of(Key key, Vends asked) {
        StandingVend present = vends.get(key);
        return present != null ? present : new StandingVend(key, asked);
    }

    /** Keeps a vend that stands, unless too many do. */
    void keep(Key key, StandingVend vend) {
        if (vends.size() < MOST) {
            vends.putIfAbsent(key, vend);
        }
    }

    /** Forgets the vends of a connection. */
    void forget(Connection connection) {
        vends.keySet()
                .removeIf(key -> RowName.isSame(key.name(), connection.name())
                        && key.member().workspace().equals(connection.workspace()));
    }

    /** Forgets what nobody asked for lately: its credentials should not stay in memory. Tells whether any is left. */
    public boolean forgetIdle() {
        long before = clock.millis() - IDLE;
        vends.values().removeIf(vend -> vend.lastLook() < before);
        return !vends.isEmpty();
    }
}
