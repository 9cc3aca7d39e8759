package dev.mooring.connection.http;

import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.EndpointProbe;
import dev.mooring.connection.support.network.HttpAnswer;
import dev.mooring.connection.support.oauth.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reaches the org, comes by a token, and asks the org whose it is. */
final class SalesforceProbe implements ConnectivityProbe {
    private static final String WHO = "the Salesforce API";

    private final ProviderContext context;

    SalesforceProbe(ProviderContext context) {
        this.context = context;
    }

    @Override
    public List<ProbeStep> steps(ProbeRequest request) {
        URI host = request.properties().require(SalesforceConnectionType.HOST);
        VendedOnce vended = new VendedOnce(context, request);
        List<ProbeStep> steps = new ArrayList<>(new EndpointProbe(context).steps(List.of(host)));
        steps.add(vended.step(Optional.of(HttpProperties.below(host, "/services/oauth2/token"))));
        URI who = HttpProperties.below(host, "/services/oauth2/userinfo");
        steps.add(new ProbeStep(Stage.AUTHORIZE, who.toString(), run -> identify(who, vended.credential(), run)));
        return steps;
    }

    private Finding identify(URI who, Credential credential, ProbeRun run) {
        ApiCalls calls = new ApiCalls(context, WHO, credential);
        HttpAnswer answer = calls.get(who, run);
        JsonObject user = calls.json(who, answer);
        String name =
                user.text("preferred_username").or(() -> user.text("user_id")).orElse("an unnamed user");
        String org = user.text("organization_id").map(id -> " of org " + id).orElse("");
        return Finding.passed("acts as " + (name + org).replaceAll("\\p{Cntrl}", " "));
    }
}
