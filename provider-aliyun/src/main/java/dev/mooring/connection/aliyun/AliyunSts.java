package dev.mooring.connection.aliyun;

import com.aliyun.sts20150401.Client;
import com.aliyun.sts20150401.models.AssumeRoleRequest;
import com.aliyun.sts20150401.models.AssumeRoleResponse;
import com.aliyun.sts20150401.models.AssumeRoleResponseBody;
import com.aliyun.sts20150401.models.AssumeRoleResponseBody.AssumeRoleResponseBodyCredentials;
import com.aliyun.sts20150401.models.GetCallerIdentityResponseBody;
import com.aliyun.tea.okhttp.ClientHelper;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teautil.models.RuntimeOptions;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Credential.Session;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.spi.Resources;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The calls to STS. The SDK's clients hold a key and nothing else, so that each call has one of its own; their HTTP
 * clients are kept per host for the whole process, and their connections end with those of ours that used them.
 */
final class AliyunSts {
    /** The scheme that keeps the security token out of the URL; the SDK's default would put it there. */
    static final String SIGNATURE = "ACS3-HMAC-SHA256";

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);

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
     * Whose key it is.
     *
     * @param arn the principal
     * @param requestId the service's id of the request
     */
    record Caller(String arn, Optional<String> requestId) {}

    /** The hosts whose HTTP clients a connection has used. */
    static final class Pools implements AutoCloseable {
        private final Set<String> keys = ConcurrentHashMap.newKeySet();

        /** The SDK would follow redirects, and carry the security token to wherever they lead, and try again by itself. */
        void use(URI endpoint, ProviderContext context) {
            String key = ClientHelper.getClientKey(endpoint.getHost(), port(endpoint));
            keys.add(key);
            ClientHelper.clients.computeIfAbsent(
                    key,
                    k -> new OkHttpClient.Builder()
                            .connectTimeout(connectLimit(context))
                            .readTimeout(context.timeout())
                            .writeTimeout(context.timeout())
                            .followRedirects(false)
                            .retryOnConnectionFailure(false)
                            .build());
        }

        /** The client itself stays: without one, the SDK would make its own, which follows redirects. It has no thread. */
        @Override
        public void close() {
            keys.stream()
                    .map(ClientHelper.clients::get)
                    .flatMap(Stream::ofNullable)
                    .forEach(client -> client.connectionPool().evictAll());
        }
    }

    /** The key that signs, in the words of the SDK. */
    record Keys(String id, String secret, @Nullable String token) {
        static Keys of(Credential credential) {
            if (credential instanceof AccessKey key) {
                return new Keys(key.accessKeyId(), key.accessKeySecret().reveal(), null);
            }
            if (credential instanceof Session session) {
                return new Keys(
                        session.accessKeyId(),
                        session.accessKeySecret().reveal(),
                        session.sessionToken().reveal());
            }
            throw AliyunErrors.unusable(credential);
        }

        String type() {
            return token == null ? "access_key" : "sts";
        }

        @Override
        public String toString() {
            return "Keys[" + id + "]";
        }
    }

    /** A client that signs with the key it is given and looks for no other. */
    private static final class KeyedClient extends Client {
        private final Keys keys;

        KeyedClient(Route route) throws Exception {
            super(config(route));
            this._signatureAlgorithm = SIGNATURE;
            this.keys = Keys.of(route.credential());
        }

        @Override
        public String getAccessKeyId() {
            return keys.id();
        }

        @Override
        public String getAccessKeySecret() {
            return keys.secret();
        }

        @Override
        public @Nullable String getSecurityToken() {
            return keys.token();
        }

        @Override
        public String getType() {
            return keys.type();
        }
    }

    private interface Operation<T> {
        T run(Client client) throws Exception;
    }

    AliyunSts(ProviderContext context) {
        this.context = context;
    }

    Issued assumeRole(Route route, Attempt attempt, AssumeRole asked, Resources resources) {
        return call(route, attempt, resources, client -> {
            AssumeRoleRequest request = new AssumeRoleRequest()
                    .setRoleArn(asked.roleArn())
                    .setRoleSessionName(asked.sessionName())
                    .setDurationSeconds((long) asked.durationSeconds());
            asked.externalId().ifPresent(request::setExternalId);
            asked.policy().ifPresent(request::setPolicy);
            return issued(client.assumeRoleWithOptions(request, runtime(context)), attempt);
        });
    }

    Caller caller(Route route, Attempt attempt, Resources resources) {
        return call(route, attempt, resources, client -> {
            GetCallerIdentityResponseBody body =
                    client.getCallerIdentityWithOptions(runtime(context)).getBody();
            if (body == null || body.getArn() == null) {
                throw AliyunErrors.incomplete(attempt, "a principal");
            }
            return new Caller(body.getArn(), Optional.ofNullable(body.getRequestId()));
        });
    }

    /** Notes that a connection uses the endpoint, and lets the egress guard look at it. */
    static void prepare(URI endpoint, ProviderContext context, Resources resources) throws Exception {
        context.resolve(endpoint.getHost());
        resources.get(Pools.class, Pools::new).use(endpoint, context);
    }

    static Config config(Route route) {
        return new Config()
                .setEndpoint(route.endpoint().getAuthority())
                .setProtocol(route.endpoint().getScheme())
                .setRegionId(route.region());
    }

    /** One attempt. The limits are those of the layer, always: the first call to a host sets them for all. */
    static RuntimeOptions runtime(ProviderContext context) {
        RuntimeOptions options = new RuntimeOptions();
        options.autoretry = false;
        options.maxAttempts = 1;
        options.readTimeout = millis(context.timeout());
        options.connectTimeout = millis(connectLimit(context));
        return options;
    }

    private static Duration connectLimit(ProviderContext context) {
        return context.timeout().compareTo(LONGEST_CONNECT) < 0 ? context.timeout() : LONGEST_CONNECT;
    }

    private <T> T call(Route route, Attempt attempt, Resources resources, Operation<T> operation) {
        try {
            prepare(route.endpoint(), context, resources);
            return operation.run(new KeyedClient(route));
        } catch (ConnectionException e) {
            throw e;
        } catch (Exception e) {
            throw AliyunErrors.translate(e, attempt);
        }
    }

    private static Issued issued(AssumeRoleResponse response, Attempt attempt) {
        AssumeRoleResponseBody body = response.getBody();
        AssumeRoleResponseBodyCredentials answer = body == null ? null : body.getCredentials();
        if (answer == null
                || answer.getAccessKeyId() == null
                || answer.getAccessKeySecret() == null
                || answer.getSecurityToken() == null
                || answer.getExpiration() == null) {
            throw AliyunErrors.incomplete(attempt, "a session");
        }
        try {
            Session session = new Session(
                    answer.getAccessKeyId(),
                    Secret.of(answer.getAccessKeySecret()),
                    Secret.of(answer.getSecurityToken()),
                    Instant.parse(answer.getExpiration()));
            return Issued.of(
                    session, new Receipt(Optional.ofNullable(body.getRequestId()), issuerClock(response.getHeaders())));
        } catch (DateTimeException e) {
            throw AliyunErrors.incomplete(attempt, "an expiry");
        }
    }

    private static Optional<Instant> issuerClock(@Nullable Map<String, String> headers) {
        try {
            return Optional.ofNullable(headers)
                    .map(all -> all.get("date"))
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int port(URI endpoint) {
        return endpoint.getPort() >= 0
                ? endpoint.getPort()
                : endpoint.getScheme().equals("https") ? 443 : 80;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
