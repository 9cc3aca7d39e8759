package dev.mooring.connection.tck.emulator.aliyun;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Emulates OSS in path style, which real OSS refuses: buckets of one region and one owner, listing, reading, writing and
 * deleting objects. There are no bucket policies, so that only principals of the owner's account get in.
 */
public final class OssEmulator extends AliyunService {
    private final Clock clock;
    private final Map<String, OssBucket> buckets = new ConcurrentHashMap<>();

    OssEmulator(Clock clock) {
        super("oss");
        this.clock = clock;
    }

    /** Adds an empty bucket. */
    public void createBucket(AliyunAccount owner, String name, String region) {
        buckets.put(name, new OssBucket(owner, name, region));
    }

    /** Puts an object into a bucket. */
    public void put(String bucket, String key, String content) {
        bucket(bucket).put(key, content.getBytes(StandardCharsets.UTF_8));
    }

    /** The object's content; empty when there is none. */
    public Optional<String> content(String bucket, String key) {
        return bucket(bucket).content(key).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** All keys of a bucket, sorted. */
    public List<String> keys(String bucket) {
        return List.copyOf(bucket(bucket).objects().keySet());
    }

    boolean permits(AliyunPrincipal principal, Action action, Resource resource) {
        return Optional.ofNullable(buckets.get(resource.root()))
                .filter(bucket -> bucket.permits(principal, action, resource.path()))
                .isPresent();
    }

    @Override
    AliyunOperation operation(EmulatedRequest request) {
        return OssRequests.operation(request);
    }

    @Override
    EmulatedResponse answer(AliyunCall call) {
        return switch (call.operation().name()) {
            case "ListBuckets" -> listBuckets(call);
            case "GetBucketLocation" -> location(call);
            case "GetBucketInfo" -> bucketInfo(call);
            case "ListObjectsV2" -> list(call);
            case "GetObject", "HeadObject" -> get(call);
            case "PutObject" -> put(call);
            case "DeleteObject" -> delete(call);
            default ->
                throw new AliyunFailure(
                        501, "NotImplemented", "A header you provided implies functionality that is not implemented.");
        };
    }

    private EmulatedResponse listBuckets(AliyunCall call) {
        AliyunAccount account = call.caller().account();
        if (!call.caller().isAllowed("oss:ListBuckets", "acs:oss:*:" + account.id() + ":*")) {
            throw denied();
        }
        OssXml xml = new OssXml("ListAllMyBucketsResult").open("Buckets");
        new TreeMap<>(buckets)
                .values().stream()
                        .filter(bucket -> bucket.owner() == account)
                        .forEach(bucket -> xml.open("Bucket")
                                .leaf("Name", bucket.name())
                                .leaf("Location", "oss-" + bucket.region())
                                .leaf("CreationDate", clock.instant())
                                .close("Bucket"));
        return xml.close("Buckets").answer(200);
    }

    private EmulatedResponse location(AliyunCall call) {
        OssBucket bucket = reached(call);
        require(call, "oss:GetBucketLocation", bucket.arn(), Map.of());
        return EmulatedResponse.of(200, "<LocationConstraint>oss-" + bucket.region() + "</LocationConstraint>")
                .header("Content-Type", "application/xml");
    }

    private EmulatedResponse bucketInfo(AliyunCall call) {
        OssBucket bucket = reached(call);
        require(call, "oss:GetBucketInfo", bucket.arn(), Map.of());
        return new OssXml("BucketInfo")
                .open("Bucket")
                .leaf("Name", bucket.name())
                .leaf("Location", "oss-" + bucket.region())
                .leaf("ExtranetEndpoint", "oss-" + bucket.region() + ".aliyuncs.com")
                .leaf("IntranetEndpoint", "oss-" + bucket.region() + "-internal.aliyuncs.com")
                .close("Bucket")
                .answer(200);
    }

    private EmulatedResponse list(AliyunCall call) {
        OssBucket bucket = reached(call);
        Map<String, String> context =
                Map.of("oss:Prefix", call.parameter("prefix"), "oss:Delimiter", call.parameter("delimiter"));
        require(call, "oss:ListObjects", bucket.arn(), context);
        return new OssListing(call, bucket).answer(clock.instant());
    }

    private EmulatedResponse get(AliyunCall call) {
        OssBucket bucket = reached(call);
        String key = call.parameter("key");
        require(call, "oss:GetObject", bucket.arn(key), Map.of());
        byte[] content = bucket.content(key)
                .orElseThrow(() ->
                        new AliyunFailure(404, "NoSuchKey", "The specified key does not exist.").with("Key", key));
        return EmulatedResponse.of(200, content)
                .header("ETag", "\"" + tag(content) + "\"")
                .header("Content-Type", "application/octet-stream")
                .header(
                        "Last-Modified",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                clock.instant().atOffset(ZoneOffset.UTC)));
    }

