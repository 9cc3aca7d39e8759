package dev.mooring.connection.spi;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.property.PropertyValues;
import java.util.Optional;

/**
 * What a probe may use. The properties hold secrets and must not outlive the test.
 *
 * @param connection the connection, or what a draft would become
 * @param properties its properties with their secrets
 * @param scope what to look at; empty when the caller named nothing
 * @param mode whether the test may write
 * @param vending vends as a caller would
 * @param tools what core lends: resources, other connections and the session name of vends
 */
public record ProbeRequest(
        Connection connection,
        PropertyValues properties,
        Optional<AccessScope> scope,
        Mode mode,
        Vending vending,
        VendRequest.Tools tools) {
    /** Whether a test may write. */
    public enum Mode {
        READ_ONLY,
        /** One object of a unique name may be written and must be removed again. */
        WRITE
    }
}
