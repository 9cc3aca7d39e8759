package dev.mooring.connection.tencent;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
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
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The connectivity test of COS: it lists, and on demand writes, with the credential that a user of the scope would get. */
final class CosProbe implements ConnectivityProbe {
    private final ProviderContext context;

    /** What the steps of one test share. */
    private record Trial(ProbeRequest request, AccessScope scope, SharedCredential shared, BucketProbe buckets) {}

    CosProbe(ProviderContext context) {
        this.context = context;
    }

    @Override
    public List<ProbeStep> steps(ProbeRequest request) {
        AccessScope scope = request.scope().orElse(AccessScope.everything());
        List<String> names = scope.grants().stream()
                .map(grant -> grant.resource().root())
                .distinct()
                .toList();
        CosReach reach = new CosReach(context, request.properties());
        Trial trial = new Trial(
                request,
                scope,
                new SharedCredential(request.vending(), scope),
                new BucketProbe(context, request.tools().resources(), reach));
        List<ProbeStep> steps = networkSteps(request, reach, names);
        IdentityProbe identity = new IdentityProbe(context);
        if (request.properties().has(TencentProperties.ROLE_ARN)) {
            steps.addAll(identity.roleSteps(request, trial.shared));
        } else {
            steps.add(identity.keyStep(request));
        }
        if (scope.isEverything()) {
            steps.add(new ProbeStep(
                    Stage.OPERATE,
                    "no location",
                    run -> Finding.skipped(
                            "no location was named; test with a scope such as cos://bucket-appid/folder/")));
            return steps;
        }
        names.forEach(
                name -> steps.add(new ProbeStep(Stage.AUTHORIZE, "bucket " + name, run -> located(trial, name, run))));
        scope.grants().forEach(grant -> steps.addAll(operateSteps(trial, grant)));
        names.forEach(name -> steps.add(
                new ProbeStep(Stage.SCOPE, "outside the scope in " + name, run -> confined(trial, name, run))));
        return steps;
    }

    private List<ProbeStep> networkSteps(ProbeRequest request, CosReach reach, List<String> buckets) {
        List<URI> addresses = new ArrayList<>();
        addresses.add(new TencentEndpoints(request.properties(), context).sts().address());
        addresses.addAll(reach.addresses(buckets));
        List<ProbeStep> steps = new ArrayList<>(new EndpointProbe(context).steps(addresses));
        reach.choice(buckets).ifPresent(steps::add);
        steps.sort(Comparator.comparing(ProbeStep::stage));
        return steps;
    }

    /** COS does not say where a bucket is that is not here; the account's own list may. */
    private static Finding located(Trial trial, String bucket, ProbeRun run) throws Exception {
        trial.shared.get(); // refuses a name that is no bucket's
        return located(trial.request, trial.buckets, bucket, run);
    }

    static Finding located(ProbeRequest request, BucketProbe buckets, String bucket, ProbeRun run) throws Exception {
        try {
            return buckets.exists(bucket, run);
        } catch (ConnectionException e) {
            if (e.code() == ConnectionError.RESOURCE_NOT_FOUND) {
                throw missing(request, buckets, bucket, run, e);
            }
            throw e;
        }
    }

    private static ConnectionException missing(
            ProbeRequest request, BucketProbe buckets, String bucket, ProbeRun run, ConnectionException failure)
            throws Exception {
        String region = request.properties().require(TencentProperties.REGION);
        String here = "bucket " + bucket + " is not in region " + region;
        try {
            Credential own = request.vending().vend(AccessScope.everything());
            return buckets.location(own, bucket, run)
                    .map(found -> new ConnectionException(
                            ConnectionError.WRONG_REGION,
                            here + ", but in " + found,
                            "set REGION to " + found,
                            failure))
                    .orElseGet(() -> new ConnectionException(
                            ConnectionError.RESOURCE_NOT_FOUND,
                            here + ", and the account has no bucket of that name in any",
                            "check the bucket's name and its APPID, which tells the account",
                            failure));
        } catch (ConnectionException e) {
            return new ConnectionException(
                    ConnectionError.RESOURCE_NOT_FOUND,
                    here + ": it does not exist, or is in another region, which COS does not tell",
                    "check REGION, the bucket's name and its APPID; allow name/cos:GetService to let this test find the"
                            + " region",
                    failure);
        }
    }

    private static List<ProbeStep> operateSteps(Trial trial, Grant grant) {
        Resource place = grant.resource();
        Set<Action> actions = grant.actions();
        List<ProbeStep> steps = new ArrayList<>();
        if (actions.contains(Action.LIST)) {
            steps.add(new ProbeStep(
                    Stage.OPERATE,
                    "list " + place,
                    run -> trial.buckets.list(trial.shared.get(), place.root(), place.path(), run)));
        } else if (actions.contains(Action.READ)) {
            steps.add(new ProbeStep(
                    Stage.OPERATE,
                    "read " + place,
                    run -> Finding.skipped("reading is tried by listing, which the scope does not include")));
        }
        if (actions.contains(Action.WRITE)) {
            steps.add(new ProbeStep(Stage.OPERATE, "write " + place, run -> switch (trial.request.mode()) {
                case READ_ONLY -> Finding.skipped("writing was not asked for");
                case WRITE -> written(trial, grant, run);
            }));
        }
        return steps;
    }

    private static Finding written(Trial trial, Grant grant, ProbeRun run) throws Exception {
        Resource place = grant.resource();
        String key = place.path() + ".mooring-test-" + UUID.randomUUID();
        trial.buckets.put(trial.shared.get(), place.root(), key, run);
        try {
            Credential cleaner = grant.actions().contains(Action.DELETE)
                    ? trial.shared.get()
                    : trial.request.vending().vend(AccessScope.of(place.toString(), Action.DELETE));
            trial.buckets.delete(cleaner, place.root(), key, run);
            return Finding.passed("wrote " + key + " and removed it again");
        } catch (ConnectionException e) {
            return Finding.warning(
                    "wrote " + key + " but could not remove it: " + e.getMessage(),
                    "remove cos://" + place.root() + "/" + key + "; " + e.remedy());
        }
    }

    /** Listing decides: a refused read of an object would not say whether it is missing or forbidden. */
    private static Finding confined(Trial trial, String bucket, ProbeRun run) throws Exception {
        boolean whole = trial.scope.grants().stream()
                .anyMatch(grant -> grant.resource().root().equals(bucket)
                        && grant.resource().path().isEmpty()
                        && grant.actions().contains(Action.LIST));
        String outside = whole ? "the list of all buckets" : "the root of bucket " + bucket;
        try {
            if (whole) {
                trial.buckets.listBuckets(trial.shared.get(), run);
            } else {
                trial.buckets.list(trial.shared.get(), bucket, "", run);
            }
        } catch (ConnectionException e) {
            if (BucketProbe.isDenial(e)) {
                return Finding.passed("the vended credential is refused " + outside);
            }
            throw e;
        }
        throw new ConnectionException(
                ConnectionError.SCOPE_NOT_ENFORCEABLE,
                "the vended credential can read " + outside + ", which is outside its scope",
                "the address does not enforce session policies: do not hand out its credentials");
    }
}
