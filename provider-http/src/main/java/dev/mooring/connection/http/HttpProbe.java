package dev.mooring.connection.http;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.http.bridge.HttpEndpoint;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.EndpointProbe;
import dev.mooring.connection.support.network.HttpAnswer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reaches the API and its authorization server, comes by a credential, and reads one resource with it. */
final class HttpProbe implements ConnectivityProbe {
    private static final String WHO = "the API";

    private final ProviderContext context;

    HttpProbe(ProviderContext context) {
        this.context = context;
    }

    @Override
    public List<ProbeStep> steps(ProbeRequest request) {
        PropertyValues values = request.properties();
        HttpEndpoint endpoint = HttpProperties.endpoint(values);
        VendedOnce vended = new VendedOnce(context, request);
        List<URI> addresses = new ArrayList<>(List.of(endpoint.url()));
        values.get(OAuthProperties.TOKEN_URL).ifPresent(addresses::add);
        values.get(OAuthProperties.ISSUER).ifPresent(addresses::add);
        List<ProbeStep> steps = new ArrayList<>(new EndpointProbe(context).steps(addresses));
        steps.add(vended.step(values.get(OAuthProperties.TOKEN_URL).or(() -> values.get(OAuthProperties.ISSUER))));
        Optional<URI> resource = resource(request, endpoint);
        steps.add(new ProbeStep(
                Stage.OPERATE,
                resource.orElse(endpoint.url()).toString(),
                run -> resource.map(uri -> read(uri, endpoint, vended.credential(), run))
                        .orElseGet(() -> Finding.skipped(
                                "nothing says what to read: set TEST_PATH, or give the test a scope such as "
                                        + endpoint.url() + "=READ"))));
        return steps;
    }

    /** What the scope names, else what the connection does. */
    private static Optional<URI> resource(ProbeRequest request, HttpEndpoint endpoint) {
        return request.scope()
                .filter(scope -> !scope.isEverything())
                .map(HttpProbe::first)
                .or(() -> request.properties()
                        .get(HttpProperties.TEST_PATH)
                        .map(path -> HttpProperties.below(endpoint.url(), path)));
    }

    /** A resource ends with a slash that the address has not. */
    private static URI first(AccessScope scope) {
        Resource resource = scope.grants().get(0).resource();
        try {
            return URI.create(resource.toString().replaceFirst("/$", ""));
        } catch (IllegalArgumentException e) {
            throw new ConnectionException(
                    ConnectionError.INVALID_SCOPE, "the scope names no address", "encode what a URL can not hold", e);
        }
    }

    private Finding read(URI uri, HttpEndpoint endpoint, Credential credential, ProbeRun run) {
        if (!endpoint.admits(uri)) {
            throw new ConnectionException(
                    ConnectionError.EGRESS_REFUSED,
                    uri + " is none of the addresses that this connection's credential may be sent to",
                    "name its host in ALLOWED_HOSTS, and use https");
        }
        ApiCalls calls = new ApiCalls(context, WHO, credential);
        HttpAnswer answer = calls.get(uri, run);
        Finding finding = Finding.passed("GET " + uri + " answered " + answer.status());
        return answer.requestId(calls.secrets()).map(finding::requestId).orElse(finding);
    }
}
