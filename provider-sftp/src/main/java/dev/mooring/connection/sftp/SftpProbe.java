package dev.mooring.connection.sftp;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.HostProperties;
import dev.mooring.connection.support.network.ServerProbe;
import java.util.ArrayList;
import java.util.List;

/** The connectivity test of an SFTP server: the name, the connection, the server's key, the login, a directory. */
final class SftpProbe implements ConnectivityProbe {
    private final ProviderContext context;

    SftpProbe(ProviderContext context) {
        this.context = context;
    }

    @Override
    public List<ProbeStep> steps(ProbeRequest request) {
        HostPort server = HostProperties.server(request.properties(), SftpProperties.HOST, SftpProperties.PORT);
        SessionProbe session = new SessionProbe(context, request, server);
        List<ProbeStep> steps = new ArrayList<>(new ServerProbe(context, List.of(server)).steps());
        steps.add(new ProbeStep(Stage.SECURE, server.toString(), session::keys));
        steps.add(new ProbeStep(Stage.AUTHENTICATE, server.toString(), session::login));
        AccessScope scope = request.scope().orElse(AccessScope.everything());
        if (scope.isEverything()) {
            String directory = request.properties().require(SftpProperties.DIRECTORY);
            steps.add(new ProbeStep(Stage.OPERATE, directory, run -> session.list(directory)));
        }
        scope.grants().stream().map(AccessScope.Grant::resource).distinct().forEach(resource -> {
            String path = path(resource, server);
            steps.add(new ProbeStep(Stage.OPERATE, resource.toString(), run -> session.list(path)));
        });
        return steps;
    }

    private static String path(Resource resource, HostPort server) {
        if (!resource.root().equalsIgnoreCase(server.host())) {
            throw new ConnectionException(
                    ConnectionError.INVALID_SCOPE,
                    resource + " is on another server than the connection's, which is " + server.host(),
                    "name a directory as sftp://" + server.host() + "/path");
        }
        return "/" + resource.path();
    }
}
