package dev.mooring.connection.core.internal.kerberos;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.property.PropertyValues;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Connections that bring realms, and what they bring. */
final class Connections {
    private Connections() {}

    static Connection named(String workspace, String name) {
        return new Connection(
                new Connection.Identity(
                        workspace + "/" + name,
                        workspace,
                        name,
                        TypeId.of(ConnectionCategory.STORAGE, "HDFS"),
                        Optional.empty()),
                PropertyValues.of(Map.of(), Map.of()),
                List.of(),
                new Connection.Status(true, ConnectionState.READY, Optional.empty()),
                new Connection.Audit("ann", Instant.EPOCH, Instant.EPOCH, 1),
                new Connection.Notes(Optional.empty(), Map.of(), List.of()));
    }

    /** A krb5.conf with one realm. */
    static String realm(String name, String... kdcs) {
        StringBuilder text = new StringBuilder("[realms]\n" + name + " = {\n");
        for (String kdc : kdcs) {
            text.append(" kdc = ").append(kdc).append('\n');
        }
        return text.append("}\n").toString();
    }
}
