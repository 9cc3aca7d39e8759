package dev.mooring.examples;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.http.HttpProvider;
import dev.mooring.connection.http.bridge.LakeSailIdentity;
import dev.mooring.connection.http.bridge.ServiceAccountKeys;
import dev.mooring.connection.tck.emulator.lakesail.LakeSailEmulator;
import java.time.Clock;

/** A service account of an emulated LakeSail platform: who it is, and a new key for it. */
public final class LakeSailKeys {
    private LakeSailKeys() {}

    public static void main(String... arguments) {
        try (LakeSailEmulator platform = LakeSailEmulator.start(Clock.systemUTC());
                ConnectionLayer layer =
                        ConnectionLayer.inMemory().provider(new HttpProvider()).open()) {
            LakeSailEmulator.IssuedKey first = platform.serviceAccount("etl");
            layer.sql("sales", "qiliang")
                    .execute("CREATE API CONNECTION sail TYPE LAKESAIL ENDPOINT = '" + platform.endpoint() + "' KEY = '"
                            + first.key() + "' KEY_ID = '" + first.id() + "'");
            System.out.println(layer.sql("sales", "qiliang")
                    .execute("TEST CONNECTION sail")
                    .toText());
            Connections connections = layer.workspace("sales", "qiliang");
            System.out.println("the emulated platform says: "
                    + LakeSailIdentity.of(connections.source("sail", AccessScope.everything())));

            ServiceAccountKeys keys = ServiceAccountKeys.of(connections, "sail");
            ServiceAccountKeys.Rotation rotation = keys.rotate();
            System.out.println("another key was made, proved and stored: " + rotation);
            System.out.println(
                    "the old one retired: " + keys.retire(rotation.from().orElseThrow()));
            System.out.println("it still works: " + platform.accepts(first.key()));
        }
    }
}
