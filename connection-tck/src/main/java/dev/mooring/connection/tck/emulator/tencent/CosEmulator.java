package dev.mooring.connection.tck.emulator.tencent;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import dev.mooring.connection.tck.emulator.tencent.Rejection.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Emulates the XML API of COS: buckets of one region and one owner, found by the host name of a request; listing, reading,
 * writing and deleting objects. There are no bucket policies, so that only principals of the owner's account get in. A
 * bucket addressed in another region is not found, as with COS.
 */
public final class CosEmulator extends TencentService {
    private static final String UNKNOWN = "NotImplemented";
    private static final Set<String> LISTING = Set.of("prefix", "delimiter", "max-keys", "encoding-type", "marker");

    private final Clock clock;
    private final Map<String, CosBucket> buckets = new ConcurrentHashMap<>();

    CosEmulator(Clock clock) {
        super("cos");
        this.clock = clock;
    }

    /** Adds an empty bucket; its name, given without, ends in its owner's number, and is returned whole. */
    public String createBucket(TencentAccount owner, String name, String region) {
        String whole = name + "-" + owner.appId();
        buckets.put(whole, new CosBucket(owner, whole, region));
        return whole;
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
        return List.copyOf(bucket(bucket).after("").keySet());
    }

    boolean permits(TencentPrincipal principal, Action action, Resource resource) {
        return Optional.ofNullable(buckets.get(resource.root()))
                .filter(bucket -> bucket.permits(principal, action, resource.path()))
                .isPresent();
    }

    @Override
    TencentOperation operation(EmulatedRequest request) {
        Map<String, String> parameters = new HashMap<>();
        request.query().forEach(each -> parameters.put(each.name(), each.value()));
        String key = PercentEncoding.decode(request.path().replaceFirst("^/", ""));
        Optional<CosAddress> address = CosAddress.of(request);
        Optional<String> bucket = address.flatMap(CosAddress::bucket);
        String name = address.isEmpty() ? UNKNOWN : name(request, bucket, key, parameters.keySet());
        bucket.ifPresent(text -> parameters.put("bucket", text));
        if (!key.isEmpty()) {
            parameters.put("key", key);
        }
        return new TencentOperation(name, address.flatMap(CosAddress::region).orElse(""), parameters);
    }

    private static String name(EmulatedRequest request, Optional<String> bucket, String key, Set<String> names) {
        String subject = bucket.isEmpty() ? "service" : key.isEmpty() ? "bucket" : "object";
        return switch (request.method() + " " + subject) {
            case "GET service" -> "ListBuckets";
            case "HEAD bucket" -> "HeadBucket";
            case "GET bucket" ->
                names.equals(Set.of("location"))
                        ? "GetBucketLocation"
                        : LISTING.containsAll(names) ? "ListObjects" : UNKNOWN;
            case "GET object" -> names.isEmpty() ? "GetObject" : UNKNOWN;
            case "HEAD object" -> names.isEmpty() ? "HeadObject" : UNKNOWN;
            case "PUT object" ->
                names.isEmpty() && request.header("x-cos-copy-source").isEmpty() ? "PutObject" : UNKNOWN;
            case "DELETE object" -> names.isEmpty() ? "DeleteObject" : UNKNOWN;
            default -> UNKNOWN;
        };
    }

    @Override
    SigningKey verify(EmulatedRequest request, KeyRing ring) {
        return new CosVerifier(ring).verify(request);
    }

    @Override
    EmulatedResponse answer(TencentCall call) {
        return switch (call.operation().name()) {
            case "ListBuckets" -> listBuckets(call);
            case "HeadBucket" -> headBucket(call);
            case "GetBucketLocation" -> location(call);
            case "ListObjects" -> list(call);
            case "GetObject" -> get(call, "cos:GetObject");
            case "HeadObject" -> get(call, "cos:HeadObject");
            case "PutObject" -> put(call);
            case "DeleteObject" -> delete(call);
            default -> throw new TencentFailure(501, UNKNOWN, "The emulator knows no such operation.");
        };
    }

    private EmulatedResponse listBuckets(TencentCall call) {
        TencentAccount account = call.caller().account();
        if (!call.caller().isAllowed("cos:GetService", "qcs::cos::uid/" + account.appId() + ":*")) {
            throw denied();
        }
        CosXml xml = new CosXml("ListAllMyBucketsResult")
                .open("Owner")
                .leaf("ID", account.rootArn())
                .leaf("DisplayName", account.uin())
                .close()
                .open("Buckets");
        new TreeMap<>(buckets)
                .values().stream()
                        .filter(bucket -> bucket.owner() == account)
                        .forEach(bucket -> xml.open("Bucket")
                                .leaf("Name", bucket.name())
                                .leaf("Location", bucket.region())
                                .leaf("CreationDate", clock.instant())
                                .close());
        return xml.answered(200);
    }

    private EmulatedResponse headBucket(TencentCall call) {
        CosBucket bucket = reached(call);
        require(call, bucket, "cos:HeadBucket", bucket.resource(), Map.of());
        return EmulatedResponse.of(200, "").header("x-cos-bucket-region", bucket.region());
    }

