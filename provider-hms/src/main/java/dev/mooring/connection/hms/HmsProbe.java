package dev.mooring.connection.hms;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.Resource;
import dev.mooring.connection.hms.wire.AuthType;
import dev.mooring.connection.hms.wire.HmsProperties;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.ServerProbe;
import java.util.ArrayList;
import java.util.List;

/** The connectivity test of a metastore: each server apart, then databases and tables on the first that answers. */
final class HmsProbe implements ConnectivityProbe {
    private final ProviderContext context;

    HmsProbe(ProviderContext context) {
        this.context = context;
    }

    @Override
    public List<ProbeStep> steps(ProbeRequest request) {
        PropertyValues values = request.properties();
        ServerProbe servers = new ServerProbe(context, values.require(HmsProperties.URIS));
        SessionProbe sessions = new SessionProbe(context, request, servers);
        List<ProbeStep> steps = new ArrayList<>(servers.steps());
        if (values.require(HmsProperties.USE_SSL)) {
            servers.alive()
                    .forEach(server -> steps.add(
                            new ProbeStep(Stage.SECURE, server.toString(), run -> sessions.secure(server, run))));
        }
        boolean kerberos = values.require(HmsProperties.AUTH_TYPE) == AuthType.KERBEROS;
        if (kerberos) {
            steps.add(
                    new ProbeStep(Stage.AUTHENTICATE, values.require(HmsProperties.CLIENT_PRINCIPAL), sessions::login));
        }
        servers.alive()
                .forEach(server -> steps.add(
                        new ProbeStep(Stage.AUTHENTICATE, server.toString(), run -> sessions.open(server, run))));
        if (kerberos) {
            steps.add(new ProbeStep(Stage.AUTHORIZE, "delegation token", run -> delegated(request)));
        }
        steps.add(new ProbeStep(Stage.OPERATE, "databases", sessions::databases));
        request.scope().stream()
                .flatMap(scope -> scope.grants().stream())
                .map(Grant::resource)
                .distinct()
                .forEach(place ->
                        steps.add(new ProbeStep(Stage.OPERATE, place.toString(), run -> sessions.look(place, run))));
        return steps;
    }

    private static Finding delegated(ProbeRequest request) {
        return request.vending()
                .vend(AccessScope.everything())
                .expiresAt()
                .map(end -> Finding.passed("a delegation token is issued, which works until " + end))
                .orElseGet(() -> Finding.passed("a delegation token is issued"));
    }

    /** Database and table of a scope such as {@code hms://database/table}. */
    static List<String> names(Resource place) {
        String path = place.path().endsWith("/")
                ? place.path().substring(0, place.path().length() - 1)
                : place.path();
        return path.isEmpty() ? List.of(place.root()) : List.of(place.root(), path);
    }
}
