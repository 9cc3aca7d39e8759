package dev.mooring.connection.spi;

import java.time.Duration;

/** What a running test gives its steps. Used by the testing thread only. */
public interface ProbeRun {
    /** The time left of the whole test, never negative. */
    Duration remaining();

    /** Closes the resource when the test ends, in reverse order; returns it. */
    <T extends AutoCloseable> T closeLater(T resource);
}
