package dev.mooring.connection.aliyun;

import com.aliyun.fc20230330.Client;
import com.aliyun.fc20230330.models.ListFunctionsRequest;
import com.aliyun.fc20230330.models.ListFunctionsResponse;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.aliyun.Attempt.Denial;
import dev.mooring.connection.aliyun.Attempt.Signer;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.cloud.SharedCredential;
import dev.mooring.connection.support.network.EndpointProbe;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The connectivity test of Function Compute: it lists one function, and one object of the bucket that holds the code. */
final class FunctionComputeProbe implements ConnectivityProbe {
    private final ProviderContext context;

    FunctionComputeProbe(ProviderContext context) {
        this.context = context;
    }

    @Override
    public List<ProbeStep> steps(ProbeRequest request) {
        AliyunEndpoints endpoints = new AliyunEndpoints(
                request.properties(), context, request.tools().resources());
        AccessScope scope = request.scope().orElse(AccessScope.everything());
        SharedCredential shared = new SharedCredential(request.vending(), scope);
        SharedCredential whole = new SharedCredential(request.vending(), AccessScope.everything());
        String bucket = request.properties().require(FunctionComputeConnectionType.CODE_BUCKET);
        String place = "Function Compute in " + endpoints.region().id();
        List<ProbeStep> steps = new ArrayList<>(
                new EndpointProbe(context).steps(List.of(endpoints.sts(), endpoints.functions(), endpoints.oss())));
        steps.addAll(new IdentityProbe(context).steps(request, shared));
        steps.add(new ProbeStep(
                Stage.AUTHORIZE,
                "code bucket " + bucket,
                run -> new BucketProbe(context, endpoints).list(whole.get(), bucket, "", run)));
        steps.add(new ProbeStep(Stage.OPERATE, place, run -> listed(request, endpoints, whole)));
        if (!scope.isEverything()) {
            scope.grants()
                    .forEach(grant -> steps.add(new ProbeStep(
                            Stage.OPERATE,
                            grant.resource().toString(),
                            run -> Finding.skipped("an invocation would run the function"))));
            steps.add(new ProbeStep(Stage.SCOPE, place, run -> confined(request, endpoints, shared)));
        }
        return steps;
    }

    private Finding listed(ProbeRequest request, AliyunEndpoints endpoints, SharedCredential shared) {
        URI endpoint = endpoints.functions();
        Attempt attempt = new Attempt(
                "fc:ListFunctions",
                "Function Compute in " + endpoints.region().id(),
                endpoint,
                Signer.VENDED,
                new Denial(
                        ConnectionError.ACCESS_DENIED,
                        "allow fc:ListFunctions on * in the permission policy of the role; the system policy"
                                + " AliyunFCFullAccess does"));
        try {
            AliyunSts.prepare(endpoint, context, request.tools().resources());
            Route route = new Route(endpoint, endpoints.region().id(), shared.get(), context.timeout());
            ListFunctionsResponse answer = new KeyedClient(route)
                    .listFunctionsWithOptions(
                            new ListFunctionsRequest().setLimit(1), Map.of(), AliyunSts.runtime(context));
            return found(answer, attempt);
        } catch (ConnectionException e) {
            throw e;
        } catch (Exception e) {
            throw AliyunErrors.translate(e, attempt);
        }
    }

    private static Finding found(ListFunctionsResponse answer, Attempt attempt) {
        if (answer.getBody() == null || answer.getBody().getFunctions() == null) {
            throw AliyunErrors.incomplete(attempt, "functions");
        }
        boolean none = answer.getBody().getFunctions().isEmpty();
        Finding found = Finding.passed(none ? "there is no function yet" : "functions can be listed");
        return Optional.ofNullable(answer.getHeaders())
                .map(headers -> headers.get("x-acs-request-id"))
                .map(found::requestId)
                .orElse(found);
    }

    private Finding confined(ProbeRequest request, AliyunEndpoints endpoints, SharedCredential shared) {
        try {
            listed(request, endpoints, shared);
        } catch (ConnectionException e) {
            if (e.code() == ConnectionError.ACCESS_DENIED) {
                return Finding.passed("the vended credential is refused fc:ListFunctions");
            }
            throw e;
        }
        throw new ConnectionException(
                ConnectionError.SCOPE_NOT_ENFORCEABLE,
                "the vended credential can call fc:ListFunctions, which is outside its scope",
                "the endpoint does not enforce session policies: do not hand out its credentials");
    }

    /** A client that signs with the key it is given and looks for no other. */
    private static final class KeyedClient extends Client {
        private final AliyunSts.Keys keys;

        KeyedClient(Route route) throws Exception {
            super(AliyunSts.config(route));
            this._signatureAlgorithm = AliyunSts.SIGNATURE;
            this.keys = AliyunSts.Keys.of(route.credential());
        }

        @Override
        public String getAccessKeyId() {
            return keys.id();
        }

        @Override
        public String getAccessKeySecret() {
            return keys.secret();
        }

        @Override
        public @Nullable String getSecurityToken() {
            return keys.token();
        }

        @Override
        public String getType() {
            return keys.type();
        }
    }
}
