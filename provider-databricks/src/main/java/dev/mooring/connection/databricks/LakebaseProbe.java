package dev.mooring.connection.databricks;

import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProviderContext;
import java.util.List;

/**
 * The connectivity test of Lakebase: both hosts from their names to TLS, the workspace's token, the database credential, and
 * a query that says as whom it ran.
 */
final class LakebaseProbe implements ConnectivityProbe {
    private final ProviderContext context;

    LakebaseProbe(ProviderContext context) {
        this.context = context;
    }

    @Override
    public List<ProbeStep> steps(ProbeRequest request) {
        return new LakebaseChecks(context, request).steps();
    }
}
