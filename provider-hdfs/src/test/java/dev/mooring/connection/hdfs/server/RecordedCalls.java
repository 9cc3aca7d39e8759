package dev.mooring.connection.hdfs.server;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.hdfs.server.namenode.AuditLogger;

/** What the name nodes of this process were asked for and by whom; made by them, by name. */
public final class RecordedCalls implements AuditLogger {
    private static final List<String> CALLS = new ArrayList<>();

    @Override
    public void initialize(Configuration configuration) {}

    @Override
    public void logAuditEvent(
            boolean allowed,
            String user,
            InetAddress address,
            String command,
            String source,
            String destination,
            FileStatus status) {
        synchronized (CALLS) {
            CALLS.add(allowed + "\t" + user + "\t" + command + "\t" + source);
        }
    }

    static List<String> from(int index) {
        synchronized (CALLS) {
            return List.copyOf(CALLS.subList(index, CALLS.size()));
        }
    }
}
