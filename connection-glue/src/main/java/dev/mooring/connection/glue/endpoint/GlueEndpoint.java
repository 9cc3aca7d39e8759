package dev.mooring.connection.glue.endpoint;

import static java.util.Objects.requireNonNull;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.glue.catalog.CatalogSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiFunction;
import javax.net.ssl.SSLContext;

/**
 * Serves clients of AWS Glue, unmodified ones: Glue's connection operations in AWS JSON 1.1 over the connections of
 * workspaces, requests signed with the access keys that the deployment gives. Listens on loopback unless told otherwise.
 * Safe for use by threads; closing it ends all requests and leaves the connection layer open.
 */
public final class GlueEndpoint implements AutoCloseable {
    private final ServerSocket server;
    private final Listener listener;
    private final Scheme scheme;

    private enum Scheme {
        HTTP,
        HTTPS
    }

    private GlueEndpoint(Builder parts) throws IOException {
        this.scheme = parts.tls.isPresent() ? Scheme.HTTPS : Scheme.HTTP;
        this.server = parts.tls.isPresent()
                ? parts.tls.get().getServerSocketFactory().createServerSocket()
                : new ServerSocket();
        try {
            server.bind(parts.address, parts.limits.concurrency());
        } catch (IOException e) {
            server.close();
            throw e;
        }
        RequestHandler handler = new RequestHandler(
                parts.workspaces, parts.settings, new SignatureVerifier(parts.keys, parts.clock), parts.clock);
        this.listener = new Listener(server, parts.limits, handler::handle);
    }

    /**
     * Starts an endpoint over the connections of workspaces as users of them see them, such as {@code layer::workspace}.
     *
     * @param workspaces yields the connections of a workspace, given first, as a user of it sees them
     * @param settings how the catalog behaves
     */
    public static Builder serving(BiFunction<String, String, Connections> workspaces, CatalogSettings settings) {
        return new Builder(requireNonNull(workspaces, "workspaces"), requireNonNull(settings, "settings"));
    }

    /** The port that it listens on. */
    public int port() {
        return server.getLocalPort();
    }

    /** Where clients find it, as an endpoint override. */
    public URI address() {
        InetAddress at = server.getInetAddress();
        String host = at.isAnyLocalAddress() ? "localhost" : at.getHostAddress();
        String literal = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return URI.create((scheme == Scheme.HTTPS ? "https://" : "http://") + literal + ":" + port());
    }

    @Override
    public void close() {
        listener.close();
    }

    /** Collects what an endpoint is made of. Not safe for use by several threads. */
    public static final class Builder {
        private final BiFunction<String, String, Connections> workspaces;
        private final CatalogSettings settings;
        private EndpointKeys keys = EndpointKeys.of();
        private InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        private Optional<SSLContext> tls = Optional.empty();
        private boolean isNetworkTrusted;
        private EndpointLimits limits = EndpointLimits.usual();
        private Clock clock = Clock.systemUTC();

        private Builder(BiFunction<String, String, Connections> workspaces, CatalogSettings settings) {
            this.workspaces = workspaces;
            this.settings = settings;
        }

        /** Sets the access keys that requests are signed with; without any, nothing can be asked. */
        public Builder keys(EndpointKeys known) {
            keys = known;
            return this;
        }

        /** Sets the port on loopback; 0 means any free one. */
        public Builder port(int number) {
            return listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
        }

        /** Sets address and port; one that others can reach needs {@link #tls} or {@link #trustNetwork}. */
        public Builder listen(InetSocketAddress where) {
            address = where;
            return this;
        }

        /** Speaks TLS with the context's certificate. */
        public Builder tls(SSLContext context) {
            tls = Optional.of(context);
            return this;
        }

        /** Lets passwords come in clear from others than this machine, because something else protects them on their way. */
        public Builder trustNetwork() {
            isNetworkTrusted = true;
            return this;
        }

        /** Sets what one client can ask for. */
        public Builder limits(EndpointLimits bounds) {
            limits = bounds;
            return this;
        }

        /** Replaces the clock that signatures are judged by. */
        public Builder clock(Clock replacement) {
            clock = replacement;
            return this;
        }

        /**
         * Starts it. Fails with {@link ConnectionError#NOT_CONFIGURED} without keys, where passwords would come in clear from
         * other machines, and where the address can not be listened on.
         */
        public GlueEndpoint start() {
            if (keys.isEmpty()) {
                throw new ConnectionException(
                        ConnectionError.NOT_CONFIGURED,
                        "the endpoint has no access keys, so that nobody could use it",
                        "give it at least one access key");
            }
            InetAddress at = address.getAddress();
            if (at == null) {
                throw new ConnectionException(
                        ConnectionError.NOT_CONFIGURED,
                        "the address to listen on does not resolve: " + address.getHostString(),
                        "give an address of this machine");
            }
            if (!at.isLoopbackAddress() && tls.isEmpty() && !isNetworkTrusted) {
                throw new ConnectionException(
                        ConnectionError.NOT_CONFIGURED,
                        "passwords would come to " + address + " in clear",
                        "give the endpoint a certificate, or say that something else protects the network");
            }
            try {
                return new GlueEndpoint(this);
            } catch (IOException e) {
                throw new ConnectionException(
                        ConnectionError.NOT_CONFIGURED,
                        "nothing can listen on " + address + ": " + e.getMessage(),
                        "choose another port or address",
                        e);
            }
        }
    }
}
