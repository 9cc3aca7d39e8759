package dev.mooring.connection.aws;

import dev.mooring.connection.aws.bridge.MooringCredentialsProvider;
import dev.mooring.connection.credential.Credential.Anonymous;
import dev.mooring.connection.credential.Credential.Session;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsResponse;
import software.amazon.awssdk.utils.StringInputStream;

/**
 * The calls to STS. Every call has a client of its own and closes it: clients of the SDK own threads, and sessions are
 * kept by core, so calls are rare.
 */
final class AwsSts {
    static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);
    /** Where answers carry the service's time, in the form of a Date header. */
    static final String SERVICE_TIME = "x-mooring-service-time";

    private static final ProfileFile NO_PROFILES = ProfileFile.builder()
            .content(new StringInputStream(""))
            .type(ProfileFile.Type.CONFIGURATION)
            .build();

    private final ProviderContext context;

    /**
     * What is asked of a role.
     *
     * @param roleArn the role
     * @param sessionName the session's name
     * @param externalId the external id, when one is sent
     * @param durationSeconds the session's life
     * @param policy the session policy; without one the session has all the role's rights
     */
    record AssumeRole(
            String roleArn,
            String sessionName,
            Optional<String> externalId,
            int durationSeconds,
            Optional<String> policy) {}

    /**
     * What is asked for the user of an access key.
     *
     * @param name the session's name
     * @param durationSeconds the session's life
     * @param policy the session policy
     */
    record FederationToken(String name, int durationSeconds, String policy) {}

    /**
     * Whose key it is.
     *
     * @param arn the principal
     * @param requestId the service's id of the request
     */
    record Caller(String arn, Optional<String> requestId) {}

    AwsSts(ProviderContext context) {
        this.context = context;
    }

    Issued assumeRole(Route route, Attempt attempt, AssumeRole request) {
        return call(route, attempt, sts -> {
            var response = sts.assumeRole(b -> b.roleArn(request.roleArn())
                    .roleSessionName(request.sessionName())
                    .externalId(request.externalId().orElse(null))
                    .durationSeconds(request.durationSeconds())
                    .policy(request.policy().orElse(null)));
            return issued(response, response.credentials(), attempt);
        });
    }

    Issued federationToken(Route route, Attempt attempt, FederationToken request) {
        return call(route, attempt, sts -> {
            var response = sts.getFederationToken(b -> b.name(request.name())
                    .durationSeconds(request.durationSeconds())
                    .policy(request.policy()));
            return issued(response, response.credentials(), attempt);
        });
    }

    Caller caller(Route route, Attempt attempt) {
        return call(route, attempt, sts -> {
            var response = sts.getCallerIdentity();
            if (response.arn() == null) {
                throw AwsErrors.incomplete(attempt, "a principal");
            }
            return new Caller(response.arn(), requestId(response));
        });
    }

    /** A client that makes one attempt as the route says and looks nowhere else: no profile, no environment. */
    static <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C open(B builder, Route route) {
        Duration connect = route.limit().compareTo(LONGEST_CONNECT) < 0 ? route.limit() : LONGEST_CONNECT;
        return builder.endpointOverride(route.endpoint())
                .region(Region.of(route.region()))
                .credentialsProvider(credentials(route))
                .defaultsMode(DefaultsMode.STANDARD)
                .dualstackEnabled(false)
                .fipsEnabled(false)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(connect)
                        .socketTimeout(route.limit())
                        .proxyConfiguration(ProxyConfiguration.builder()
                                .useEnvironmentVariablesValues(false)
                                .build()))
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .addExecutionInterceptor(new OwnClock())
                        .apiCallTimeout(route.limit())
                        .defaultProfileFile(NO_PROFILES)
                        .defaultProfileName("none"))
                .build();
    }

    private <T> T call(Route route, Attempt attempt, Function<StsClient, T> operation) {
        context.resolve(route.endpoint().getHost());
        try (StsClient client = open(StsClient.builder(), route)) {
            return operation.apply(client);
        } catch (SdkException e) {
            throw AwsErrors.translate(e, attempt);
        }
    }

    private static AwsCredentialsProvider credentials(Route route) {
        return route.credential() instanceof Anonymous
                ? AnonymousCredentialsProvider.create()
                : StaticCredentialsProvider.create(MooringCredentialsProvider.toAws(route.credential()));
    }

    private static Issued issued(StsResponse response, @Nullable Credentials answer, Attempt attempt) {
        if (answer == null
                || answer.accessKeyId() == null
                || answer.secretAccessKey() == null
                || answer.sessionToken() == null
                || answer.expiration() == null) {
            throw AwsErrors.incomplete(attempt, "a session");
        }
        Session session = new Session(
                answer.accessKeyId(),
                Secret.of(answer.secretAccessKey()),
                Secret.of(answer.sessionToken()),
                answer.expiration());
        return Issued.of(session, new Receipt(requestId(response), issuerClock(response)));
    }

    private static Optional<String> requestId(StsResponse response) {
        return Optional.ofNullable(response.responseMetadata().requestId()).filter(id -> !id.equals("UNKNOWN"));
    }

    private static Optional<Instant> issuerClock(StsResponse response) {
        try {
            return response.sdkHttpResponse()
                    .firstMatchingHeader(SERVICE_TIME)
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Hides the Date header from the SDK, which would take the clock of a service that complains about ours for the clock
     * of the whole process: one store with a wrong clock would then spoil the signatures sent to all others.
     */
    private static final class OwnClock implements ExecutionInterceptor {
        @Override
        public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            SdkHttpResponse response = context.httpResponse();
            return response.firstMatchingHeader("Date")
                    .<SdkHttpResponse>map(date -> response.toBuilder()
                            .removeHeader("Date")
                            .putHeader(SERVICE_TIME, date)
                            .build())
                    .orElse(response);
        }
    }
}
