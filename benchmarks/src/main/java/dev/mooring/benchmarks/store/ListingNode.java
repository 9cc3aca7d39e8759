package dev.mooring.benchmarks.store;

import dev.mooring.benchmarks.harness.PeakMemory;
import dev.mooring.benchmarks.issuer.TokenService;
import dev.mooring.benchmarks.issuer.TokenService.Terms;
import dev.mooring.connection.Connection;
import dev.mooring.connection.Connections;
import dev.mooring.connection.Page;
import dev.mooring.connection.core.ConnectionLayer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A process that lists all connections. */
final class ListingNode {
    private ListingNode() {}

    public static void main(String... arguments) throws Exception {
        Database.Kind kind = Database.Kind.valueOf(arguments[0]);
        TokenService service = new TokenService(Terms.answeringIn(Duration.ZERO));
        try (ConnectionLayer layer = kind.layer(arguments[1], Path.of(arguments[2]), service)) {
            Connections connections = layer.workspace(WatchingNode.WORKSPACE, "me");
            int listed = 0;
            Page page = Page.of(Listing.PAGE);
            List<Connection> present = connections.list(page);
            while (!present.isEmpty()) {
                listed += present.size();
                present = connections.list(
                        page.after(present.get(present.size() - 1).name()));
            }
            if (listed != Integer.parseInt(arguments[3])) {
                throw new IllegalStateException("listed " + listed + " connections");
            }
        }
        PeakMemory.print();
    }
}
