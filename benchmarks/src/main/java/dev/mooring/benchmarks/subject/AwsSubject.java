package dev.mooring.benchmarks.subject;

import dev.mooring.benchmarks.issuer.TokenService;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** A provider per key, all over one client of STS. */
final class AwsSubject implements Subject {
    static final Consumer<StsAssumeRoleCredentialsProvider.Builder> DEFAULTS = builder -> {};
    static final Consumer<StsAssumeRoleCredentialsProvider.Builder> TUNED =
            builder -> builder.prefetchTime(Duration.ofSeconds(1)).staleTime(Duration.ofMillis(200));
    static final Consumer<StsAssumeRoleCredentialsProvider.Builder> TUNED_ASYNC =
            TUNED.andThen(builder -> builder.asyncCredentialUpdateEnabled(true));

    private final KeyedHandles keyed = new KeyedHandles();
    private final StsClient sts;
    private final Consumer<StsAssumeRoleCredentialsProvider.Builder> options;
    private final Queue<StsAssumeRoleCredentialsProvider> opened = new ConcurrentLinkedQueue<>();

    AwsSubject(TokenService service, Consumer<StsAssumeRoleCredentialsProvider.Builder> options) {
        this.options = options;
        this.sts = StsClient.builder()
                .httpClient(new StsAnswers(service))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIA", "secret")))
                .build();
    }

    @Override
    public Handle handle(String key) {
        StsAssumeRoleCredentialsProvider.Builder builder = StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request ->
                        request.roleArn("arn:aws:iam::928925945197:role/lake").roleSessionName("s-" + key));
        options.accept(builder);
        StsAssumeRoleCredentialsProvider provider = builder.build();
        opened.add(provider);
        return provider::resolveCredentials;
    }

    @Override
    public Handle lookup(String key) {
        return keyed.lookup(key, handle(key));
    }

    @Override
    public String tokenId(Object credential) {
        return ((AwsSessionCredentials) credential).accessKeyId();
    }

    @Override
    public void close() {
        opened.forEach(StsAssumeRoleCredentialsProvider::close);
        sts.close();
    }
}
