package dev.mooring.connection.aliyun;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.aliyun.AliyunProperties.Network;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.Dialer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/** Which network a connection under auto uses; kept with the connection, so that it is found out once. */
record ReachedNetwork(Network network) implements AutoCloseable {
    private static final Duration BUDGET = Duration.ofSeconds(1);
    private static final int HTTPS_PORT = 443;

    /** Internal addresses take connections from within their region only. */
    static ReachedNetwork probe(URI internal, ProviderContext context) {
        int port = internal.getPort() >= 0 ? internal.getPort() : HTTPS_PORT;
        try (Socket socket = new Dialer(context).connect(new HostPort(internal.getHost(), port), new Budget())) {
            return new ReachedNetwork(socket.isConnected() ? Network.INTERNAL : Network.PUBLIC);
        } catch (ConnectionException | IOException e) {
            return new ReachedNetwork(Network.PUBLIC);
        }
    }

    @Override
    public void close() {}

    private static final class Budget implements ProbeRun {
        @Override
        public Duration remaining() {
            return BUDGET;
        }

        @Override
        public <T extends AutoCloseable> T closeLater(T resource) {
            return resource;
        }
    }
}
