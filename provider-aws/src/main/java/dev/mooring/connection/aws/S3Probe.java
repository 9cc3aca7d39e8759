package dev.mooring.connection.aws;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
import dev.mooring.connection.aws.Attempt.Signer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.cloud.SharedCredential;
import dev.mooring.connection.support.network.EndpointProbe;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The connectivity test of S3: it lists, and on demand writes, with the credential that a user of the scope would get. */
final class S3Probe implements ConnectivityProbe {
    private final ProviderContext context;

    S3Probe(ProviderContext context) {
        this.context = context;
    }

    @Override
    public List<ProbeStep> steps(ProbeRequest request) {
        AccessScope scope = request.scope().orElse(AccessScope.everything());
        boolean narrows = AwsEndpoints.canNarrow(request.properties());
        SharedCredential shared = new SharedCredential(request.vending(), narrows ? scope : AccessScope.everything());
        BucketProbe buckets = new BucketProbe(context, new AwsEndpoints(request.properties(), context));
        List<ProbeStep> steps = new ArrayList<>(new EndpointProbe(context).steps(addresses(request)));
        steps.addAll(identitySteps(request, shared, buckets));
        if (scope.isEverything()) {
            steps.add(new ProbeStep(
                    Stage.OPERATE,
                    "no location",
                    run -> Finding.skipped("no location was named; test with a scope such as s3://bucket/folder/")));
            return steps;
        }
        List<String> names = scope.grants().stream()
                .map(grant -> grant.resource().root())
                .distinct()
                .toList();
        names.forEach(
                name -> steps.add(new ProbeStep(Stage.AUTHORIZE, "bucket " + name, run -> buckets.region(name, run))));
        scope.grants().forEach(grant -> steps.addAll(operateSteps(request, grant, shared, buckets)));
        if (narrows) {
            names.forEach(name -> steps.add(new ProbeStep(
                    Stage.SCOPE,
                    "outside the scope in " + name,
                    run -> confined(scope, name, shared.get(), buckets, run))));
        } else {
            steps.add(new ProbeStep(Stage.SCOPE, "stored access key", run -> unconfined()));
        }
        return steps;
    }

    /** The location was looked at with the stored key, which is all that this connection can hand out. */
    private static Finding unconfined() {
        return Finding.warning(
                "this store has no issuer that could narrow a credential: only everything() is vended, a location is"
                        + " refused",
                "set STS_ENDPOINT to the store's STS address (for Ceph and MinIO the same as ENDPOINT)");
    }

    private List<URI> addresses(ProbeRequest request) {
        AwsEndpoints endpoints = new AwsEndpoints(request.properties(), context);
        boolean issuing = request.properties().has(AwsProperties.ROLE_ARN) || !endpoints.isOutsideAws();
        return Stream.concat(issuing ? endpoints.knownSts().stream() : Stream.empty(), Stream.of(endpoints.s3()))
                .toList();
    }

    private List<ProbeStep> identitySteps(ProbeRequest request, SharedCredential shared, BucketProbe buckets) {
        IdentityProbe identity = new IdentityProbe(context);
        if (request.properties().has(AwsProperties.ROLE_ARN)) {
            return identity.roleSteps(request, shared);
        }
        return AwsEndpoints.isOutsideAws(request.properties())
                ? List.of(new ProbeStep(
                        Stage.AUTHENTICATE, "stored access key", run -> knownToStore(request, buckets, run)))
                : List.of(identity.keyStep(request));
    }

    /** A store without STS: the cheapest signed request. A refusal by policy does not say whether the key is good. */
    private static Finding knownToStore(ProbeRequest request, BucketProbe buckets, ProbeRun run) {
        try {
            return buckets.listBuckets(IamRoleVendor.key(request.properties()), run, Signer.STORED_KEY);
        } catch (ConnectionException e) {
            if (e.code() == ConnectionError.ACCESS_DENIED) {
                return Finding.skipped(
                        "the key may not list buckets, or is unknown: a later step with a location tells");
            }
            throw e;
        }
    }

    private static List<ProbeStep> operateSteps(
            ProbeRequest request, Grant grant, SharedCredential shared, BucketProbe buckets) {
        Resource place = grant.resource();
        Set<Action> actions = grant.actions();
        List<ProbeStep> steps = new ArrayList<>();
        if (actions.contains(Action.LIST)) {
            steps.add(new ProbeStep(
                    Stage.OPERATE,
                    "list " + place,
                    run -> buckets.list(shared.get(), place.root(), place.path(), run)));
        } else if (actions.contains(Action.READ)) {
            steps.add(new ProbeStep(
                    Stage.OPERATE,
                    "read " + place,
                    run -> Finding.skipped("reading is tried by listing, which the scope does not include")));
        }
        if (actions.contains(Action.WRITE)) {
            steps.add(new ProbeStep(Stage.OPERATE, "write " + place, run -> switch (request.mode()) {
                case READ_ONLY -> Finding.skipped("writing was not asked for");
                case WRITE -> written(request, grant, shared, buckets, run);
            }));
        }
        return steps;
    }

    private static Finding written(
            ProbeRequest request, Grant grant, SharedCredential shared, BucketProbe buckets, ProbeRun run) {
        Resource place = grant.resource();
        String key = place.path() + ".mooring-test-" + UUID.randomUUID();
        buckets.put(shared.get(), place.root(), key, run);
        try {
            Credential cleaner = grant.actions().contains(Action.DELETE)
                    ? shared.get()
                    : request.vending().vend(AccessScope.of(place.toString(), Action.DELETE));
            buckets.delete(cleaner, place.root(), key, run);
            return Finding.passed("wrote " + key + " and removed it again");
        } catch (ConnectionException e) {
            return Finding.warning(
                    "wrote " + key + " but could not remove it: " + e.getMessage(),
                    "remove s3://" + place.root() + "/" + key + "; " + e.remedy());
        }
    }

    /** Listing decides: a refused read of an object would not say whether it is missing or forbidden. */
    private static Finding confined(
            AccessScope scope, String bucket, Credential credential, BucketProbe buckets, ProbeRun run) {
        boolean whole = scope.grants().stream()
                .anyMatch(grant -> grant.resource().root().equals(bucket)
                        && grant.resource().path().isEmpty()
                        && grant.actions().contains(Action.LIST));
        String outside = whole ? "the list of all buckets" : "the root of bucket " + bucket;
        try {
            if (whole) {
                buckets.listBuckets(credential, run, Signer.VENDED);
            } else {
                buckets.list(credential, bucket, "", run);
            }
        } catch (ConnectionException e) {
            if (e.code() == ConnectionError.ACCESS_DENIED) {
                return Finding.passed("the vended credential is refused " + outside);
            }
            throw e;
        }
        throw new ConnectionException(
                ConnectionError.SCOPE_NOT_ENFORCEABLE,
                "the vended credential can read " + outside + ", which is outside its scope",
                "the store does not enforce session policies: do not hand out its credentials, or treat them as reaching"
                        + " everything");
    }
}
