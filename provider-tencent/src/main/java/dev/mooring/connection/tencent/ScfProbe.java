package dev.mooring.connection.tencent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.cloud.SharedCredential;
import dev.mooring.connection.support.network.Dialer;
import dev.mooring.connection.support.network.EndpointProbe;
import dev.mooring.connection.tencent.Attempt.Denial;
import dev.mooring.connection.tencent.Attempt.Signer;
import dev.mooring.connection.tencent.TencentSts.Api;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The connectivity test of SCF: finds the namespace, or the functions of a scope, and runs none. */
final class ScfProbe implements ConnectivityProbe {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PAGE = 100;
    private static final int MOST_NAMESPACES = 1000;

    private final ProviderContext context;

    ScfProbe(ProviderContext context) {
        this.context = context;
    }

    @Override
    public List<ProbeStep> steps(ProbeRequest request) {
        TencentEndpoints endpoints = new TencentEndpoints(request.properties(), context);
        AccessScope scope = request.scope().orElse(AccessScope.everything());
        SharedCredential shared = new SharedCredential(request.vending(), scope);
        String bucket = request.properties().require(ScfConnectionType.CODE_BUCKET);
        CosReach reach = new CosReach(context, request.properties());
        BucketProbe buckets = new BucketProbe(context, request.tools().resources(), reach);
        List<URI> addresses = List.of(
                endpoints.sts().address(),
                endpoints.scf().address(),
                reach.bucket(bucket).address());
        List<ProbeStep> steps = new ArrayList<>(new EndpointProbe(context).steps(addresses));
        steps.addAll(new IdentityProbe(context).roleSteps(request, shared));
        steps.add(new ProbeStep(
                Stage.AUTHORIZE, "code bucket " + bucket, run -> CosProbe.located(request, buckets, bucket, run)));
        String namespace = "namespace " + request.properties().require(ScfConnectionType.NAMESPACE) + " in "
                + endpoints.region().id();
        if (scope.isEverything()) {
            steps.add(new ProbeStep(Stage.OPERATE, namespace, run -> found(request, shared.get(), run)));
            return steps;
        }
        scope.grants()
                .forEach(grant -> steps.add(new ProbeStep(
                        Stage.OPERATE, grant.resource().toString(), run -> described(request, grant, run))));
        steps.add(new ProbeStep(Stage.SCOPE, namespace, run -> confined(request, shared.get(), run)));
        return steps;
    }

    private Finding found(ProbeRequest request, Credential credential, ProbeRun run) throws Exception {
        String wanted = request.properties().require(ScfConnectionType.NAMESPACE);
        for (int offset = 0; offset < MOST_NAMESPACES; offset += PAGE) {
            TencentSts.Answer answer = call(
                    request,
                    "scf:ListNamespaces",
                    credential,
                    JSON.createObjectNode().put("Limit", PAGE).put("Offset", offset),
                    run);
            JsonNode names = answer.body().path("Namespaces");
            for (JsonNode name : names) {
                if (name.path("Name").asText().equals(wanted)) {
                    Finding finding = Finding.passed("the namespace exists");
                    return answer.requestId().map(finding::requestId).orElse(finding);
                }
            }
            if (names.size() < PAGE) {
                break;
            }
        }
        throw new ConnectionException(
                ConnectionError.RESOURCE_NOT_FOUND,
                "there is no namespace " + wanted + " in region "
                        + request.properties().require(TencentProperties.REGION),
                "set NAMESPACE to one that the SCF console shows in that region, such as default");
    }

    /** SCF has no dry run, so the function is described, with all the role's rights. */
    private Finding described(ProbeRequest request, Grant grant, ProbeRun run) throws Exception {
        ObjectNode body = JSON.createObjectNode()
                .put("FunctionName", grant.resource().root())
                .put("Namespace", request.properties().require(ScfConnectionType.NAMESPACE));
        Credential own = request.vending().vend(AccessScope.everything());
        try {
            call(request, "scf:GetFunction", own, body, run);
        } catch (ConnectionException e) {
            if (BucketProbe.isDenial(e)) {
                return Finding.skipped(
                        "the role may not describe functions, and running one would be more than a test");
            }
            throw e;
        }
        return Finding.passed("the function exists; it was not run");
    }

    private Finding confined(ProbeRequest request, Credential credential, ProbeRun run) throws Exception {
        try {
            found(request, credential, run);
        } catch (ConnectionException e) {
            if (BucketProbe.isDenial(e)) {
                return Finding.passed("the vended credential is refused scf:ListNamespaces");
            }
            throw e;
        }
        throw new ConnectionException(
                ConnectionError.SCOPE_NOT_ENFORCEABLE,
                "the vended credential can call scf:ListNamespaces, which is outside its scope",
                "the address does not enforce session policies: do not hand out its credentials");
    }

    private TencentSts.Answer call(
            ProbeRequest request, String action, Credential credential, ObjectNode body, ProbeRun run)
            throws Exception {
        TencentEndpoints endpoints = new TencentEndpoints(request.properties(), context);
        String target = "namespace " + request.properties().require(ScfConnectionType.NAMESPACE);
        Attempt attempt = new Attempt(
                action,
                target,
                endpoints.scf().host(),
                Signer.VENDED,
                new Denial(
                        ConnectionError.ACCESS_DENIED,
                        "allow name/" + action + " on " + target + " in the policy of the role"));
        Route route = new Route(
                endpoints.scf(),
                endpoints.region().named(),
                credential,
                new Dialer(context).limit(run),
                request.tools().resources());
        return new TencentSts(context).call(Api.SCF, route, attempt, body);
    }
}
