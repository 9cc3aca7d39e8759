package dev.mooring.connection.tencent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tencentcloudapi.common.CommonClient;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.common.profile.Language;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Credential.Session;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The calls to STS, and to SCF, whose API differs in its name and version only. Safe for use by threads. */
final class TencentSts {
    private static final JsonMapper JSON = new JsonMapper();

    private final ProviderContext context;

    /** A service of the API. */
    enum Api {
        STS("sts", "2018-08-13"),
        SCF("scf", "2018-04-16");

        private final String service;
        private final String version;

        Api(String service, String version) {
            this.service = service;
            this.version = version;
        }
    }

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
     * What is asked for the user of a key.
     *
     * @param name the session's name
     * @param durationSeconds the session's life
     * @param policy the session policy
     */
    record FederationToken(String name, int durationSeconds, String policy) {}

    /**
     * An answer of the API.
     *
     * @param body what stands in its response
     * @param clock the service's time
     */
    record Answer(JsonNode body, Optional<Instant> clock) {
        Optional<String> text(String name) {
            return Optional.of(body.path(name).asText()).filter(text -> !text.isEmpty());
        }

        Optional<String> requestId() {
            return text("RequestId");
        }
    }

    TencentSts(ProviderContext context) {
        this.context = context;
    }

    Issued assumeRole(Route route, Attempt attempt, AssumeRole request) throws Exception {
        ObjectNode body = JSON.createObjectNode()
                .put("RoleArn", request.roleArn())
                .put("RoleSessionName", request.sessionName())
                .put("DurationSeconds", request.durationSeconds());
        request.externalId().ifPresent(id -> body.put("ExternalId", id));
        request.policy().ifPresent(policy -> body.put("Policy", encoded(policy)));
        return issued(call(Api.STS, route, attempt, body), attempt);
    }

    Issued federationToken(Route route, Attempt attempt, FederationToken request) throws Exception {
        ObjectNode body = JSON.createObjectNode()
                .put("Name", request.name())
                .put("DurationSeconds", request.durationSeconds())
                .put("Policy", encoded(request.policy()));
        return issued(call(Api.STS, route, attempt, body), attempt);
    }

    Answer caller(Route route, Attempt attempt) throws Exception {
        return call(Api.STS, route, attempt, JSON.createObjectNode());
    }

    /** One call of the action that the attempt names, after its colon. */
    Answer call(Api api, Route route, Attempt attempt, ObjectNode body) throws Exception {
        context.resolve(route.endpoint().address().getHost());
        AtomicReference<@Nullable Instant> clock = new AtomicReference<>();
        HttpProfile http = new HttpProfile();
        http.setEndpoint(route.endpoint().host());
        http.setHttpClient(TencentHttp.of(route.resources(), context)
                .client(
                        route.endpoint(),
                        route.limit(),
                        answer -> clock.set(time(answer.header("Date", "")).orElse(null))));
        ClientProfile profile = new ClientProfile(ClientProfile.SIGN_TC3_256, http);
        profile.setLanguage(Language.EN_US);
        CommonClient client =
                new CommonClient(api.service, api.version, signer(route.credential()), route.region(), profile);
        try {
            String action = attempt.action().substring(attempt.action().indexOf(':') + 1);
            JsonNode answer =
                    JSON.readTree(client.call(action, body.toString())).path("Response");
            return new Answer(answer, Optional.ofNullable(clock.get()));
        } catch (TencentCloudSDKException e) {
            throw TencentErrors.translate(e, attempt, Optional.ofNullable(clock.get()));
        } catch (JsonProcessingException e) {
            throw TencentErrors.incomplete(attempt, "JSON");
        } catch (ConnectionException e) {
            throw e;
        } catch (RuntimeException e) {
            throw TencentErrors.unreadable(e, attempt);
        }
    }

    /** As in a URL: the service decodes a policy once more than other parameters. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static com.tencentcloudapi.common.Credential signer(Credential credential) {
        if (credential instanceof Session session) {
            return new com.tencentcloudapi.common.Credential(
                    session.accessKeyId(),
                    session.accessKeySecret().reveal(),
                    session.sessionToken().reveal());
        }
        if (credential instanceof AccessKey key) {
            return new com.tencentcloudapi.common.Credential(
                    key.accessKeyId(), key.accessKeySecret().reveal());
        }
        throw TencentErrors.unusable(credential);
    }

    private static Issued issued(Answer answer, Attempt attempt) {
        JsonNode credentials = answer.body().path("Credentials");
        String id = credentials.path("TmpSecretId").asText();
        String secret = credentials.path("TmpSecretKey").asText();
        String token = credentials.path("Token").asText();
        long expiry = answer.body().path("ExpiredTime").asLong();
        if (id.isEmpty() || secret.isEmpty() || token.isEmpty() || expiry <= 0) {
            throw TencentErrors.incomplete(attempt, "a session");
        }
        Session session = new Session(id, Secret.of(secret), Secret.of(token), Instant.ofEpochSecond(expiry));
        return Issued.of(session, new Receipt(answer.requestId(), answer.clock()));
    }

    static Optional<Instant> time(String date) {
        try {
            return date.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
