package dev.mooring.connection.glue.endpoint;

import java.time.Duration;

/**
 * What one client can ask of an endpoint.
 *
 * @param requestBytes the most bytes of a request's body
 * @param reading how long a request may take to arrive, from the moment that its connection is taken
 * @param answering how long it may then take until its answer was read
 * @param concurrency how many connections are served at a time; further ones are told to come again
 */
public record EndpointLimits(int requestBytes, Duration reading, Duration answering, int concurrency) {
    private static final EndpointLimits USUAL =
            new EndpointLimits(1 << 20, Duration.ofSeconds(10), Duration.ofSeconds(60), 32);

    /** Refuses limits that let nothing through. */
    public EndpointLimits {
        if (requestBytes < 1 || concurrency < 1 || !isPositive(reading) || !isPositive(answering)) {
            throw new IllegalArgumentException("limits are positive");
        }
    }

    /** A megabyte, ten seconds to arrive, a minute to answer, 32 at a time. */
    public static EndpointLimits usual() {
        return USUAL;
    }

    /** These limits with other times. */
    public EndpointLimits within(Duration arriving, Duration answered) {
        return new EndpointLimits(requestBytes, arriving, answered, concurrency);
    }

    /** These limits for another number of connections at a time. */
    public EndpointLimits serving(int atOnce) {
        return new EndpointLimits(requestBytes, reading, answering, atOnce);
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isZero() && !duration.isNegative();
    }
}