    private EmulatedResponse location(TencentCall call) {
        CosBucket bucket = reached(call);
        require(call, bucket, "cos:GetBucketLocation", bucket.resource(), Map.of());
        return new CosXml("LocationConstraint").text(bucket.region()).answered(200);
    }

    private EmulatedResponse list(TencentCall call) {
        CosBucket bucket = reached(call);
        require(call, bucket, "cos:GetBucket", bucket.resource(), CosBucket.listing(call.optional("prefix")));
        return new CosListing(call, bucket).answer(clock.instant());
    }

    private EmulatedResponse get(TencentCall call, String action) {
        CosBucket bucket = reached(call);
        String key = call.parameter("key");
        require(call, bucket, action, bucket.resource(key), Map.of());
        byte[] content = bucket.content(key)
                .orElseThrow(() -> new TencentFailure(404, "NoSuchKey", "The specified key does not exist."));
        return EmulatedResponse.of(200, content)
                .header("ETag", "\"" + tag(content) + "\"")
                .header("Content-Type", "application/octet-stream")
                .header(
                        "Last-Modified",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                clock.instant().atOffset(ZoneOffset.UTC)));
    }

    private EmulatedResponse put(TencentCall call) {
        CosBucket bucket = reached(call);
        String key = call.parameter("key");
        require(call, bucket, "cos:PutObject", bucket.resource(key), Map.of());
        byte[] content = call.request().body();
        bucket.put(key, content);
        return EmulatedResponse.of(200, "").header("ETag", "\"" + tag(content) + "\"");
    }

    private EmulatedResponse delete(TencentCall call) {
        CosBucket bucket = reached(call);
        String key = call.parameter("key");
        require(call, bucket, "cos:DeleteObject", bucket.resource(key), Map.of());
        bucket.delete(key);
        return EmulatedResponse.of(204, "");
    }

    /** The bucket, if the request's host name says its region or none. */
    private CosBucket reached(TencentCall call) {
        return reached(call.operation())
                .orElseThrow(() -> new TencentFailure(404, "NoSuchBucket", "The specified bucket does not exist."));
    }

    private Optional<CosBucket> reached(TencentOperation operation) {
        return operation
                .parameter("bucket")
                .flatMap(name -> Optional.ofNullable(buckets.get(name)))
                .filter(bucket ->
                        operation.region().isEmpty() || operation.region().equals(bucket.region()));
    }

    private static void require(
            TencentCall call, CosBucket bucket, String action, String resource, Map<String, String> context) {
        if (call.caller().account() != bucket.owner() || !call.caller().isAllowed(action, resource, context)) {
            throw denied();
        }
    }

    @Override
    TencentFailure refusal(TencentOperation operation, Rejection rejection) {
        if (rejection.reason() == Reason.UNSIGNED
                && operation.parameter("bucket").isPresent()
                && reached(operation).isEmpty()) {
            return new TencentFailure(404, "NoSuchBucket", "The specified bucket does not exist.");
        }
        return switch (rejection.reason()) {
            case UNSIGNED -> denied();
            case MALFORMED -> new TencentFailure(400, "InvalidArgument", rejection.message());
            case UNKNOWN_KEY ->
                new TencentFailure(
                        403, "InvalidAccessKeyId", "The Access Key Id you provided does not exist in our records.");
            case WRONG_TOKEN -> new TencentFailure(403, "InvalidToken", "The provided token is malformed or invalid.");
            case WRONG_SIGNATURE -> new TencentFailure(403, "SignatureDoesNotMatch", rejection.message());
            case SKEWED -> new TencentFailure(403, "AccessDenied", rejection.message());
            case EXPIRED -> new TencentFailure(403, "ExpiredToken", "The provided token has expired.");
        };
    }

    @Override
    TencentFailure failure(TencentFault kind) {
        return switch (kind) {
            case THROTTLED -> new TencentFailure(503, "SlowDown", "Please reduce your request rate.");
            case NOT_ACTIVATED ->
                new TencentFailure(
                        451,
                        "UnavailableForLegalReasons",
                        "The account is in arrears or the service is not activated.");
            case REGION_UNSUPPORTED, UNAVAILABLE, HANGING, RESET ->
                new TencentFailure(503, "ServiceUnavailable", "Please retry later.");
        };
    }

    @Override
    EmulatedResponse render(TencentOperation operation, TencentFailure failure, String requestId) {
        return operation.name().startsWith("Head")
                ? EmulatedResponse.of(failure.status(), "")
                : new CosXml("Error")
                        .leaf("Code", failure.code())
                        .leaf("Message", failure.message())
                        .leaf("Resource", operation.parameter("bucket").orElse(""))
                        .leaf("RequestId", requestId)
                        .leaf("TraceId", "emulator")
                        .answered(failure.status());
    }

    static String tag(byte[] content) {
        return Hmac.digest("MD5", content);
    }

    private CosBucket bucket(String name) {
        return Optional.ofNullable(buckets.get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no bucket " + name));
    }

    private static TencentFailure denied() {
        return new TencentFailure(403, "AccessDenied", "Access Denied.");
    }
}
