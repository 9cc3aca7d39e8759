package dev.mooring.connection.mongodb;

import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.Dialer;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.stream.Collectors;

/** The servers behind a name of {@code mongodb+srv://}, in a test: known once they were looked up. Used by one thread. */
final class ListedServers {
    private final ProviderContext context;
    private final SrvRecords records;
    private final String name;
    private List<HostPort> servers = List.of();

    ListedServers(ProviderContext context, SrvRecords records, String name) {
        this.context = context;
        this.records = records;
        this.name = name;
    }

    /** Whether the name lists servers that the guard lets pass. */
    Finding resolve() {
        servers = records.servers(name);
        servers.forEach(server -> context.resolve(server.host()));
        return Finding.passed(
                "its servers are " + servers.stream().map(HostPort::toString).collect(Collectors.joining(", ")));
    }

    /** Whether one of them takes connections. */
    Finding connect(ProbeRun run) throws IOException {
        Dialer dialer = new Dialer(context);
        RuntimeException last = new IllegalStateException("no server");
        for (HostPort server : servers) {
            try (Socket socket = dialer.connect(server, run)) {
                return Finding.passed("connected to " + socket.getRemoteSocketAddress());
            } catch (RuntimeException e) {
                last = e;
            }
        }
        throw last;
    }
}
