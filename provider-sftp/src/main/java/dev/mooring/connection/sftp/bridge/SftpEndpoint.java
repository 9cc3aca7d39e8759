package dev.mooring.connection.sftp.bridge;

import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.property.PropertyValues.Value;
import dev.mooring.connection.property.Sensitivity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a client connects and by which keys it knows the server. It travels beside each vended credential, as its details.
 *
 * @param server host and port
 * @param hostKeys public keys as OpenSSH writes them, or {@code SHA256:…} fingerprints; without any, no server is trusted
 */
public record SftpEndpoint(HostPort server, List<String> hostKeys) {
    private static final PropertySpec<List<HostPort>> SERVER =
            PropertySpec.servers("SERVER").describe("host and port").build();
    private static final PropertySpec<List<String>> HOST_KEYS = PropertySpec.list("HOST_KEYS")
            .describe("keys by which the server is known")
            .build();

    /** Copies the keys. */
    public SftpEndpoint {
        hostKeys = List.copyOf(hostKeys);
    }

    /** Reads the details of a vended credential. */
    public static SftpEndpoint of(PropertyValues details) {
        return new SftpEndpoint(
                details.require(SERVER).get(0), details.get(HOST_KEYS).orElse(List.of()));
    }

    /** The details that {@link #of} reads. */
    public PropertyValues details() {
        Map<String, Value> values = new TreeMap<>();
        values.put(SERVER.name(), new Value(Sensitivity.SHOWN, List.of(server.toString())));
        if (!hostKeys.isEmpty()) {
            values.put(HOST_KEYS.name(), new Value(Sensitivity.SHOWN, hostKeys));
        }
        return PropertyValues.of(values, Map.of());
    }
}
