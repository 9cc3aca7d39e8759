package dev.mooring.connection.aliyun;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
import dev.mooring.connection.aliyun.Attempt.Denial;
import dev.mooring.connection.aliyun.Attempt.Signer;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.property.PropertyValues.Value;
import dev.mooring.connection.property.Sensitivity;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendPlan.Field;
import dev.mooring.connection.spi.VendPlan.Reuse;
import dev.mooring.connection.spi.VendRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Issues sessions of a role, narrowed by a session policy; the stored key only when everything is asked for. */
final class RamRoleVendor implements CredentialVendor {
    static final String NO_POLICY = "none: the role's own permissions";

    private final ProviderContext context;
    private final AliyunSts sts;

    RamRoleVendor(ProviderContext context) {
        this.context = context;
        this.sts = new AliyunSts(context);
    }

    @Override
    public VendPlan plan(VendRequest request) {
        Optional<String> role = request.properties().get(AliyunProperties.ROLE_ARN);
        return role.isPresent() ? assume(request, role.get()) : stored(request);
    }

    private VendPlan assume(VendRequest request, String role) {
        AliyunSts.AssumeRole call = new AliyunSts.AssumeRole(
                role,
                request.sessionName(),
                request.connection().externalId(),
                seconds(request),
                request.scope().isEverything() ? Optional.empty() : Optional.of(policy(request, role)));
        return new VendPlan("sts:AssumeRole", fields(call), Reuse.UNTIL_EXPIRY, hops -> {
            AliyunEndpoints endpoints = new AliyunEndpoints(
                    request.properties(), context, request.tools().resources());
            URI endpoint = endpoints.sts();
            Route route = new Route(
                    endpoint, endpoints.region().id(), context.serviceIdentity(Cloud.ALIYUN), context.timeout());
            Issued issued = sts.assumeRole(
                    route,
                    attempt(call, endpoint, context),
                    call,
                    request.tools().resources());
            return new Issued(
                    issued.credential(),
                    resources(request.scope()),
                    details(request, endpoints),
                    issued.rotated(),
                    issued.receipt());
        });
    }

    private static VendPlan stored(VendRequest request) {
        if (!request.scope().isEverything()) {
            throw new ConnectionException(
                    ConnectionError.SCOPE_NOT_ENFORCEABLE,
                    "Alibaba Cloud can not narrow the credential of an access key: its STS issues sessions of roles only",
                    "use ROLE_ARN and REGION instead of ACCESS_ID and ACCESS_KEY, or ask for everything()");
        }
        AccessKey key = key(request.properties());
        String shown = String.valueOf(request.properties().values().get(AliyunProperties.ACCESS_ID.name()));
        return new VendPlan(
                "stored access key",
                List.of(new Field("accessKeyId", shown)),
                Reuse.NEVER,
                hops -> Issued.of(key, Receipt.none()));
    }

    static Attempt attempt(AliyunSts.AssumeRole call, URI endpoint, ProviderContext context) {
        String principal = context.deployment()
                .account()
                .map(account -> "acs:ram::" + account + ":root")
                .orElse("the layer's service identity");
        Denial denial = new Denial(
                ConnectionError.ROLE_NOT_ASSUMABLE,
                "let the trust policy of " + call.roleArn() + " name " + principal
                        + call.externalId()
                                .map(id -> " with sts:ExternalId " + id)
                                .orElse("")
                        + ", and let the layer's service identity call sts:AssumeRole on it");
        return new Attempt("sts:AssumeRole", call.roleArn(), endpoint, Signer.SERVICE_IDENTITY, denial);
    }

    static AccessKey key(PropertyValues values) {
        return new AccessKey(values.require(AliyunProperties.ACCESS_ID), values.require(AliyunProperties.ACCESS_KEY));
    }

    private static String policy(VendRequest request, String role) {
        return new RamSessionPolicy(request.properties().require(AliyunProperties.REGION), account(role))
                .text(request.scope().grants());
    }

    static String account(String role) {
        return role.split(":", -1)[3];
    }

    /** Where the credential is used: under auto, only now is it known. */
    private static PropertyValues details(VendRequest request, AliyunEndpoints endpoints) {
        boolean storage = request.connection().type().name().equals("OSS");
        return storage
                ? PropertyValues.of(
                        Map.of(
                                AliyunProperties.ENDPOINT.name(),
                                shown(endpoints.oss().getAuthority()),
                                AliyunProperties.REGION.name(),
                                shown(endpoints.region().id())),
                        Map.of())
                : PropertyValues.empty();
    }

    private static Value shown(String text) {
        return new Value(Sensitivity.SHOWN, List.of(text));
    }

    private static int seconds(VendRequest request) {
        long wanted = Math.min(request.lifetime().toSeconds(), AliyunProperties.LONGEST_SESSION);
        return Math.toIntExact(Math.max(wanted, AliyunProperties.SHORTEST_SESSION));
    }

    private static List<Field> fields(AliyunSts.AssumeRole call) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("roleArn", call.roleArn()));
        fields.add(new Field("sessionName", call.sessionName()));
        call.externalId().ifPresent(id -> fields.add(new Field("externalId", id)));
        fields.add(new Field("durationSeconds", String.valueOf(call.durationSeconds())));
        fields.add(new Field("policy", call.policy().orElse(NO_POLICY)));
        fields.add(new Field(
                "policyCharacters",
                String.valueOf(call.policy().map(String::length).orElse(0))));
        return fields;
    }

    private static List<Resource> resources(AccessScope scope) {
        return scope.grants().stream().map(Grant::resource).toList();
    }
}
