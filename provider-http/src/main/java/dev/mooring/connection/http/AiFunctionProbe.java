package dev.mooring.connection.http;

import dev.mooring.connection.AccessScope;
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
import dev.mooring.connection.support.network.HttpAnswer;
import dev.mooring.connection.support.network.HttpCall;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reaches the service and lists its models, which costs nothing and needs the key. */
final class AiFunctionProbe implements ConnectivityProbe {
    private static final String WHO = "the AI service";
    private static final String ANTHROPIC_VERSION = "2023-06-01";

    private final ProviderContext context;

    AiFunctionProbe(ProviderContext context) {
        this.context = context;
    }

    @Override
    public List<ProbeStep> steps(ProbeRequest request) {
        PropertyValues values = request.properties();
        URI base = values.require(AiFunctionConnectionType.BASE_URL);
        URI models = HttpProperties.below(base, "/models");
        VendedOnce vended = new VendedOnce(context, request);
        HttpCall call = AiFunctionConnectionType.isAnthropic(values)
                ? HttpCall.get(models).header("anthropic-version", ANTHROPIC_VERSION)
                : HttpCall.get(models);
        List<ProbeStep> steps = new ArrayList<>(new EndpointProbe(context).steps(List.of(base)));
        steps.add(new ProbeStep(Stage.AUTHENTICATE, models.toString(), run -> list(call, model(request), vended, run)));
        return steps;
    }

    /** The model that the scope names. */
    private static Optional<String> model(ProbeRequest request) {
        return request.scope()
                .map(AccessScope::grants)
                .filter(grants -> !grants.isEmpty())
                .map(grants -> grants.get(0).resource().root());
    }

    private Finding list(HttpCall call, Optional<String> model, VendedOnce vended, ProbeRun run) {
        ApiCalls calls = new ApiCalls(context, WHO, vended.credential());
        HttpAnswer answer = calls.send(call, new Dialer(context).limit(run));
        if (answer.status() == 404 || answer.status() == 405) {
            return Finding.warning(
                    call.uri() + " answered " + answer.status()
                            + ": the service lists no models, so that whether the key" + " is accepted is not known",
                    "call a model once; or check BASE_URL, which as a rule ends with a version such as /v1");
        }
        List<String> models = calls.json(call.uri(), calls.successful(call.uri(), answer)).objects("data").stream()
                .map(each -> each.text("id"))
                .flatMap(Optional::stream)
                .toList();
        return model.filter(wanted -> !models.contains(wanted))
                .map(wanted -> Finding.warning(
                        "the key is accepted, but among its " + models.size() + " models there is no " + wanted,
                        "check the model's name, and whether the key may use it"))
                .orElseGet(() -> Finding.passed("the key is accepted and reaches " + models.size() + " models"));
    }
}
