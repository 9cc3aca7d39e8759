package dev.mooring.connection.hms.wire;

import dev.mooring.connection.property.PropertyValues;
import java.time.Duration;
import java.util.Optional;

/**
 * How a metastore is spoken to.
 *
 * @param auth how it knows its callers
 * @param tls whether it speaks TLS
 * @param trusted PEM of the certificates to trust; empty for those of the JVM
 * @param framed whether messages are framed
 * @param limits time and size
 */
public record Terms(AuthType auth, boolean tls, Optional<String> trusted, boolean framed, Limits limits) {
    /**
     * What one call may take.
     *
     * @param connect longest time to connect
     * @param read longest silence of the server
     * @param maxMessage largest message in bytes
     */
    public record Limits(Duration connect, Duration read, int maxMessage) {
        int readMillis() {
            return Math.toIntExact(Math.max(1, read.toMillis()));
        }

        /** The same with another longest silence. */
        public Limits reading(Duration limit) {
            return new Limits(connect, limit, maxMessage);
        }
    }

    /** The terms of properties whose contents have been opened. */
    public static Terms of(PropertyValues opened, Limits limits) {
        return new Terms(
                opened.require(HmsProperties.AUTH_TYPE),
                opened.require(HmsProperties.USE_SSL),
                opened.get(HmsProperties.TRUSTED),
                opened.require(HmsProperties.FRAMED),
                limits);
    }

    /** The same with other limits. */
    public Terms within(Limits other) {
        return new Terms(auth, tls, trusted, framed, other);
    }

    boolean sasl() {
        return auth != AuthType.NONE;
    }
}
