package dev.mooring.connection.tencent;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.Dialer;
import dev.mooring.connection.tencent.TencentProperties.Network;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How COS is reached in one test: as NETWORK says, or as the first step finds out. Used by one thread. */
final class CosReach {
    /** What can stand in a host name; a scope with another name is refused later, when a credential is asked for. */
    private static final Pattern LABEL = Pattern.compile("[a-z0-9][a-z0-9-]{0,61}[a-z0-9]");

    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final ProviderContext context;
    private final TencentEndpoints endpoints;
    private Network network;

    CosReach(ProviderContext context, PropertyValues values) {
        this.context = context;
        this.endpoints = new TencentEndpoints(values, context);
        this.network = values.get(TencentProperties.NETWORK).orElse(Network.PUBLIC);
    }

    String region() {
        return endpoints.region().id();
    }

    Endpoint bucket(String bucket) {
        return endpoints.bucket(bucket, network);
    }

    Endpoint buckets() {
        return endpoints.buckets();
    }

    /** The addresses to look at beforehand, one for each bucket; none while they are not chosen. */
    List<URI> addresses(List<String> buckets) {
        if (network == Network.AUTO) {
            return List.of();
        }
        List<URI> addresses =
                legal(buckets).map(bucket -> bucket(bucket).address()).toList();
        return addresses.isEmpty() ? List.of(buckets().address()) : addresses;
    }

    /** The step that chooses, if there is a choice. */
    Optional<ProbeStep> choice(List<String> buckets) {
        return legal(buckets)
                .filter(bucket -> network == Network.AUTO)
                .findFirst()
                .map(bucket -> new ProbeStep(
                        Stage.CONNECT, "internal or public addresses of COS", run -> chosen(bucket, run)));
    }

    private static Stream<String> legal(List<String> buckets) {
        return buckets.stream().filter(bucket -> LABEL.matcher(bucket).matches());
    }

    private Finding chosen(String bucket, ProbeRun run) throws IOException {
        Endpoint internal = endpoints.bucket(bucket, Network.INTERNAL);
        try {
            connect(internal, run);
            network = Network.INTERNAL;
            return Finding.passed("took the internal addresses, such as " + internal.host());
        } catch (ConnectionException e) {
            network = Network.PUBLIC;
            Endpoint open = endpoints.bucket(bucket, Network.PUBLIC);
            connect(open, run);
            return Finding.passed(
                    "took the public addresses, such as " + open.host() + ", for the internal ones do not answer here");
        }
    }

    private void connect(Endpoint endpoint, ProbeRun run) throws IOException {
        URI address = endpoint.address();
        int usual = "https".equals(address.getScheme()) ? HTTPS_PORT : HTTP_PORT;
        int port = address.getPort() < 0 ? usual : address.getPort();
        try (Socket socket = new Dialer(context).connect(new HostPort(address.getHost(), port), run)) {
            socket.setSoLinger(true, 0);
        }
    }
}
