package dev.mooring.connection.aws;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

/** The steps before any request: the names resolve, connections open, TLS is set up. */
final class NetworkProbe {
    private static final String HTTPS = "https";

    private final ProviderContext context;

    NetworkProbe(ProviderContext context) {
        this.context = context;
    }

    /** The steps for these addresses, ordered by stage; an address given twice is tried once. */
    List<ProbeStep> steps(List<URI> endpoints) {
        List<URI> distinct = endpoints.stream().distinct().toList();
        List<ProbeStep> steps = new ArrayList<>();
        distinct.forEach(uri -> steps.add(new ProbeStep(Stage.RESOLVE, uri.getHost(), run -> resolve(uri))));
        distinct.forEach(uri -> steps.add(new ProbeStep(Stage.CONNECT, authority(uri), run -> connect(uri, run))));
        distinct.stream()
                .filter(uri -> uri.getScheme().equals(HTTPS))
                .forEach(uri -> steps.add(new ProbeStep(Stage.SECURE, authority(uri), run -> secure(uri, run))));
        return steps;
    }

    private Finding resolve(URI uri) {
        return Finding.passed(context.resolve(uri.getHost()).stream()
                .map(InetAddress::getHostAddress)
                .collect(Collectors.joining(", ")));
    }

    private Finding connect(URI uri, ProbeRun run) throws IOException {
        try (Socket socket = open(uri, run)) {
            return Finding.passed("connected to " + socket.getRemoteSocketAddress());
        }
    }

    private Finding secure(URI uri, ProbeRun run) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (Socket socket = open(uri, run);
                SSLSocket tls = (SSLSocket) factory.createSocket(socket, uri.getHost(), port(uri), true)) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
            tls.setSoTimeout(millis(limit(context, run)));
            tls.startHandshake();
            return Finding.passed(tls.getSession().getProtocol() + " with "
                    + tls.getSession().getPeerPrincipal().getName());
        } catch (SocketTimeoutException e) {
            throw new ConnectionException(
                    ConnectionError.TIMED_OUT,
                    "the TLS handshake with " + authority(uri) + " did not end in time",
                    "check that " + authority(uri) + " speaks TLS; if it does not, write http:// in front of it",
                    e);
        } catch (IOException e) {
            throw new ConnectionException(
                    ConnectionError.TLS_FAILED,
                    "no TLS with " + authority(uri) + ": " + e.getMessage(),
                    "check that " + authority(uri) + " speaks TLS with a certificate that this machine trusts",
                    e);
        }
    }

    /** A connection to the first address that takes one. */
    private Socket open(URI uri, ProbeRun run) throws IOException {
        List<String> tried = new ArrayList<>();
        IOException last = new IOException("no address");
        for (InetAddress address : context.resolve(uri.getHost())) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, port(uri)), millis(connectLimit(context, run)));
                return socket;
            } catch (IOException e) {
                socket.close();
                tried.add(address.getHostAddress());
                last = e;
            }
        }
        throw new ConnectionException(
                ConnectionError.ENDPOINT_UNREACHABLE,
                "no connection to " + authority(uri) + " (tried " + String.join(", ", tried) + "): "
                        + last.getMessage(),
                "check the route to " + authority(uri) + " and the firewall",
                last);
    }

    /** The time one call may take: what is left of the test, at most the limit of a call. */
    static Duration limit(ProviderContext context, ProbeRun run) {
        Duration least = Duration.ofMillis(1);
        Duration limit = run.remaining().compareTo(context.timeout()) < 0 ? run.remaining() : context.timeout();
        return limit.compareTo(least) < 0 ? least : limit;
    }

    private static Duration connectLimit(ProviderContext context, ProbeRun run) {
        Duration limit = limit(context, run);
        return limit.compareTo(AwsSts.LONGEST_CONNECT) < 0 ? limit : AwsSts.LONGEST_CONNECT;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals(HTTPS) ? 443 : 80;
    }

    private static String authority(URI uri) {
        return uri.getHost() + ":" + port(uri);
    }
}
