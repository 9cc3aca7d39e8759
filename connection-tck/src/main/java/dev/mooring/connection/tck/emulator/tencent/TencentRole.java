package dev.mooring.connection.tck.emulator.tencent;

import java.time.Duration;

/**
 * A role.
 *
 * @param name its name
 * @param trust who may assume it
 * @param permissions what it may do
 * @param maxSession how long a session of it may live
 */
public record TencentRole(String name, CamPolicy trust, CamPolicy permissions, Duration maxSession) {
    private static final Duration DEFAULT_MAX_SESSION = Duration.ofHours(2);

    /** A role whose sessions live two hours at most. */
    public static TencentRole of(String name, CamPolicy trust, CamPolicy permissions) {
        return new TencentRole(name, trust, permissions, DEFAULT_MAX_SESSION);
    }

    /** This role with sessions of at most that length. */
    public TencentRole sessionsUpTo(Duration limit) {
        return new TencentRole(name, trust, permissions, limit);
    }

    /** This role with another trust policy. */
    public TencentRole trusting(CamPolicy other) {
        return new TencentRole(name, other, permissions, maxSession);
    }
}
