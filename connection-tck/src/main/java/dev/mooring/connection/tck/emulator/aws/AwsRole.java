package dev.mooring.connection.tck.emulator.aws;

import java.time.Duration;

/**
 * A role.
 *
 * @param name its name, with its path if it has one
 * @param trust who may assume it
 * @param permissions what it may do
 * @param maxSession how long a session of it may live
 */
public record AwsRole(String name, IamPolicy trust, IamPolicy permissions, Duration maxSession) {
    private static final Duration DEFAULT_MAX_SESSION = Duration.ofHours(1);

    /** A role whose sessions live one hour at most. */
    public static AwsRole of(String name, IamPolicy trust, IamPolicy permissions) {
        return new AwsRole(name, trust, permissions, DEFAULT_MAX_SESSION);
    }

    /** This role with sessions of at most that length. */
    public AwsRole sessionsUpTo(Duration limit) {
        return new AwsRole(name, trust, permissions, limit);
    }

    /** This role with another trust policy. */
    public AwsRole trusting(IamPolicy other) {
        return new AwsRole(name, other, permissions, maxSession);
    }
}
