package dev.mooring.connection.tck.emulator.aliyun;

import java.time.Duration;

/**
 * A role.
 *
 * @param name its name
 * @param trust who may assume it
 * @param permissions what it may do
 * @param maxSession how long a session of it may live
 */
public record AliyunRole(String name, RamPolicy trust, RamPolicy permissions, Duration maxSession) {
    /** A role whose sessions live one hour at most. */
    public static AliyunRole of(String name, RamPolicy trust, RamPolicy permissions) {
        return new AliyunRole(name, trust, permissions, Duration.ofHours(1));
    }

    /** This role with sessions of at most that length. */
    public AliyunRole sessionsUpTo(Duration limit) {
        return new AliyunRole(name, trust, permissions, limit);
    }
}
