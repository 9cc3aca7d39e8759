package dev.mooring.connection.mongodb;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.ServerProbe;
import java.util.ArrayList;
import java.util.List;

/**
 * The connectivity test of a deployment of MongoDB: names and connections, then the driver's own client, which tells of TLS
 * and the login, {@code ping} and {@code hello}. A collection that the scope names is looked at without reading a document.
 */
final class MongoDbProbe implements ConnectivityProbe {
    private final ProviderContext context;
    private final SrvRecords records;

    MongoDbProbe(ProviderContext context, SrvRecords records) {
        this.context = context;
        this.records = records;
    }

    @Override
    public List<ProbeStep> steps(ProbeRequest request) {
        MongoDbSettings settings = MongoDbSettings.of(request.properties());
        MongoDbTarget target = settings.target();
        ClientProbe client = new ClientProbe(context, request, settings);
        List<ProbeStep> steps = new ArrayList<>();
        if (target.srvHost().isPresent()) {
            String name = target.srvHost().get();
            ListedServers listed = new ListedServers(context, records, name);
            steps.add(new ProbeStep(Stage.RESOLVE, name, run -> listed.resolve()));
            steps.add(new ProbeStep(Stage.CONNECT, name, listed::connect));
        } else {
            steps.addAll(new ServerProbe(context, target.servers()).steps());
        }
        if (settings.isEncrypted()) {
            steps.add(new ProbeStep(Stage.SECURE, client.place(), client::secure));
        }
        steps.add(new ProbeStep(Stage.AUTHENTICATE, client.place(), client::login));
        steps.add(new ProbeStep(Stage.OPERATE, "hello", run -> client.hello()));
        request.scope().orElse(AccessScope.everything()).grants().stream()
                .map(AccessScope.Grant::resource)
                .distinct()
                .forEach(resource -> steps.add(
                        new ProbeStep(Stage.OPERATE, resource.toString(), run -> client.collection(resource))));
        return steps;
    }
}
