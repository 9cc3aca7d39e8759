package dev.mooring.connection.hms.bridge;

import java.time.Duration;

/**
 * What a client waits for and takes in.
 *
 * @param connect longest time to connect to one server
 * @param read longest silence of a server during one call
 * @param largestMessage largest answer in bytes; Thrift's own limit is 100 MB, which a table of many partitions exceeds
 */
public record MetastoreOptions(Duration connect, Duration read, int largestMessage) {
    private static final MetastoreOptions USUAL =
            new MetastoreOptions(Duration.ofSeconds(3), Duration.ofMinutes(1), 1 << 30);

    /** Refuses limits of zero and less. */
    public MetastoreOptions {
        if (!positive(connect) || !positive(read) || largestMessage <= 0) {
            throw new IllegalArgumentException("limits are greater than zero");
        }
    }

    /** Three seconds to connect, a minute for an answer of at most one gigabyte. */
    public static MetastoreOptions usual() {
        return USUAL;
    }

    /** These with another longest silence. */
    public MetastoreOptions read(Duration limit) {
        return new MetastoreOptions(connect, limit, largestMessage);
    }

    private static boolean positive(Duration duration) {
        return !duration.isNegative() && duration.toMillis() > 0;
    }
}
