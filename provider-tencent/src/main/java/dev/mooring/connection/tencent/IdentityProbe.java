package dev.mooring.connection.tencent;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
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
import dev.mooring.connection.tencent.Attempt.Denial;
import dev.mooring.connection.tencent.Attempt.Signer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The steps that show who we are: a role can be assumed, and by nobody without the external id; a key is known. */
final class IdentityProbe {
    private final ProviderContext context;
    private final TencentSts sts;

    IdentityProbe(ProviderContext context) {
        this.context = context;
        this.sts = new TencentSts(context);
    }

    /** The steps for a role. */
    List<ProbeStep> roleSteps(ProbeRequest request, SharedCredential shared) {
        String role = request.properties().require(TencentProperties.ROLE_ARN);
        return List.of(
                new ProbeStep(Stage.AUTHENTICATE, role, run -> assumed(shared)),
                new ProbeStep(Stage.AUTHENTICATE, "external id of " + role, run -> guarded(request, role, run)));
    }

    /** The step for a key: a call that needs no permission. */
    ProbeStep keyStep(ProbeRequest request) {
        return new ProbeStep(Stage.AUTHENTICATE, "stored key", run -> {
            Endpoint endpoint = endpoints(request).sts();
            Attempt attempt = new Attempt(
                    "sts:GetCallerIdentity",
                    "the stored key",
                    endpoint.host(),
                    Signer.STORED_KEY,
                    new Denial(ConnectionError.ACCESS_DENIED, "allow sts:GetCallerIdentity to the user"));
            Route route = route(request, endpoint, CamRoleVendor.key(request.properties()), run);
            TencentSts.Answer caller = sts.caller(route, attempt);
            String arn = caller.text("Arn").orElseThrow(() -> TencentErrors.incomplete(attempt, "a principal"));
            Finding finding = Finding.passed("the key belongs to " + arn);
            return caller.requestId().map(finding::requestId).orElse(finding);
        });
    }

    private static Finding assumed(SharedCredential shared) {
        Optional<Instant> expiry = shared.get().expiresAt();
        return Finding.passed(
                "the role was assumed" + expiry.map(e -> " until " + e).orElse(""));
    }

    private Finding guarded(ProbeRequest request, String role, ProbeRun run) throws Exception {
        Optional<String> own = request.connection().externalId();
        return ExternalIdCheck.run(
                externalId -> assume(request, role, externalId, run),
                "in the CAM console, open the role's carrier (Manage Carrier), enable verification and enter the external"
                        + " id " + own.orElse("of this connection"));
    }

    private void assume(ProbeRequest request, String role, Optional<String> externalId, ProbeRun run) {
        Endpoint endpoint = endpoints(request).sts();
        TencentSts.AssumeRole call = new TencentSts.AssumeRole(
                role,
                request.tools().sessionName(),
                externalId,
                TencentProperties.SHORTEST_SESSION,
                Optional.of(PolicyDocument.denyAll(PolicyDialect.CAM).compact()));
        Attempt attempt = new Attempt(
                "sts:AssumeRole",
                role,
                endpoint.host(),
                Signer.SERVICE_IDENTITY,
                CamRoleVendor.trustMissing(call, context));
        try {
            sts.assumeRole(route(request, endpoint, context.serviceIdentity(Cloud.TENCENT), run), attempt, call);
        } catch (ConnectionException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Route route(ProbeRequest request, Endpoint endpoint, Credential credential, ProbeRun run) {
        return new Route(
                endpoint,
                endpoints(request).region().named(),
                credential,
                new Dialer(context).limit(run),
                request.tools().resources());
    }

    private TencentEndpoints endpoints(ProbeRequest request) {
        return new TencentEndpoints(request.properties(), context);
    }
}
