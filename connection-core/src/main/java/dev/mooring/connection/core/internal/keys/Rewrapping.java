package dev.mooring.connection.core.internal.keys;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.internal.crypto.SecretSealer;
import dev.mooring.connection.core.internal.store.SealedRows;
import dev.mooring.connection.core.internal.store.SealedRows.Rewrapped;
import dev.mooring.connection.core.internal.store.StoredConnection;
import dev.mooring.connection.core.keys.UnopenedConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Goes through the rows of a store page by page, and opens or rewraps each. */
final class Rewrapping {
    /** So many rows are kept in one transaction, which others wait for. */
    static final int PAGE = 100;

    private final SealedRows rows;
    private final SecretSealer sealer;

    /**
     * What became of rows.
     *
     * @param rows how many were wrapped, or would be
     * @param outrun how many were changed by someone else meanwhile, and are to be looked at again
     * @param unopened those that can not be
     */
    record Outcome(long rows, long outrun, List<UnopenedConnection> unopened) {}

    Rewrapping(SealedRows rows, SecretSealer sealer) {
        this.rows = rows;
        this.sealer = sealer;
    }

    /** Wraps all rows under the key. */
    Outcome toKey(String keyId) {
        return pass(keyId, rows::rewrap);
    }

    /** Does all of it but keep it. */
    Outcome asIfToKey(String keyId) {
        return pass(keyId, List::size);
    }

    /** Opens all rows; how many there are. */
    long open(Consumer<UnopenedConnection> unopened) {
        long tried = 0;
        String last = "";
        for (List<StoredConnection> page = rows.page(last, PAGE); !page.isEmpty(); page = rows.page(last, PAGE)) {
            for (StoredConnection row : page) {
                try {
                    requireWhole(row);
                    sealer.open(row.content(), row.secrets());
                } catch (ConnectionException e) {
                    unopened.accept(unopened(row, e));
                }
            }
            tried += page.size();
            last = page.get(page.size() - 1).connection().id();
        }
        return tried;
    }

    private interface Keeping {
        int keep(List<Rewrapped> rewrapped);
    }

    private Outcome pass(String keyId, Keeping keeping) {
        long kept = 0;
        long outrun = 0;
        List<UnopenedConnection> unopened = new ArrayList<>();
        String last = "";
        while (true) {
            List<StoredConnection> page = rows.pageWithout(keyId, last, PAGE);
            if (page.isEmpty()) {
                return new Outcome(kept, outrun, unopened);
            }
            List<Rewrapped> rewrapped = new ArrayList<>();
            for (StoredConnection row : page) {
                try {
                    rewrapped.add(new Rewrapped(row, sealer.rewrap(row.content(), row.secrets(), keyId)));
                } catch (ConnectionException e) {
                    unopened.add(unopened(row, e));
                }
            }
            int done = keeping.keep(rewrapped);
            kept += done;
            outrun += rewrapped.size() - done;
            last = page.get(page.size() - 1).connection().id();
        }
    }

    private static void requireWhole(StoredConnection row) {
        if (row.isDamaged()) {
            throw new ConnectionException(
                    ConnectionError.CONNECTION_NOT_READY,
                    row.connection().status().reason().orElse("its row is damaged"));
        }
    }

    private static UnopenedConnection unopened(StoredConnection row, ConnectionException failure) {
        Connection connection = row.connection();
        return new UnopenedConnection(
                connection.workspace(), connection.name(), failure.code(), String.valueOf(failure.getMessage()));
    }
}
