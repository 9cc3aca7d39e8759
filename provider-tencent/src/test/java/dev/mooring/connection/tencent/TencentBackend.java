package dev.mooring.connection.tencent;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import dev.mooring.connection.tck.emulator.ReceivedCall;
import dev.mooring.connection.tck.emulator.tencent.CamPolicy;
import dev.mooring.connection.tck.emulator.tencent.ScfEmulator;
import dev.mooring.connection.tck.emulator.tencent.TencentAccount;
import dev.mooring.connection.tck.emulator.tencent.TencentEmulator;
import dev.mooring.connection.tck.emulator.tencent.TencentFault;
import dev.mooring.connection.tck.emulator.tencent.TencentRole;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The emulated Tencent Cloud as the suite sees it: a platform, a customer who trusts it, a bucket and a function. */
final class TencentBackend implements FakeBackend {
    static final String APP_ID = "1250000000";
    static final String BUCKET = "lake-" + APP_ID;
    static final String FUNCTION = "resize";
    static final String REGION = "ap-shanghai";
    static final String ROLE = "qcs::cam::uin/100000000001:roleName/LakehouseRole";

    private static final URI NOBODY = URI.create("http://127.0.0.1:9");
    private static final AccessKey UNKNOWN = new AccessKey("AKIDunknownunknown00", Secret.of("unknown-secret"));

    final TencentEmulator tencent = TencentEmulator.start();
    final TencentAccount platform = tencent.account("100029595716", "1300000001");
    final TencentAccount customer = tencent.account("100000000001", APP_ID);
    private final Credential identity = platform.createUser("mooring", CamPolicy.everything());
    private final AccessKey user = customer.createUser("etl", CamPolicy.everything());
    private final AccessKey poor =
            customer.createUser("poor", CamPolicy.allow(List.of("name/cos:GetObject"), List.of("*")));
    private Optional<Failure> failure = Optional.empty();

    TencentBackend() {
        tencent.cos().createBucket(customer, "lake", REGION);
        tencent.cos().createBucket(customer, "lake-other", REGION);
        ScfEmulator.Place place = new ScfEmulator.Place(customer, REGION, "default");
        tencent.scf().createFunction(place, FUNCTION, "{}");
        tencent.scf().createFunction(place, FUNCTION + "-other", "{}");
        heal();
    }

    AccessKey key() {
        return isFailing(Failure.BAD_CREDENTIAL) ? UNKNOWN : isFailing(Failure.DENIED) ? poor : user;
    }

    @Override
    public Map<String, URI> endpoints() {
        URI endpoint = isFailing(Failure.UNREACHABLE) ? NOBODY : tencent.endpoint();
        return Map.of("sts", endpoint, "cos", endpoint, "scf", endpoint);
    }

    @Override
    public Optional<Credential> serviceIdentity() {
        return Optional.of(isFailing(Failure.BAD_CREDENTIAL) ? UNKNOWN : identity);
    }

    @Override
    public void fail(Failure kind) {
        failure = Optional.of(kind);
        switch (kind) {
            case DENIED -> trust(CamPolicy.trust("qcs::cam::uin/100000000009:root"));
            case WRONG_EXTERNAL_ID -> trust(CamPolicy.trust(platform.rootArn(), "another-id"));
            case THROTTLED -> tencent.sts().fail(TencentFault.THROTTLED);
            case UNREACHABLE, BAD_CREDENTIAL -> {}
        }
    }

    @Override
    public void heal() {
        failure = Optional.empty();
        tencent.heal();
        trust(CamPolicy.trust(platform.rootArn(), externalId()));
    }

    @Override
    public List<Received> received() {
        return Stream.concat(tencent.received("AssumeRole").stream(), tencent.received("GetFederationToken").stream())
                .map(TencentBackend::received)
                .toList();
    }

    @Override
    public long calls() {
        return tencent.received().size();
    }

    @Override
    public long writes() {
        return tencent.writes();
    }

    @Override
    public boolean permits(Credential credential, Action action, Resource resource) {
        return tencent.permits(credential, action, resource);
    }

    @Override
    public void close() {
        tencent.close();
    }

    void trust(CamPolicy policy) {
        customer.putRole(
                TencentRole.of("LakehouseRole", policy, CamPolicy.everything()).sessionsUpTo(Duration.ofHours(12)));
    }

    private boolean isFailing(Failure kind) {
        return failure.filter(kind::equals).isPresent();
    }

    private static Received received(ReceivedCall call) {
        Map<String, String> names = Map.of(
                "RoleArn", "roleArn",
                "RoleSessionName", "sessionName",
                "ExternalId", "externalId",
                "Name", "name",
                "DurationSeconds", "durationSeconds");
        Map<String, String> fields = new TreeMap<>();
        names.forEach((sent, planned) -> call.parameter(sent).ifPresent(value -> fields.put(planned, value)));
        String policy = PercentEncoding.decode(call.parameter("Policy").orElse(""));
        fields.put("policy", policy.isEmpty() ? CamRoleVendor.NO_POLICY : policy);
        fields.put("policyCharacters", String.valueOf(policy.length()));
        return new Received("sts:" + call.action(), fields);
    }
}
