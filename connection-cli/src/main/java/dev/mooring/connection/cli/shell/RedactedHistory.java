package dev.mooring.connection.cli.shell;

import dev.mooring.connection.core.ConnectionSql;
import java.time.Instant;
import org.jline.reader.impl.history.DefaultHistory;

/** A history that never sees a literal, neither in its file nor in memory. */
final class RedactedHistory extends DefaultHistory {
    @Override
    public void add(Instant time, String line) {
        if (!StatementLines.isWord(line)) {
            super.add(time, ConnectionSql.redact(line));
        }
    }
}