    private EmulatedResponse put(AliyunCall call) {
        OssBucket bucket = reached(call);
        String key = call.parameter("key");
        require(call, "oss:PutObject", bucket.arn(key), Map.of());
        byte[] content = call.request().body();
        bucket.put(key, content);
        return EmulatedResponse.of(200, "").header("ETag", "\"" + tag(content) + "\"");
    }

    private EmulatedResponse delete(AliyunCall call) {
        OssBucket bucket = reached(call);
        require(call, "oss:DeleteObject", bucket.arn(call.parameter("key")), Map.of());
        bucket.delete(call.parameter("key"));
        return EmulatedResponse.of(204, "");
    }

    /** The bucket, if the request was signed for its region, which stands here for the endpoint it went to. */
    private OssBucket reached(AliyunCall call) {
        String name = call.parameter("bucket");
        OssBucket bucket = Optional.ofNullable(buckets.get(name))
                .orElseThrow(() -> new AliyunFailure(404, "NoSuchBucket", "The specified bucket does not exist.")
                        .with("BucketName", name));
        if (!call.region().equals(Optional.of(bucket.region()))) {
            throw new AliyunFailure(
                            403,
                            "AccessDenied",
                            "The bucket you are attempting to access must be addressed using the specified endpoint."
                                    + " Please send all future requests to this endpoint.")
                    .with("Endpoint", "oss-" + bucket.region() + ".aliyuncs.com")
                    .with("Bucket", name);
        }
        if (call.caller().account() != bucket.owner()) {
            throw new AliyunFailure(403, "AccessDenied", "The bucket you access does not belong to you.");
        }
        return bucket;
    }

    private static void require(AliyunCall call, String action, String resource, Map<String, String> context) {
        if (!call.caller().isAllowed(action, resource, context)) {
            throw denied();
        }
    }

    private static AliyunFailure denied() {
        return new AliyunFailure(403, "AccessDenied", "You have no right to access this object because of bucket acl.");
    }

    @Override
    AliyunFailure refusal(AliyunOperation operation, Rejection rejection) {
        String message = rejection.message();
        return switch (rejection.reason()) {
            case UNSIGNED ->
                new AliyunFailure(403, "AccessDenied", "Anonymous access is forbidden for this operation.");
            case MALFORMED, REPLAYED -> new AliyunFailure(400, "InvalidArgument", message);
            case UNKNOWN_KEY ->
                new AliyunFailure(
                        403, "InvalidAccessKeyId", "The OSS Access Key Id you provided does not exist in our records.");
            case INACTIVE_KEY ->
                new AliyunFailure(403, "InvalidAccessKeyId", "The OSS Access Key Id you provided is disabled.");
            case MISSING_TOKEN ->
                new AliyunFailure(
                        403, "InvalidAccessKeyId", "The OSS Access Key Id you provided does not exist in our records.");
            case WRONG_TOKEN ->
                new AliyunFailure(403, "InvalidSecurityToken", "The security token you provided is invalid.");
            case EXPIRED ->
                new AliyunFailure(403, "SecurityTokenExpired", "The security token you provided has expired.");
            case WRONG_SIGNATURE ->
                new AliyunFailure(
                                403,
                                "SignatureDoesNotMatch",
                                "The request signature we calculated does not match the signature you provided."
                                        + " Check your key and signing method.")
                        .with("CanonicalRequest", message);
            case SKEWED ->
                new AliyunFailure(
                                403,
                                "RequestTimeTooSkewed",
                                "The difference between the request time and the current time is too large.")
                        .with("ServerTime", clock.instant().toString());
        };
    }

    @Override
    AliyunFailure failure(AliyunFault kind) {
        return switch (kind) {
            case THROTTLED -> new AliyunFailure(503, "TotalQpsLimitExceeded", "Please reduce your request rate.");
            case NOT_ACTIVATED -> new AliyunFailure(403, "UserDisable", "UserDisable");
            case NO_ACCELERATION ->
                new AliyunFailure(
                        403, "TransferAccelerationDisabled", "Transfer acceleration is disabled on this bucket.");
            case UNAVAILABLE, HANGING, RESET ->
                new AliyunFailure(503, "ServiceUnavailable", "Please reduce your request rate.");
        };
    }

    @Override
    EmulatedResponse render(AliyunFailure failure, String requestId) {
        OssXml xml = new OssXml("Error")
                .leaf("Code", failure.code())
                .leaf("Message", failure.message())
                .leaf("RequestId", requestId)
                .leaf("HostId", "emulator");
        failure.details().forEach(xml::leaf);
        return xml.leaf("EC", "0003-00000001").answer(failure.status());
    }

    static String tag(byte[] content) {
        return Hmac.digest(content).substring(0, 32).toUpperCase(Locale.ROOT);
    }

    private OssBucket bucket(String name) {
        return Optional.ofNullable(buckets.get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no bucket " + name));
    }
}
