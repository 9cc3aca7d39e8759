package dev.mooring.connection.http;

import dev.mooring.connection.http.bridge.LakeSailIdentity;
import dev.mooring.connection.http.wire.LakeSail;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.EndpointProbe;
import dev.mooring.connection.support.network.HttpAnswer;
import dev.mooring.connection.support.network.HttpFailures;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Reaches the platform and asks it whom it takes the caller for. */
final class LakeSailProbe implements ConnectivityProbe {
    private final ProviderContext context;

    LakeSailProbe(ProviderContext context) {
        this.context = context;
    }

    @Override
    public List<ProbeStep> steps(ProbeRequest request) {
        URI endpoint = request.properties().require(LakeSailConnectionType.ENDPOINT);
        VendedOnce vended = new VendedOnce(context, request);
        List<ProbeStep> steps = new ArrayList<>(new EndpointProbe(context).steps(List.of(endpoint)));
        URI me = LakeSail.me(endpoint);
        steps.add(new ProbeStep(Stage.AUTHENTICATE, me.toString(), run -> identify(me, vended, run)));
        return steps;
    }

    private Finding identify(URI me, VendedOnce vended, ProbeRun run) {
        ApiCalls calls = new ApiCalls(context, LakeSail.WHO, vended.credential());
        HttpAnswer answer = calls.get(me, run);
        LakeSailIdentity identity = LakeSailIdentity.read(calls.json(me, answer))
                .orElseThrow(() -> HttpFailures.unexpected(LakeSail.WHO, me, "its answer names nobody"));
        Finding finding = found(identity, vended);
        return answer.requestId(calls.secrets()).map(finding::requestId).orElse(finding);
    }

    private static Finding found(LakeSailIdentity identity, VendedOnce vended) {
        String until =
                vended.credential().expiresAt().map(end -> ", until " + end).orElse("");
        String known = "known as " + identity + until;
        if (identity instanceof LakeSailIdentity.ServiceAccount) {
            return vended.endsSoon() ? Finding.warning(known, "rotate the key before it ends") : Finding.passed(known);
        }
        return identity instanceof LakeSailIdentity.Root
                ? Finding.warning(known + ", which may do anything", "use the key of a service account")
                : Finding.warning(
                        known + ", whose token is short-lived and not for production",
                        "use the key of a service account");
    }
}
