package dev.mooring.connection.core.internal.sql.run;

import dev.mooring.connection.Connection;
import dev.mooring.connection.Connections;
import dev.mooring.connection.Expiry;
import dev.mooring.connection.Page;
import dev.mooring.connection.core.internal.sql.Statement;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Which secrets end next, looked for page by page; no more are remembered than are shown. */
final class ExpiringConnections {
    static final List<String> COLUMNS = List.of("name", "category", "type", "property", "expires_at", "state");

    private static final int PAGE = 500;
    private static final int SHOWN = 1_000;
    private static final Comparator<End> ORDER = Comparator.comparing(
                    (End end) -> end.expiry().at())
            .thenComparing(end -> end.connection().name())
            .thenComparing(end -> end.expiry().property());

    private final Connections connections;
    private final Instant now;

    private record End(Connection connection, Expiry expiry) {}

    ExpiringConnections(Connections connections, Instant now) {
        this.connections = connections;
        this.now = now;
    }

    List<List<String>> rows(Statement.ShowExpiring show) {
        int most = (int) Math.min(show.limit().orElse((long) SHOWN), SHOWN);
        PriorityQueue<End> next = new PriorityQueue<>(ORDER.reversed());
        Page page = Page.of(PAGE);
        List<Connection> found = connections.list(page);
        while (!found.isEmpty()) {
            for (Connection connection : found) {
                if (show.category()
                        .filter(wanted -> wanted != connection.type().category())
                        .isEmpty()) {
                    add(connection, next, most);
                }
            }
            String last = found.get(found.size() - 1).name();
            found = found.size() < PAGE ? List.of() : connections.list(page.after(last));
        }
        return next.stream().sorted(ORDER).map(this::row).toList();
    }

    private static void add(Connection connection, PriorityQueue<End> next, int most) {
        for (Expiry expiry : connection.expiries()) {
            next.add(new End(connection, expiry));
            if (next.size() > most) {
                next.remove();
            }
        }
    }

    private List<String> row(End end) {
        Connection connection = end.connection();
        return List.of(
                connection.name(),
                connection.type().category().name(),
                connection.type().listedName(),
                end.expiry().property(),
                end.expiry().at().toString(),
                end.expiry().state(now).name());
    }
}
