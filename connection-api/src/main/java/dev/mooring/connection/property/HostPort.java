package dev.mooring.connection.property;

import java.util.Locale;

/**
 * A server's host and port.
 *
 * @param host its name or address, lower case; an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {
    /** The form of {@link #of}. */
    static final String FORM = "(?:\\[[0-9a-f:.]{2,45}\\]|[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?)"
            + ":0*(?:6553[0-5]|655[0-2]\\d|65[0-4]\\d{2}|6[0-4]\\d{3}|[1-5]\\d{4}|[1-9]\\d{0,3})";

    /** Refuses a port out of range. */
    public HostPort {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is a number from 1 to 65535");
        }
        host = host.toLowerCase(Locale.ROOT);
    }

    /** Reads {@code host:port} with an IPv6 address in brackets; throws {@link IllegalArgumentException} otherwise. */
    public static HostPort of(String text) {
        if (!text.toLowerCase(Locale.ROOT).matches(FORM)) {
            throw new IllegalArgumentException("expected host:port");
        }
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, colon);
        return new HostPort(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                Integer.parseInt(text.substring(colon + 1)));
    }

    /** {@code host:port}, with an IPv6 address in brackets. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
