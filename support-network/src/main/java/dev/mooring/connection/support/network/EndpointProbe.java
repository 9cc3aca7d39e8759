package dev.mooring.connection.support.network;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** The steps before any request to http(s) endpoints: the names resolve, connections open, TLS is set up. Immutable. */
public final class EndpointProbe {
    private static final String HTTPS = "https";

    private final ProviderContext context;
    private final Dialer dialer;

    /** A probe that resolves through the context. */
    public EndpointProbe(ProviderContext context) {
        this.context = context;
        this.dialer = new Dialer(context);
    }

    /** The steps for these addresses, ordered by stage; an address given twice is tried once. */
    public List<ProbeStep> steps(List<URI> endpoints) {
        List<URI> distinct = endpoints.stream().distinct().toList();
        List<ProbeStep> steps = new ArrayList<>();
        distinct.forEach(uri -> steps.add(new ProbeStep(Stage.RESOLVE, uri.getHost(), run -> resolve(uri))));
        distinct.forEach(
                uri -> steps.add(new ProbeStep(Stage.CONNECT, server(uri).toString(), run -> connect(uri, run))));
        distinct.stream()
                .filter(uri -> uri.getScheme().equals(HTTPS))
                .forEach(
                        uri -> steps.add(new ProbeStep(Stage.SECURE, server(uri).toString(), run -> secure(uri, run))));
        return steps;
    }

    private Finding resolve(URI uri) {
        return Finding.passed(context.resolve(uri.getHost()).stream()
                .map(InetAddress::getHostAddress)
                .collect(Collectors.joining(", ")));
    }

    private Finding connect(URI uri, ProbeRun run) throws IOException {
        try (Socket socket = dialer.connect(server(uri), run)) {
            return Finding.passed("connected to " + socket.getRemoteSocketAddress());
        }
    }

    private Finding secure(URI uri, ProbeRun run) throws IOException {
        SSLSocketFactory factory = ClientTls.anonymous().getSocketFactory();
        try (Socket socket = dialer.connect(server(uri), run);
                SSLSocket tls = (SSLSocket) factory.createSocket(socket, uri.getHost(), port(uri), true)) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
            tls.setSoTimeout(millis(dialer.limit(run)));
            tls.startHandshake();
            return Finding.passed(tls.getSession().getProtocol() + " with "
                    + tls.getSession().getPeerPrincipal().getName());
        } catch (SocketTimeoutException e) {
            throw new ConnectionException(
                    ConnectionError.TIMED_OUT,
                    "the TLS handshake with " + server(uri) + " did not end in time",
                    "check that " + server(uri) + " speaks TLS; if it does not, write http:// in front of it",
                    e);
        } catch (IOException e) {
            throw new ConnectionException(
                    ConnectionError.TLS_FAILED,
                    "no TLS with " + server(uri) + ": " + e.getMessage(),
                    "check that " + server(uri) + " speaks TLS with a certificate that this machine trusts",
                    e);
        }
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals(HTTPS) ? 443 : 80;
    }

    private static HostPort server(URI uri) {
        String host = uri.getHost();
        return new HostPort(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port(uri));
    }
}
