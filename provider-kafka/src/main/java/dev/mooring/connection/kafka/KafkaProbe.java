package dev.mooring.connection.kafka;

import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.ServerProbe;
import java.util.ArrayList;
import java.util.List;

/**
 * The connectivity test of Kafka. Each bootstrap server is tried on its own, from the name to the login; then the cluster
 * tells which addresses its clients must reach, and what the scope names is looked up.
 */
final class KafkaProbe implements ConnectivityProbe {
    private final ProviderContext context;

    KafkaProbe(ProviderContext context) {
        this.context = context;
    }

    @Override
    public List<ProbeStep> steps(ProbeRequest request) {
        ServerProbe servers =
                new ServerProbe(context, KafkaSettings.of(request.properties()).servers());
        LoginProbe logins = new LoginProbe(context, request, servers);
        List<ProbeStep> steps = new ArrayList<>(servers.steps());
        steps.addAll(logins.steps());
        steps.addAll(new ClusterProbe(context, request, logins).steps());
        return steps;
    }
}
