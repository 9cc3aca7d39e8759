package dev.mooring.connection.aws;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.aws.Attempt.Denial;
import dev.mooring.connection.aws.Attempt.Signer;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.cloud.ExternalIdCheck;
import dev.mooring.connection.support.cloud.PolicyDialect;
import dev.mooring.connection.support.cloud.PolicyDocument;
import dev.mooring.connection.support.cloud.SharedCredential;
import dev.mooring.connection.support.network.Dialer;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The steps that show who we are: a role can be assumed, and by nobody without the external id; a key is known. */
final class IdentityProbe {
    private final ProviderContext context;
    private final AwsSts sts;

    IdentityProbe(ProviderContext context) {
        this.context = context;
        this.sts = new AwsSts(context);
    }

    /** The steps for a role. */
    List<ProbeStep> roleSteps(ProbeRequest request, SharedCredential shared) {
        String role = request.properties().require(AwsProperties.ROLE_ARN);
        return List.of(
                new ProbeStep(Stage.AUTHENTICATE, role, run -> assumed(shared)),
                new ProbeStep(Stage.AUTHENTICATE, "external id of " + role, run -> guarded(request, run)));
    }

    /** The step for a key of AWS: a call that needs no permission. */
    ProbeStep keyStep(ProbeRequest request) {
        AwsEndpoints endpoints = new AwsEndpoints(request.properties(), context);
        return new ProbeStep(Stage.AUTHENTICATE, "stored access key", run -> {
            URI endpoint = endpoints.sts();
            Attempt attempt = new Attempt(
                    "sts:GetCallerIdentity",
                    "the stored access key",
                    endpoint,
                    Signer.STORED_KEY,
                    new Denial(ConnectionError.ACCESS_DENIED, "allow sts:GetCallerIdentity to the user"));
            Route route = new Route(
                    endpoint,
                    endpoints.region(),
                    IamRoleVendor.key(request.properties()),
                    new Dialer(context).limit(run));
            AwsSts.Caller caller = sts.caller(route, attempt);
            return withId(Finding.passed("the key belongs to " + caller.arn()), caller.requestId());
        });
    }

    static Finding withId(Finding finding, Optional<String> requestId) {
        return requestId.map(finding::requestId).orElse(finding);
    }

    private static Finding assumed(SharedCredential shared) {
        Optional<Instant> expiry = shared.get().expiresAt();
        return Finding.passed(
                "the role was assumed" + expiry.map(e -> " until " + e).orElse(""));
    }

    private Finding guarded(ProbeRequest request, ProbeRun run) {
        if (AwsEndpoints.isOutsideAws(request.properties())) {
            return Finding.skipped("external ids are a feature of AWS; other stores rarely check them");
        }
        return ExternalIdCheck.run(
                externalId -> assume(request, externalId, run),
                "add the condition StringEquals sts:ExternalId "
                        + request.connection().externalId().orElse("") + " to the role's trust policy");
    }

    private void assume(ProbeRequest request, Optional<String> externalId, ProbeRun run) {
        AwsEndpoints endpoints = new AwsEndpoints(request.properties(), context);
        AwsSts.AssumeRole call = new AwsSts.AssumeRole(
                request.properties().require(AwsProperties.ROLE_ARN),
                request.tools().sessionName(),
                externalId,
                AwsProperties.SHORTEST_SESSION,
                Optional.of(PolicyDocument.denyAll(PolicyDialect.IAM).compact()));
        endpoints.requireOursMaySign(endpoints.sts());
        Attempt attempt = new Attempt(
                "sts:AssumeRole",
                call.roleArn(),
                endpoints.sts(),
                Signer.SERVICE_IDENTITY,
                IamRoleVendor.trustMissing(call, context));
        Route route = new Route(
                attempt.endpoint(),
                endpoints.region(),
                context.serviceIdentity(Cloud.AWS),
                new Dialer(context).limit(run));
        sts.assumeRole(route, attempt, call);
    }
}
