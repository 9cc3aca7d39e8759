package dev.mooring.connection.support.network;

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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The first steps of a test of a service that has several servers: each is resolved and connected to on its own. One that is
 * down is a warning that names it, all of them a failure. Made for one test; used by its thread only.
 */
public final class ServerProbe {
    private final ProviderContext context;
    private final Dialer dialer;
    private final List<HostPort> servers;
    private final Set<HostPort> lost = new LinkedHashSet<>();

    /** A probe of these servers; a server given twice is tried once. */
    public ServerProbe(ProviderContext context, List<HostPort> servers) {
        this.context = context;
        this.dialer = new Dialer(context);
        this.servers = servers.stream().distinct().toList();
    }

    /** The steps of stages RESOLVE and CONNECT. */
    public List<ProbeStep> steps() {
        List<ProbeStep> steps = new ArrayList<>();
        servers.forEach(server ->
                steps.add(new ProbeStep(Stage.RESOLVE, server.host(), run -> tolerant(server, () -> resolve(server)))));
        servers.forEach(
                server -> steps.add(new ProbeStep(Stage.CONNECT, server.toString(), run -> connect(server, run))));
        return steps;
    }

    /** The servers that answered, in their order; known once the steps have run. */
    public List<HostPort> alive() {
        return servers.stream().filter(server -> !lost.contains(server)).toList();
    }

    /** Marks a server that answers but can not be used, so that the others decide; fails when it was the last one. */
    public Finding lose(HostPort server, ConnectionException failure) {
        lost.add(server);
        if (alive().isEmpty()) {
            throw failure;
        }
        return Finding.warning(
                failure.getMessage() + "; the others are tried", failure.code().name() + ": " + failure.remedy());
    }

    private Finding resolve(HostPort server) {
        return Finding.passed(context.resolve(server.host()).stream()
                .map(InetAddress::getHostAddress)
                .collect(Collectors.joining(", ")));
    }

    private Finding connect(HostPort server, ProbeRun run) throws IOException {
        if (lost.contains(server)) {
            return Finding.skipped("it does not resolve");
        }
        return tolerant(server, () -> {
            try (Socket socket = dialer.connect(server, run)) {
                return Finding.passed("connected to " + socket.getRemoteSocketAddress());
            }
        });
    }

    private Finding tolerant(HostPort server, Trial trial) throws IOException {
        try {
            return trial.run();
        } catch (ConnectionException e) {
            return lose(server, e);
        }
    }

    private interface Trial {
        Finding run() throws IOException;
    }
}
