package dev.mooring.connection.aws;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
import dev.mooring.connection.aws.Attempt.Denial;
import dev.mooring.connection.aws.Attempt.Signer;
import dev.mooring.connection.aws.IamSessionPolicy.Listing;
import dev.mooring.connection.aws.IamSessionPolicy.Reader;
import dev.mooring.connection.aws.IamSessionPolicy.Terms;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Credential.Session;
import dev.mooring.connection.property.PropertyValues;
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
import java.util.Optional;

/**
 * Issues sessions of a role, narrowed by a session policy; or for an access key, sessions of its user narrowed likewise,
 * and the key itself only when everything is asked for.
 */
final class IamRoleVendor implements CredentialVendor {
    static final String NO_POLICY = "none: the role's own permissions";

    private final ProviderContext context;
    private final AwsSts sts;

    IamRoleVendor(ProviderContext context) {
        this.context = context;
        this.sts = new AwsSts(context);
    }

    @Override
    public VendPlan plan(VendRequest request) {
        Optional<String> role = request.properties().get(AwsProperties.ROLE_ARN);
        if (role.isPresent()) {
            return assume(request, role.get());
        }
        return request.scope().isEverything() ? stored(request.properties()) : federate(request);
    }

    private VendPlan assume(VendRequest request, String role) {
        AwsEndpoints endpoints = new AwsEndpoints(request.properties(), context);
        URI endpoint = endpoints.sts();
        AwsSts.AssumeRole call = new AwsSts.AssumeRole(
                role,
                request.sessionName(),
                request.connection().externalId(),
                seconds(request),
                request.scope().isEverything() ? Optional.empty() : Optional.of(policy(request, endpoints)));
        Attempt attempt =
                new Attempt("sts:AssumeRole", role, endpoint, Signer.SERVICE_IDENTITY, trustMissing(call, context));
        return new VendPlan(attempt.action(), fields(call), Reuse.UNTIL_EXPIRY, hops -> {
            endpoints.requireOursMaySign(endpoint);
            Credential identity = context.serviceIdentity(Cloud.AWS);
            requireChainable(identity, call);
            Route route = new Route(endpoint, endpoints.region(), identity, context.timeout());
            return sts.assumeRole(route, attempt, call).covering(resources(request.scope()));
        });
    }

    private VendPlan federate(VendRequest request) {
        AwsEndpoints endpoints = new AwsEndpoints(request.properties(), context);
        URI endpoint = endpoints.sts();
        AwsSts.FederationToken call =
                new AwsSts.FederationToken(request.sessionName(), seconds(request), policy(request, endpoints));
        Attempt attempt = new Attempt(
                "sts:GetFederationToken",
                "session " + call.name(),
                endpoint,
                Signer.STORED_KEY,
                new Denial(
                        ConnectionError.ACCESS_DENIED,
                        "allow sts:GetFederationToken to the IAM user of the access key, or use ROLE_ARN"));
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("name", call.name()));
        fields.add(new Field("durationSeconds", String.valueOf(call.durationSeconds())));
        fields.addAll(policyFields(call.policy()));
        AccessKey key = key(request.properties());
        return new VendPlan(attempt.action(), fields, Reuse.UNTIL_EXPIRY, hops -> {
            Route route = new Route(endpoint, endpoints.region(), key, context.timeout());
            return sts.federationToken(route, attempt, call).covering(resources(request.scope()));
        });
    }

    private static VendPlan stored(PropertyValues values) {
        AccessKey key = key(values);
        String shown = String.valueOf(values.values().get(AwsProperties.ACCESS_KEY.name()));
        return new VendPlan(
                "stored access key",
                List.of(new Field("accessKeyId", shown)),
                Reuse.NEVER,
                hops -> Issued.of(key, Receipt.none()));
    }

    /** What a refused AssumeRole means: the service does not say which of these is missing. */
    static Denial trustMissing(AwsSts.AssumeRole call, ProviderContext context) {
        String principal = context.deployment()
                .account()
                .map(account -> "account " + account)
                .orElse("the layer's service identity");
        return new Denial(
                ConnectionError.ROLE_NOT_ASSUMABLE,
                "let the trust policy of " + call.roleArn() + " name " + principal
                        + call.externalId()
                                .map(id -> " with sts:ExternalId " + id)
                                .orElse("")
                        + ", and let the layer's service identity call sts:AssumeRole on it");
    }

    static AccessKey key(PropertyValues values) {
        return new AccessKey(values.require(AwsProperties.ACCESS_KEY), values.require(AwsProperties.SECRET_KEY));
    }

    private static String policy(VendRequest request, AwsEndpoints endpoints) {
        PropertyValues values = request.properties();
        AwsPartition partition = endpoints.partition();
        Optional<KmsGrant> kms = values.get(AwsProperties.KMS_KEY_ARN)
                .filter(key -> !endpoints.isOutsideAws())
                .map(key -> KmsGrant.of(key, partition, endpoints.region()));
        Terms terms = new Terms(
                partition.id(),
                endpoints.region(),
                values.get(AwsProperties.ROLE_ARN).flatMap(IamRoleVendor::account),
                values.require(AwsProperties.HADOOP_LISTING) ? Listing.WITH_FOLDER_NAME : Listing.BELOW_FOLDER,
                kms,
                endpoints.isOutsideAws() ? Reader.OTHER_STORE : Reader.AWS);
        return new IamSessionPolicy(terms).text(request.scope().grants());
    }

    private static Optional<String> account(String arn) {
        String[] parts = arn.split(":", -1);
        return parts.length > 4 && !parts[4].isEmpty() ? Optional.of(parts[4]) : Optional.empty();
    }

    private static int seconds(VendRequest request) {
        long wanted = Math.min(request.lifetime().toSeconds(), AwsProperties.LONGEST_SESSION);
        return Math.toIntExact(Math.max(wanted, AwsProperties.SHORTEST_SESSION));
    }

    private static void requireChainable(Credential identity, AwsSts.AssumeRole call) {
        if (identity instanceof Session && call.durationSeconds() > AwsProperties.LONGEST_CHAINED_SESSION) {
            throw new ConnectionException(
                    ConnectionError.INVALID_PROPERTIES,
                    "SESSION_DURATION is " + call.durationSeconds()
                            + ", but the layer's service identity is itself a role"
                            + " session, which may assume a role for " + AwsProperties.LONGEST_CHAINED_SESSION
                            + " seconds only",
                    "set SESSION_DURATION to " + AwsProperties.LONGEST_CHAINED_SESSION);
        }
    }

    private static List<Field> fields(AwsSts.AssumeRole call) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("roleArn", call.roleArn()));
        fields.add(new Field("sessionName", call.sessionName()));
        call.externalId().ifPresent(id -> fields.add(new Field("externalId", id)));
        fields.add(new Field("durationSeconds", String.valueOf(call.durationSeconds())));
        fields.addAll(call.policy()
                .map(IamRoleVendor::policyFields)
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
