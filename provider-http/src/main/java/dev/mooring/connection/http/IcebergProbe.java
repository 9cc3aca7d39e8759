package dev.mooring.connection.http;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.Dialer;
import dev.mooring.connection.support.network.EndpointProbe;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reaches the catalog, comes by a token, reads the configuration, and asks for a table's credentials if a scope names one. */
final class IcebergProbe implements ConnectivityProbe {
    private final ProviderContext context;

    IcebergProbe(ProviderContext context) {
        this.context = context;
    }

    @Override
    public List<ProbeStep> steps(ProbeRequest request) {
        PropertyValues values = request.properties();
        VendedOnce vended = new VendedOnce(context, request);
        Optional<URI> issuer =
                IcebergProperties.wish(values).map(wish -> wish.server().known());
        List<URI> addresses = new ArrayList<>(List.of(values.require(IcebergProperties.CATALOG)));
        issuer.ifPresent(addresses::add);
        List<ProbeStep> steps = new ArrayList<>(new EndpointProbe(context).steps(addresses));
        steps.add(vended.step(issuer));
        steps.add(new ProbeStep(
                Stage.AUTHORIZE,
                IcebergCatalog.configAddress(values).toString(),
                run -> configuration(values, vended, run)));
        values.get(IcebergProperties.NAMESPACE)
                .ifPresent(namespace -> steps.add(new ProbeStep(
                        Stage.OPERATE, "namespace " + namespace, run -> namespace(namespace, values, vended, run))));
        request.scope()
                .filter(scope -> !scope.isEverything())
                .ifPresent(scope ->
                        steps.add(new ProbeStep(Stage.SCOPE, scope.toString(), run -> handedOut(scope, request))));
        return steps;
    }

    private Finding configuration(PropertyValues values, VendedOnce vended, ProbeRun run) {
        IcebergCatalog.Config config = catalog(values, vended, run).config();
        String prefix = config.prefix().isEmpty() ? "no prefix" : "prefix " + config.prefix();
        Finding finding = Finding.passed("the catalog lets us in; " + prefix
                + values.get(IcebergProperties.WAREHOUSE)
                        .map(name -> ", warehouse " + name)
                        .orElse(""));
        return config.requestId().map(finding::requestId).orElse(finding);
    }

    private Finding namespace(String namespace, PropertyValues values, VendedOnce vended, ProbeRun run) {
        IcebergCatalog catalog = catalog(values, vended, run);
        if (catalog.hasNamespace(catalog.config(), namespace)) {
            return Finding.passed("it is there");
        }
        throw new ConnectionException(
                ConnectionError.RESOURCE_NOT_FOUND,
                "the catalog has no namespace " + namespace,
                "correct NAMESPACE, or let the connection's principal see it");
    }

    private static Finding handedOut(AccessScope scope, ProbeRequest request) {
        Credential credential = request.vending().vend(scope);
        return Finding.passed("the catalog hands out a "
                + credential.getClass().getSimpleName() + " until "
                + credential.expiresAt().map(Object::toString).orElse("it is revoked")
                + "; what it may do is the catalog's decision");
    }

    private IcebergCatalog catalog(PropertyValues values, VendedOnce vended, ProbeRun run) {
        return new IcebergCatalog(
                new ApiCalls(context, IcebergCatalog.WHO, vended.credential()), values, new Dialer(context).limit(run));
    }
}
