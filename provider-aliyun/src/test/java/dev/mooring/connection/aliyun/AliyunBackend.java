package dev.mooring.connection.aliyun;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.emulator.ReceivedCall;
import dev.mooring.connection.tck.emulator.aliyun.AliyunAccount;
import dev.mooring.connection.tck.emulator.aliyun.AliyunEmulator;
import dev.mooring.connection.tck.emulator.aliyun.AliyunFault;
import dev.mooring.connection.tck.emulator.aliyun.AliyunRole;
import dev.mooring.connection.tck.emulator.aliyun.RamPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The emulated cloud as the suite sees it: a platform, a customer who trusts it, a bucket and a function. */
final class AliyunBackend implements FakeBackend {
    static final String BUCKET = "lake";
    static final String FUNCTION = "resize";
    static final String REGION = "cn-shanghai";

    private static final URI NOBODY = URI.create("http://127.0.0.1:9");
    private static final AccessKey UNKNOWN = new AccessKey("LTAI5tUnknownUnknown0001", Secret.of("unknown-secret"));

    private final AliyunEmulator aliyun = AliyunEmulator.start();
    private final AliyunAccount platform = aliyun.account("1384322691904283");
    private final AliyunAccount customer = aliyun.account("1222808864467016");
    private final Credential identity = platform.createUser("mooring", RamPolicy.everything());
    private final AccessKey user = customer.createUser("etl", RamPolicy.everything());
    private final AccessKey poor = customer.createUser("poor", RamPolicy.allow(List.of("oss:GetObject"), List.of("*")));
    private Optional<Failure> failure = Optional.empty();

    AliyunBackend() {
        aliyun.oss().createBucket(customer, BUCKET, REGION);
        aliyun.oss().createBucket(customer, BUCKET + "-other", REGION);
        aliyun.fc().createFunction(customer, FUNCTION, REGION, "{}");
        aliyun.fc().createFunction(customer, FUNCTION + "-other", REGION, "{}");
        heal();
    }

    String role() {
        return "acs:ram::1222808864467016:role/lake";
    }

    AccessKey key() {
        return isFailing(Failure.BAD_CREDENTIAL) ? UNKNOWN : isFailing(Failure.DENIED) ? poor : user;
    }

    @Override
    public Map<String, URI> endpoints() {
        URI endpoint = isFailing(Failure.UNREACHABLE) ? NOBODY : aliyun.endpoint();
        return Map.of("sts", endpoint, "oss", endpoint, "fc", endpoint);
    }

    @Override
    public Optional<Credential> serviceIdentity() {
        return Optional.of(isFailing(Failure.BAD_CREDENTIAL) ? UNKNOWN : identity);
    }

    @Override
    public void fail(Failure kind) {
        failure = Optional.of(kind);
        switch (kind) {
            case DENIED -> trust(RamPolicy.trust("acs:ram::1111222233334444:root"));
            case WRONG_EXTERNAL_ID -> trust(RamPolicy.trust(platform.rootArn(), "another-id"));
            case THROTTLED -> aliyun.sts().fail(AliyunFault.THROTTLED);
            case UNREACHABLE, BAD_CREDENTIAL -> {}
        }
    }

    @Override
    public void heal() {
        failure = Optional.empty();
        aliyun.heal();
        trust(RamPolicy.trust(platform.rootArn(), externalId()));
    }

    @Override
    public List<Received> received() {
        return aliyun.received("AssumeRole").stream()
                .map(AliyunBackend::received)
                .toList();
    }

    @Override
    public long calls() {
        return aliyun.received().size();
    }

    @Override
    public long writes() {
        return aliyun.writes();
    }

    @Override
    public boolean permits(Credential credential, Action action, Resource resource) {
        return aliyun.permits(credential, action, resource);
    }

    @Override
    public void close() {
        aliyun.close();
    }

    private void trust(RamPolicy policy) {
        customer.putRole(AliyunRole.of("lake", policy, RamPolicy.everything()).sessionsUpTo(Duration.ofHours(12)));
    }

    private boolean isFailing(Failure kind) {
        return failure.filter(kind::equals).isPresent();
    }

    private static Received received(ReceivedCall call) {
        Map<String, String> names = Map.of(
                "RoleArn", "roleArn",
                "RoleSessionName", "sessionName",
                "ExternalId", "externalId",
                "DurationSeconds", "durationSeconds");
        Map<String, String> fields = new TreeMap<>();
        names.forEach((sent, planned) -> call.parameter(sent).ifPresent(value -> fields.put(planned, value)));
        String policy = call.parameter("Policy").orElse("");
        fields.put("policy", policy.isEmpty() ? RamRoleVendor.NO_POLICY : policy);
        fields.put("policyCharacters", String.valueOf(policy.length()));
        return new Received("sts:" + call.action(), fields);
    }
}
