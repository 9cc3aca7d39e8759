package dev.mooring.connection.core.internal.sql.run;

import dev.mooring.connection.Connection;
import dev.mooring.connection.Connections;
import dev.mooring.connection.Page;
import dev.mooring.connection.core.internal.sql.ShowColumn;
import dev.mooring.connection.core.internal.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What SHOW finds, looked for page by page until it has enough. */
final class ShownConnections {
    private static final int PAGE = 500;

    private final Connections connections;
    private final Statement.Show show;
    private final List<List<String>> rows = new ArrayList<>();

    ShownConnections(Connections connections, Statement.Show show) {
        this.connections = connections;
        this.show = show;
    }

    List<List<String>> rows() {
        long limit = show.limit().orElse(Long.MAX_VALUE);
        if (limit == 0) {
            return rows;
        }
        // what a prefix alone selects is all shown, so the first page need not be longer than the limit
        Page page =
                Page.of((int) Math.min(limit, PAGE)).startingWith(show.filter().prefix());
        List<Connection> found = connections.list(page);
        while (take(found, limit) && found.size() == page.size()) {
            page = Page.of(PAGE)
                    .startingWith(show.filter().prefix())
                    .after(found.get(found.size() - 1).name());
            found = connections.list(page);
        }
        return rows;
    }

    /** Whether more are wanted. */
    private boolean take(List<Connection> found, long limit) {
        for (Connection connection : found) {
            if (rows.size() < limit && isShown(connection)) {
                rows.add(Arrays.stream(ShowColumn.values())
                        .map(column -> column.text(connection))
                        .toList());
            }
        }
        return rows.size() < limit;
    }

    private boolean isShown(Connection connection) {
        boolean isOfKind = show.category()
                .filter(wanted -> wanted != connection.type().category())
                .isEmpty();
        return isOfKind && show.filter().test().test(connection);
    }
}
