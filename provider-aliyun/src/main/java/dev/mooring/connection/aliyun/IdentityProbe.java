package dev.mooring.connection.aliyun;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.aliyun.Attempt.Denial;
import dev.mooring.connection.aliyun.Attempt.Signer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.cloud.ExternalIdCheck;
import dev.mooring.connection.support.cloud.PolicyDialect;
import dev.mooring.connection.support.cloud.PolicyDocument;
import dev.mooring.connection.support.cloud.SharedCredential;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The steps that show who we are: a role can be assumed, and by nobody without the external id; a key is known. */
final class IdentityProbe {
    private final ProviderContext context;
    private final AliyunSts sts;

    IdentityProbe(ProviderContext context) {
        this.context = context;
        this.sts = new AliyunSts(context);
    }

    List<ProbeStep> steps(ProbeRequest request, SharedCredential shared) {
        Optional<String> role = request.properties().get(AliyunProperties.ROLE_ARN);
        if (role.isEmpty()) {
            return List.of(new ProbeStep(Stage.AUTHENTICATE, "stored access key", run -> known(request)));
        }
        return List.of(
                new ProbeStep(Stage.AUTHENTICATE, role.get(), run -> assumed(shared)),
                new ProbeStep(Stage.AUTHENTICATE, "external id of " + role.get(), run -> guarded(request, role.get())));
    }

    private static Finding assumed(SharedCredential shared) {
        return Finding.passed("the role was assumed"
                + shared.get().expiresAt().map(expiry -> " until " + expiry).orElse(""));
    }

    /** A call that needs no permission. */
    private Finding known(ProbeRequest request) {
        URI endpoint = endpoints(request).sts();
        Attempt attempt = new Attempt(
                "sts:GetCallerIdentity",
                "the stored access key",
                endpoint,
                Signer.STORED_KEY,
                new Denial(ConnectionError.ACCESS_DENIED, "allow sts:GetCallerIdentity to the user"));
        AliyunSts.Caller caller = sts.caller(
                route(request, endpoint, RamRoleVendor.key(request.properties())),
                attempt,
                request.tools().resources());
        Finding found = Finding.passed("the key belongs to " + caller.arn());
        return caller.requestId().map(found::requestId).orElse(found);
    }

    private Finding guarded(ProbeRequest request, String role) {
        return ExternalIdCheck.run(
                externalId -> assume(request, role, externalId),
                "add the condition StringEquals sts:ExternalId "
                        + request.connection().externalId().orElse("") + " to the role's trust policy");
    }

    private void assume(ProbeRequest request, String role, Optional<String> externalId) {
        URI endpoint = endpoints(request).sts();
        AliyunSts.AssumeRole call = new AliyunSts.AssumeRole(
                role,
                request.tools().sessionName(),
                externalId,
                AliyunProperties.SHORTEST_SESSION,
                Optional.of(PolicyDocument.denyAll(PolicyDialect.RAM).compact()));
        sts.assumeRole(
                route(request, endpoint, context.serviceIdentity(Cloud.ALIYUN)),
                RamRoleVendor.attempt(call, endpoint, context),
                call,
                request.tools().resources());
    }

    private Route route(ProbeRequest request, URI endpoint, Credential credential) {
        return new Route(endpoint, endpoints(request).region().id(), credential, context.timeout());
    }

    private AliyunEndpoints endpoints(ProbeRequest request) {
        return new AliyunEndpoints(
                request.properties(), context, request.tools().resources());
    }
}
