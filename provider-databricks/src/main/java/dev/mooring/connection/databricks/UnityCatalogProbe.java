package dev.mooring.connection.databricks;

import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProviderContext;
import java.util.List;

/**
 * The connectivity test of Unity Catalog: the hosts, the token, whom the workspace takes it for, what catalogs are visible,
 * what the metastore lets engines do, and the credential that a scope asks for.
 */
final class UnityCatalogProbe implements ConnectivityProbe {
    private final ProviderContext context;

    UnityCatalogProbe(ProviderContext context) {
        this.context = context;
    }

    @Override
    public List<ProbeStep> steps(ProbeRequest request) {
        return new UnityCatalogChecks(context, request).steps();
    }
}
