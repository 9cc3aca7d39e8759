package dev.mooring.connection.support.network;

import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertySpecBuilder;
import dev.mooring.connection.property.PropertyValues;

/** A server's host and port as two properties. Both say where secrets are sent: a change needs the secrets again. */
public final class HostProperties {
    private HostProperties() {}

    /** A host: its name or address, an IPv6 address with or without brackets. */
    public static PropertySpecBuilder<String> host(String name) {
        return PropertySpec.text(name)
                .pattern(
                        "(?i)[a-z0-9]([a-z0-9._-]{0,251}[a-z0-9])?|[0-9a-f:.]*:[0-9a-f:.]*|\\[[0-9a-f:.]{2,45}\\]",
                        "a host name such as db.example.com, or an address, without port, user or path")
                .guardsSecrets();
    }

    /** A port. */
    public static PropertySpecBuilder<Integer> port(String name) {
        return PropertySpec.integer(name)
                .pattern("[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]", "1 to 65535")
                .guardsSecrets();
    }

    /** The server that two such properties name; both are set or have a default. */
    public static HostPort server(PropertyValues values, PropertySpec<String> host, PropertySpec<Integer> port) {
        String text = values.require(host);
        return new HostPort(text.startsWith("[") ? text.substring(1, text.length() - 1) : text, values.require(port));
    }
}
