package dev.mooring.connection.aws;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
import dev.mooring.connection.aws.Attempt.Denial;
import dev.mooring.connection.aws.Attempt.Signer;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetAccountSettingsResponse;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.LambdaResponse;

/** The connectivity test of Lambda: reads the account's settings, or tries an invocation without running anything. */
final class LambdaProbe implements ConnectivityProbe {
    private final ProviderContext context;

    LambdaProbe(ProviderContext context) {
        this.context = context;
    }

    @Override
    public List<ProbeStep> steps(ProbeRequest request) {
        AwsEndpoints endpoints = new AwsEndpoints(request.properties(), context);
        AccessScope scope = request.scope().orElse(AccessScope.everything());
        SharedCredential shared = new SharedCredential(request.vending(), scope);
        String bucket = request.properties().require(LambdaConnectionType.CODE_BUCKET);
        List<ProbeStep> steps =
                new ArrayList<>(new EndpointProbe(context).steps(List.of(endpoints.sts(), endpoints.lambda())));
        steps.addAll(new IdentityProbe(context).roleSteps(request, shared));
        steps.add(new ProbeStep(
                Stage.AUTHORIZE,
                "code bucket " + bucket,
                run -> new BucketProbe(context, endpoints).region(bucket, run)));
        if (scope.isEverything()) {
            steps.add(new ProbeStep(
                    Stage.OPERATE, "Lambda in " + endpoints.region(), run -> settings(endpoints, shared, run)));
            return steps;
        }
        scope.grants()
                .forEach(grant -> steps.add(new ProbeStep(
                        Stage.OPERATE, grant.resource().toString(), run -> invocable(endpoints, grant, shared, run))));
        steps.add(
                new ProbeStep(Stage.SCOPE, "Lambda in " + endpoints.region(), run -> confined(endpoints, shared, run)));
        return steps;
    }

    private Finding settings(AwsEndpoints endpoints, SharedCredential shared, ProbeRun run) {
        Attempt attempt = attempt("lambda:GetAccountSettings", "Lambda in " + endpoints.region(), endpoints);
        GetAccountSettingsResponse answer = call(attempt, endpoints, shared, run, LambdaClient::getAccountSettings);
        long functions = answer.accountUsage() == null || answer.accountUsage().functionCount() == null
                ? 0
                : answer.accountUsage().functionCount();
        return identified(Finding.passed("the account has " + functions + " functions"), answer);
    }

    /** A dry run checks that the function exists and may be invoked, and does not run it. */
    private Finding invocable(AwsEndpoints endpoints, Grant grant, SharedCredential shared, ProbeRun run) {
        Resource function = grant.resource();
        String name = function.scheme().equals("arn") ? function.toString() : function.root();
        Attempt attempt = attempt("lambda:InvokeFunction", name, endpoints);
        LambdaResponse answer = call(
                attempt,
                endpoints,
                shared,
                run,
                lambda -> lambda.invoke(b -> b.functionName(name).invocationType(InvocationType.DRY_RUN)));
        return identified(Finding.passed("the function exists and may be invoked; it was not run"), answer);
    }

    private Finding confined(AwsEndpoints endpoints, SharedCredential shared, ProbeRun run) {
        try {
            settings(endpoints, shared, run);
        } catch (ConnectionException e) {
            if (e.code() == ConnectionError.ACCESS_DENIED) {
                return Finding.passed("the vended credential is refused lambda:GetAccountSettings");
            }
            throw e;
        }
        throw new ConnectionException(
                ConnectionError.SCOPE_NOT_ENFORCEABLE,
                "the vended credential can call lambda:GetAccountSettings, which is outside its scope",
                "the endpoint does not enforce session policies: do not hand out its credentials");
    }

    private <T> T call(
            Attempt attempt,
            AwsEndpoints endpoints,
            SharedCredential shared,
            ProbeRun run,
            Function<LambdaClient, T> operation) {
        Route route = new Route(attempt.endpoint(), endpoints.region(), shared.get(), new Dialer(context).limit(run));
        context.resolve(route.endpoint().getHost());
        try (LambdaClient client = AwsSts.open(LambdaClient.builder(), route)) {
            return operation.apply(client);
        } catch (SdkException e) {
            throw AwsErrors.translate(e, attempt);
        }
    }

    private static Attempt attempt(String action, String target, AwsEndpoints endpoints) {
        return new Attempt(
                action,
                target,
                endpoints.lambda(),
                Signer.VENDED,
                new Denial(
                        ConnectionError.ACCESS_DENIED,
                        "allow " + action + " on " + target + " in the permission policy of the role"));
    }

    private static Finding identified(Finding finding, LambdaResponse answer) {
        String id = answer.responseMetadata().requestId();
        return id == null || id.equals("UNKNOWN") ? finding : finding.requestId(id);
    }
}
