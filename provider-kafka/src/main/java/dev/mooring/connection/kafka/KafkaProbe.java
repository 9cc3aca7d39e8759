package dev.mooring.connection.kafka;

import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.ServerProbe;
import java.util.List;

/** Resolves and reaches each server. */
final class KafkaProbe implements ConnectivityProbe {
    private final ProviderContext context;

    KafkaProbe(ProviderContext context) {
        this.context = context;
    }

    @Override
    public List<ProbeStep> steps(ProbeRequest request) {
        return new ServerProbe(context, KafkaSettings.of(request.properties()).servers()).steps();
    }
}
