package dev.mooring.connection.tencent;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendPlan.Field;
import dev.mooring.connection.spi.VendPlan.Reuse;
import dev.mooring.connection.spi.VendRequest;
import dev.mooring.connection.tencent.Attempt.Denial;
import dev.mooring.connection.tencent.Attempt.Signer;
import dev.mooring.connection.tencent.CamSessionPolicy.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Issues sessions of a role, narrowed by a session policy; or for a key, sessions of its user narrowed likewise, and the key
 * itself only when everything is asked for.
 */
final class CamRoleVendor implements CredentialVendor {
    static final String NO_POLICY = "none: the role's own permissions";

    private final ProviderContext context;
    private final TencentSts sts;

    CamRoleVendor(ProviderContext context) {
        this.context = context;
        this.sts = new TencentSts(context);
    }

    @Override
    public VendPlan plan(VendRequest request) {
        Optional<String> role = request.properties().get(TencentProperties.ROLE_ARN);
        if (role.isPresent()) {
            return assume(request, role.get());
        }
        return request.scope().isEverything() ? stored(request.properties()) : federate(request);
    }

    private VendPlan assume(VendRequest request, String role) {
        TencentEndpoints endpoints = new TencentEndpoints(request.properties(), context);
        Endpoint endpoint = endpoints.sts();
        TencentSts.AssumeRole call = new TencentSts.AssumeRole(
                role,
                request.sessionName(),
                request.connection().externalId(),
                seconds(request),
                request.scope().isEverything() ? Optional.empty() : Optional.of(policy(request)));
        Attempt attempt = new Attempt(
                "sts:AssumeRole", role, endpoint.host(), Signer.SERVICE_IDENTITY, trustMissing(call, context));
        return new VendPlan(attempt.action(), fields(call), Reuse.UNTIL_EXPIRY, hops -> {
            Route route = new Route(
                    endpoint,
                    endpoints.region().named(),
                    context.serviceIdentity(Cloud.TENCENT),
                    context.timeout(),
                    request.tools().resources());
            return sts.assumeRole(route, attempt, call).covering(resources(request.scope()));
        });
    }

    private VendPlan federate(VendRequest request) {
        TencentEndpoints endpoints = new TencentEndpoints(request.properties(), context);
        Endpoint endpoint = endpoints.sts();
        TencentSts.FederationToken call =
                new TencentSts.FederationToken(request.sessionName(), seconds(request), policy(request));
        Attempt attempt = new Attempt(
                "sts:GetFederationToken",
                "session " + call.name(),
                endpoint.host(),
                Signer.STORED_KEY,
                new Denial(
                        ConnectionError.ACCESS_DENIED,
                        "allow sts:GetFederationToken to the CAM user of the key, or use ROLE_ARN"));
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("name", call.name()));
        fields.add(new Field("durationSeconds", String.valueOf(call.durationSeconds())));
        fields.addAll(policyFields(call.policy()));
        AccessKey key = key(request.properties());
        return new VendPlan(attempt.action(), fields, Reuse.UNTIL_EXPIRY, hops -> {
            Route route = new Route(
                    endpoint,
                    endpoints.region().named(),
                    key,
                    context.timeout(),
                    request.tools().resources());
            return sts.federationToken(route, attempt, call).covering(resources(request.scope()));
        });
    }

    private static VendPlan stored(PropertyValues values) {
        AccessKey key = key(values);
        String shown = String.valueOf(values.values().get(TencentProperties.ACCESS_KEY.name()));
        return new VendPlan(
                "stored access key",
                List.of(new Field("accessKeyId", shown)),
                Reuse.NEVER,
                hops -> Issued.of(key, Receipt.none()));
    }

    /** What a refused AssumeRole means: the service does not say which of these is missing. */
    static Denial trustMissing(TencentSts.AssumeRole call, ProviderContext context) {
        String principal = context.deployment()
                .account()
                .map(account -> "account " + account)
                .orElse("the layer's service identity");
        return new Denial(
                ConnectionError.ROLE_NOT_ASSUMABLE,
                "let the carrier of " + call.roleArn() + " name " + principal
                        + call.externalId()
                                .map(id -> " with verification enabled and external id " + id)
                                .orElse("")
                        + ", and let the layer's service identity call sts:AssumeRole on it");
    }

    static AccessKey key(PropertyValues values) {
        return new AccessKey(
                values.require(TencentProperties.ACCESS_KEY), values.require(TencentProperties.SECRET_KEY));
    }

    private static String policy(VendRequest request) {
        PropertyValues values = request.properties();
        Terms terms = new Terms(
                values.require(TencentProperties.REGION),
                values.get(TencentProperties.APP_ID).orElse(""),
                values.get(TencentProperties.ROLE_ARN).flatMap(CamRole::uin).orElse(""),
                values.get(ScfConnectionType.NAMESPACE).orElse(""));
        return new CamSessionPolicy(terms).text(request.scope().grants());
    }

    private static int seconds(VendRequest request) {
        long wanted = Math.min(request.lifetime().toSeconds(), TencentProperties.LONGEST_SESSION);
        return Math.toIntExact(Math.max(wanted, TencentProperties.SHORTEST_SESSION));
    }

    private static List<Field> fields(TencentSts.AssumeRole call) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("roleArn", call.roleArn()));
        fields.add(new Field("sessionName", call.sessionName()));
        call.externalId().ifPresent(id -> fields.add(new Field("externalId", id)));
        fields.add(new Field("durationSeconds", String.valueOf(call.durationSeconds())));
        fields.addAll(call.policy()
                .map(CamRoleVendor::policyFields)
                .orElseGet(() -> List.of(new Field("policy", NO_POLICY), new Field("policyCharacters", "0"))));
        return fields;
    }

    private static List<Field> policyFields(String policy) {
        return List.of(new Field("policy", policy), new Field("policyCharacters", String.valueOf(policy.length())));
    }

    private static List<Resource> resources(AccessScope scope) {
        return scope.grants().stream().map(Grant::resource).toList();
    }
}
