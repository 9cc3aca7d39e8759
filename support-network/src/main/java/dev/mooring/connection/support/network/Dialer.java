package dev.mooring.connection.support.network;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProviderContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Opens connections to addresses that the egress guard lets pass, within the limits of a test. Safe for use by threads. */
public final class Dialer {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);

    private final ProviderContext context;

    /** A dialer that resolves through the context. */
    public Dialer(ProviderContext context) {
        this.context = context;
    }

    /**
     * A connection to the first address of the server that takes one; the caller closes it. Fails with
     * {@link ConnectionError#ENDPOINT_UNREACHABLE}, naming what was tried.
     */
    public Socket connect(HostPort server, ProbeRun run) throws IOException {
        List<String> tried = new ArrayList<>();
        IOException last = new IOException("no address");
        for (InetAddress address : context.resolve(server.host())) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, server.port()), millis(connectLimit(run)));
                return socket;
            } catch (IOException e) {
                socket.close();
                tried.add(address.getHostAddress());
                last = e;
            }
        }
        throw new ConnectionException(
                ConnectionError.ENDPOINT_UNREACHABLE,
                "no connection to " + server + " (tried " + String.join(", ", tried) + "): " + last.getMessage(),
                "check that a server listens on " + server + ", the route to it and the firewall",
                last);
    }

    /** The time that one call of a test may take: what is left of the test, at most the limit of a call; never zero. */
    public Duration limit(ProbeRun run) {
        Duration least = Duration.ofMillis(1);
        Duration limit = run.remaining().compareTo(context.timeout()) < 0 ? run.remaining() : context.timeout();
        return limit.compareTo(least) < 0 ? least : limit;
    }

    /** The time that opening a connection may take: the limit of a call, at most three seconds. */
    public Duration connectLimit(ProbeRun run) {
        Duration limit = limit(run);
        return limit.compareTo(LONGEST_CONNECT) < 0 ? limit : LONGEST_CONNECT;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
