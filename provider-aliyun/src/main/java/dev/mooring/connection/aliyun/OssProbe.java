package dev.mooring.connection.aliyun;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
import dev.mooring.connection.aliyun.AliyunProperties.Network;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.cloud.SharedCredential;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The connectivity test of OSS: it lists, and on demand writes, with the credential that a user of the scope would get. */
final class OssProbe implements ConnectivityProbe {
    private final ProviderContext context;

    OssProbe(ProviderContext context) {
        this.context = context;
    }

    @Override
    public List<ProbeStep> steps(ProbeRequest request) {
        AccessScope scope = request.scope().orElse(AccessScope.everything());
        boolean narrows = request.properties().has(AliyunProperties.ROLE_ARN);
        SharedCredential shared = new SharedCredential(request.vending(), narrows ? scope : AccessScope.everything());
        AliyunEndpoints endpoints = new AliyunEndpoints(
                request.properties(), context, request.tools().resources());
        BucketProbe buckets = new BucketProbe(context, endpoints);
        List<ProbeStep> steps = new ArrayList<>(networkSteps(endpoints));
        steps.addAll(new IdentityProbe(context).steps(request, shared));
        if (scope.isEverything()) {
            steps.add(new ProbeStep(
                    Stage.OPERATE,
                    "no location",
                    run -> Finding.skipped("no location was named; test with a scope such as oss://bucket/folder/")));
            return steps;
        }
        scope.grants().forEach(grant -> steps.addAll(operateSteps(request, grant, shared, buckets)));
        if (!narrows) {
            steps.add(new ProbeStep(Stage.SCOPE, "stored access key", run -> unconfined()));
            return steps;
        }
        scope.grants().stream()
                .map(grant -> grant.resource().root())
                .distinct()
                .forEach(name -> steps.add(new ProbeStep(
                        Stage.SCOPE,
                        "outside the scope in " + name,
                        run -> confined(scope, name, shared.get(), buckets, run))));
        return steps;
    }

    /** Under auto the addresses are known only once the internal one has been tried, which the first step does. */
    private List<ProbeStep> networkSteps(AliyunEndpoints endpoints) {
        LateEndpoints late = new LateEndpoints(context, () -> List.of(endpoints.sts(), endpoints.oss()));
        List<ProbeStep> steps = new ArrayList<>();
        if (endpoints.network() == Network.AUTO) {
            steps.add(new ProbeStep(Stage.RESOLVE, "network", run -> taken(endpoints)));
        }
        steps.addAll(endpoints.network() == Network.AUTO ? late.steps() : late.known());
        return endpoints.network() == Network.INTERNAL
                ? steps.stream().map(OssProbe::fromInside).toList()
                : steps;
    }

    /** Internal addresses often resolve from anywhere and then take no connection. */
    private static ProbeStep fromInside(ProbeStep step) {
        return new ProbeStep(step.stage(), step.target(), run -> {
            try {
                return step.check().run(run);
            } catch (ConnectionException e) {
                if (e.code() != ConnectionError.ENDPOINT_UNREACHABLE) {
                    throw e;
                }
                throw new ConnectionException(
                        e.code(),
                        String.valueOf(e.getMessage()),
                        "internal addresses answer within their own region only: set NETWORK = public, or auto, and"
                                + " ENDPOINT to a public address or leave it out",
                        e);
            }
        });
    }

    private static Finding taken(AliyunEndpoints endpoints) {
        return Finding.passed(
                endpoints.reached() == Network.INTERNAL
                        ? "the internal address can be reached: "
                                + endpoints.oss().getAuthority() + " is used"
                        : "the internal address can not be reached from here: "
                                + endpoints.oss().getAuthority() + " is used");
    }

    /** The location was looked at with the stored key, which is all that this connection can hand out. */
    private static Finding unconfined() {
        return Finding.warning(
                "the credential of an access key can not be narrowed: only everything() is vended, a location is refused",
                "use ROLE_ARN and REGION instead of ACCESS_ID and ACCESS_KEY");
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
            boolean mayDelete = grant.actions().contains(Action.DELETE)
                    || !request.properties().has(AliyunProperties.ROLE_ARN);
            Credential cleaner =
                    mayDelete ? shared.get() : request.vending().vend(AccessScope.of(place.toString(), Action.DELETE));
            buckets.delete(cleaner, place.root(), key, run);
            return Finding.passed("wrote " + key + " and removed it again");
        } catch (ConnectionException e) {
            return Finding.warning(
                    "wrote " + key + " but could not remove it: " + e.getMessage(),
                    "remove oss://" + place.root() + "/" + key + "; " + e.remedy());
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
                buckets.listBuckets(credential, run);
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
                "look for a bucket policy that grants more than the role does, and narrow it");
    }
}
