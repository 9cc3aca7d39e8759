package dev.mooring.connection.jdbc;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.ServerProbe;
import java.util.ArrayList;
import java.util.List;

/**
 * The connectivity test of a database: its name, the connection, then a session by the driver that users' sessions are made
 * by, which tells of TLS, the login and a query. A table that the scope names is looked at without reading a row.
 */
final class JdbcProbe implements ConnectivityProbe {
    private final ProviderContext context;

    JdbcProbe(ProviderContext context) {
        this.context = context;
    }

    @Override
    public List<ProbeStep> steps(ProbeRequest request) {
        JdbcSettings settings = JdbcSettings.of(request.properties());
        List<HostPort> server = settings.target().server().stream().toList();
        SessionProbe session = new SessionProbe(context, request, settings);
        List<ProbeStep> steps = new ArrayList<>(new ServerProbe(context, server).steps());
        if (settings.isEncrypted()) {
            steps.add(new ProbeStep(Stage.SECURE, session.place(), session::secure));
        }
        steps.add(new ProbeStep(Stage.AUTHENTICATE, session.place(), session::login));
        steps.add(new ProbeStep(Stage.OPERATE, "SELECT 1", session::query));
        request.scope().orElse(AccessScope.everything()).grants().stream()
                .map(AccessScope.Grant::resource)
                .distinct()
                .forEach(table ->
                        steps.add(new ProbeStep(Stage.OPERATE, table.toString(), run -> session.table(table, run))));
        return steps;
    }
}
