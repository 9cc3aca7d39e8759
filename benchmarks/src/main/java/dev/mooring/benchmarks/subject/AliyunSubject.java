package dev.mooring.benchmarks.subject;

import com.aliyun.credentials.exception.CredentialException;
import com.aliyun.credentials.models.CredentialModel;
import com.aliyun.credentials.provider.RefreshResult;
import com.aliyun.credentials.provider.SessionCredentialsProvider;
import dev.mooring.benchmarks.issuer.Refusal;
import dev.mooring.benchmarks.issuer.Token;
import dev.mooring.benchmarks.issuer.TokenService;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The base class of all its session providers, which leaves only the one call to a subclass; it does not retry. */
final class AliyunSubject implements Subject {
    static final Duration DEFAULT_MARGIN = Duration.ofMinutes(15);
    static final Duration TUNED_MARGIN = Duration.ofMillis(500);

    private final KeyedHandles keyed = new KeyedHandles();
    private final TokenService service;
    private final Duration margin;
    private final Queue<SessionCredentialsProvider> opened = new ConcurrentLinkedQueue<>();

    AliyunSubject(TokenService service, Duration margin) {
        this.service = service;
        this.margin = margin;
    }

    private static final class Provider extends SessionCredentialsProvider {
        private final AliyunSubject subject;

        private static final class Builder extends SessionCredentialsProvider.BuilderImpl<Provider, Builder> {
            private final AliyunSubject subject;

            Builder(AliyunSubject subject) {
                this.subject = subject;
            }

            @Override
            public Provider build() {
                return new Provider(this);
            }
        }

        Provider(Builder builder) {
            super(builder);
            this.subject = builder.subject;
        }

        @Override
        public RefreshResult<CredentialModel> refreshCredentials() {
            try {
                Token token = subject.service.issue();
                long end = token.expiry().toEpochMilli();
                CredentialModel model = CredentialModel.builder()
                        .accessKeyId(token.id())
                        .accessKeySecret("secret")
                        .securityToken("session")
                        .expiration(end)
                        .build();
                return RefreshResult.builder(model)
                        .staleTime(end - subject.margin.toMillis())
                        .build();
            } catch (Refusal refusal) {
                throw new CredentialException("refused with " + refusal.status());
            }
        }

        @Override
        public String getProviderName() {
            return "benchmark";
        }
    }

    @Override
    public Handle handle(String key) {
        SessionCredentialsProvider provider = new Provider.Builder(this).build();
        opened.add(provider);
        return provider::getCredentials;
    }

    @Override
    public Handle lookup(String key) {
        return keyed.lookup(key, handle(key));
    }

    @Override
    public String tokenId(Object credential) {
        return ((CredentialModel) credential).getAccessKeyId();
    }

    @Override
    public void close() {
        opened.forEach(SessionCredentialsProvider::close);
    }
}
