package dev.mooring.connection.aws;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.emulator.ReceivedCall;
import dev.mooring.connection.tck.emulator.aws.AwsAccount;
import dev.mooring.connection.tck.emulator.aws.AwsEmulator;
import dev.mooring.connection.tck.emulator.aws.AwsFault;
import dev.mooring.connection.tck.emulator.aws.AwsRole;
import dev.mooring.connection.tck.emulator.aws.IamPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The emulated AWS as the suite sees it: a platform, a customer who trusts it, a bucket and a function. */
final class AwsBackend implements FakeBackend {
    static final String BUCKET = "lake";
    static final String FUNCTION = "resize";
    static final String REGION = "us-east-1";

    private static final URI NOBODY = URI.create("http://127.0.0.1:9");
    private static final AccessKey UNKNOWN = new AccessKey("AKIAUNKNOWNUNKNOWN00", Secret.of("unknown-secret"));

    private final AwsEmulator aws = AwsEmulator.start();
    private final AwsAccount platform = aws.account("999988887777");
    private final AwsAccount customer = aws.account("123456789012");
    private final Credential identity = platform.createUser("mooring", IamPolicy.everything());
    private final AccessKey user = customer.createUser("etl", IamPolicy.everything());
    private final AccessKey poor = customer.createUser("poor", IamPolicy.allow(List.of("s3:GetObject"), List.of("*")));
    private Optional<Failure> failure = Optional.empty();

    AwsBackend() {
        aws.s3().createBucket(customer, BUCKET, REGION);
        aws.s3().createBucket(customer, BUCKET + "-other", REGION);
        aws.lambda().createFunction(customer, FUNCTION, REGION, "{}");
        aws.lambda().createFunction(customer, FUNCTION + "-other", REGION, "{}");
        heal();
    }

    String role() {
        return "arn:aws:iam::123456789012:role/lake";
    }

    AccessKey key() {
        return isFailing(Failure.BAD_CREDENTIAL) ? UNKNOWN : isFailing(Failure.DENIED) ? poor : user;
    }

    @Override
    public Map<String, URI> endpoints() {
        URI endpoint = isFailing(Failure.UNREACHABLE) ? NOBODY : aws.endpoint();
        return Map.of("sts", endpoint, "s3", endpoint, "lambda", endpoint);
    }

    @Override
    public Optional<Credential> serviceIdentity() {
        return Optional.of(isFailing(Failure.BAD_CREDENTIAL) ? UNKNOWN : identity);
    }

    @Override
    public void fail(Failure kind) {
        failure = Optional.of(kind);
        switch (kind) {
            case DENIED -> trust(IamPolicy.trust("arn:aws:iam::111122223333:root"));
            case WRONG_EXTERNAL_ID -> trust(IamPolicy.trust(platform.rootArn(), "another-id"));
            case THROTTLED -> aws.sts().fail(AwsFault.THROTTLED);
            case UNREACHABLE, BAD_CREDENTIAL -> {}
        }
    }

    @Override
    public void heal() {
        failure = Optional.empty();
        aws.heal();
        trust(IamPolicy.trust(platform.rootArn(), externalId()));
    }

    @Override
    public List<Received> received() {
        return Stream.concat(aws.received("AssumeRole").stream(), aws.received("GetFederationToken").stream())
                .map(AwsBackend::received)
                .toList();
    }

    @Override
    public long calls() {
        return aws.received().size();
    }

    @Override
    public long writes() {
        return aws.writes();
    }

    @Override
    public boolean permits(Credential credential, Action action, Resource resource) {
        return aws.permits(credential, action, resource);
    }

    @Override
    public void close() {
        aws.close();
    }

    private void trust(IamPolicy policy) {
        customer.putRole(AwsRole.of("lake", policy, IamPolicy.everything()).sessionsUpTo(Duration.ofHours(12)));
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
        String policy = call.parameter("Policy").orElse("");
        fields.put("policy", policy.isEmpty() ? IamRoleVendor.NO_POLICY : policy);
        fields.put("policyCharacters", String.valueOf(policy.length()));
        return new Received("sts:" + call.action(), fields);
    }
}
