package dev.mooring.connection.tencent;

import com.qcloud.cos.auth.COSSigner;
import com.qcloud.cos.exception.CosServiceException;
import com.qcloud.cos.http.HttpMethodName;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Anonymous;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Resources;
import dev.mooring.connection.support.network.Dialer;
import dev.mooring.connection.tencent.Attempt.Denial;
import dev.mooring.connection.tencent.Attempt.Signer;
import dev.mooring.connection.tencent.bridge.MooringCosCredentials;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * The calls to COS that a test makes as a user of the connection would. The SDK signs them and this sends them: the SDK's own
 * client logs all headers of a request that is refused, the session token among them, and keeps a thread.
 */
final class BucketProbe {
    private static final Duration BEFORE = Duration.ofMinutes(5);
    private static final Duration AFTER = Duration.ofMinutes(15);
    private static final long LONGEST_ANSWER = 65_536;
    private static final Pattern BUCKET = Pattern.compile(
            "<Bucket>.{0,200}?<Name>([^<]+)</Name>.{0,200}?<Location>([^<]+)</Location>", Pattern.DOTALL);

    private final ProviderContext context;
    private final Resources resources;
    private final CosReach reach;

    /** What is called on what; bucket and key may be empty. */
    private record Target(String action, HttpMethodName method, String bucket, String key, Signer signer) {
        Target(String action, HttpMethodName method, String bucket) {
            this(action, method, bucket, "", Signer.VENDED);
        }
    }

    private record Answer(int status, String body, Optional<String> requestId, Optional<Instant> clock) {}

    BucketProbe(ProviderContext context, Resources resources, CosReach reach) {
        this.context = context;
        this.resources = resources;
        this.reach = reach;
    }

    /** That the bucket exists in the connection's region, which COS tells to anyone. */
    Finding exists(String bucket, ProbeRun run) throws Exception {
        Target target = new Target("cos:HeadBucket", HttpMethodName.HEAD, bucket, "", Signer.NOBODY);
        Answer answer = send(target, new Anonymous(), Map.of(), run);
        if (answer.status == 403) {
            return Finding.passed("the bucket exists in " + reach.region());
        }
        return identified("the bucket exists in " + reach.region() + " and is public", required(target, answer));
    }

    /** Where the account's bucket of that name is; empty when the account has none. */
    Optional<String> location(Credential credential, String bucket, ProbeRun run) throws Exception {
        Matcher buckets = BUCKET.matcher(listed(credential, run).body);
        while (buckets.find()) {
            if (buckets.group(1).equals(bucket)) {
                return Optional.of(buckets.group(2));
            }
        }
        return Optional.empty();
    }

    Finding list(Credential credential, String bucket, String prefix, ProbeRun run) throws Exception {
        Target target = new Target("cos:GetBucket", HttpMethodName.GET, bucket);
        Map<String, String> query = new HashMap<>(Map.of("max-keys", "1"));
        if (!prefix.isEmpty()) {
            query.put("prefix", prefix);
        }
        Answer answer = required(target, send(target, credential, query, run));
        if (!answer.body.contains("<ListBucketResult")) {
            throw TencentErrors.incomplete(attempt(target), "a list of objects");
        }
        return identified(answer.body.contains("<Contents>") ? "listed" : "listed; nothing is there yet", answer);
    }

    Finding listBuckets(Credential credential, ProbeRun run) throws Exception {
        return identified("the account's buckets were listed", listed(credential, run));
    }

    void put(Credential credential, String bucket, String key, ProbeRun run) throws Exception {
        Target target = new Target("cos:PutObject", HttpMethodName.PUT, bucket, key, Signer.VENDED);
        required(target, send(target, credential, Map.of(), run));
    }

    void delete(Credential credential, String bucket, String key, ProbeRun run) throws Exception {
        Target target = new Target("cos:DeleteObject", HttpMethodName.DELETE, bucket, key, Signer.VENDED);
        required(target, send(target, credential, Map.of(), run));
    }

