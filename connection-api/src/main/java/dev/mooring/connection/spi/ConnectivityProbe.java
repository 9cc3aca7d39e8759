package dev.mooring.connection.spi;

import java.util.List;

/** The connectivity test of one type. Used by all threads. */
@FunctionalInterface
public interface ConnectivityProbe {
    /** The steps of a test, in the order of their stages; made without I/O. */
    List<ProbeStep> steps(ProbeRequest request);
}
