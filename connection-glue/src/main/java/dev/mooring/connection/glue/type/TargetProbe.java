package dev.mooring.connection.glue.type;

import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.Dialer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether named servers can be reached: each on its own, for none stands in for another. */
final class TargetProbe {
    private final ProviderContext context;
    private final Dialer dialer;

    TargetProbe(ProviderContext context) {
        this.context = context;
        this.dialer = new Dialer(context);
    }

    /** A step of RESOLVE and one of CONNECT for each server; without servers one that says why nothing is tried. */
    List<ProbeStep> steps(List<HostPort> servers, String whyNone) {
        if (servers.isEmpty()) {
            return List.of(new ProbeStep(Stage.RESOLVE, "no server", run -> Finding.skipped(whyNone)));
        }
        List<HostPort> distinct = servers.stream().distinct().toList();
        List<ProbeStep> steps = new ArrayList<>();
        distinct.forEach(server -> steps.add(new ProbeStep(Stage.RESOLVE, server.host(), run -> resolve(server))));
        distinct.forEach(
                server -> steps.add(new ProbeStep(Stage.CONNECT, server.toString(), run -> connect(server, run))));
        return steps;
    }

    private Finding resolve(HostPort server) {
        return Finding.passed(context.resolve(server.host()).stream()
                .map(InetAddress::getHostAddress)
                .collect(Collectors.joining(", ")));
    }

    private Finding connect(HostPort server, ProbeRun run) throws IOException {
        try (Socket socket = dialer.connect(server, run)) {
            return Finding.passed("connected to " + socket.getRemoteSocketAddress());
        }
    }
}