    private Answer listed(Credential credential, ProbeRun run) throws Exception {
        Target target = new Target("cos:GetService", HttpMethodName.GET, "");
        return required(target, send(target, credential, Map.of(), run));
    }

    private Answer send(Target target, Credential credential, Map<String, String> query, ProbeRun run)
            throws Exception {
        Endpoint endpoint = endpoint(target);
        context.resolve(endpoint.address().getHost());
        OkHttpClient client =
                TencentHttp.of(resources, context).client(endpoint, new Dialer(context).limit(run), answer -> {});
        Request request = request(target, endpoint, credential, query);
        try (Response response = client.newCall(request).execute()) {
            return new Answer(
                    response.code(),
                    response.peekBody(LONGEST_ANSWER).string(),
                    Optional.ofNullable(response.header("x-cos-request-id")),
                    TencentSts.time(response.header("Date", "")));
        } catch (IOException e) {
            throw TencentErrors.unanswered(e, e, attempt(target));
        }
    }

    private Request request(Target target, Endpoint endpoint, Credential credential, Map<String, String> query) {
        HttpUrl.Builder url =
                new HttpUrl.Builder().scheme("https").host(endpoint.host()).addPathSegments(target.key);
        query.forEach(url::addQueryParameter);
        Request.Builder request = new Request.Builder()
                .url(url.build())
                .method(target.method.name(), target.method == HttpMethodName.PUT ? body() : null);
        if (!(credential instanceof Anonymous)) {
            Instant now = context.clock().instant();
            request.header(
                    "Authorization",
                    new COSSigner()
                            .buildAuthorizationStr(
                                    target.method,
                                    "/" + target.key,
                                    Map.of("Host", endpoint.host()),
                                    query,
                                    MooringCosCredentials.toCos(credential),
                                    Date.from(now.minus(BEFORE)),
                                    Date.from(now.plus(AFTER)),
                                    true));
        }
        if (credential instanceof Credential.Session session) {
            request.header("x-cos-security-token", session.sessionToken().reveal());
        }
        return request.build();
    }

    private static RequestBody body() {
        return RequestBody.create("mooring test", MediaType.get("text/plain"));
    }

    private Answer required(Target target, Answer answer) {
        if (answer.status < 200 || answer.status > 299) {
            CosServiceException refusal = new CosServiceException(element(answer, "Message"));
            refusal.setStatusCode(answer.status);
            refusal.setErrorCode(element(answer, "Code"));
            refusal.setRequestId(answer.requestId.orElse(""));
            throw TencentErrors.translate(refusal, attempt(target), answer.clock);
        }
        return answer;
    }

    private static String element(Answer answer, String name) {
        Matcher element =
                Pattern.compile("<" + name + ">([^<]{0,500})</" + name + ">").matcher(answer.body);
        return element.find() ? element.group(1) : "";
    }

    private Attempt attempt(Target target) {
        String named = target.bucket.isEmpty() ? "all buckets" : target.bucket + "/" + target.key;
        Denial denial = new Denial(
                ConnectionError.ACCESS_DENIED,
                "allow name/" + target.action + " on " + named
                        + " in the policy of the role or user, with the bucket's region and APPID in the resource; look"
                        + " also at the bucket's own policy");
        return new Attempt(target.action, named, endpoint(target).host(), target.signer, denial);
    }

    private Endpoint endpoint(Target target) {
        return target.bucket.isEmpty() ? reach.buckets() : reach.bucket(target.bucket);
    }

    private static Finding identified(String detail, Answer answer) {
        Finding finding = Finding.passed(detail);
        return answer.requestId.map(finding::requestId).orElse(finding);
    }

    /** Whether the failure says that the credential may not do it. */
    static boolean isDenial(ConnectionException failure) {
        return failure.code() == ConnectionError.ACCESS_DENIED;
    }
}
