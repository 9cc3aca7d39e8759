package dev.mooring.connection.tck.emulator.aws;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.aws.SigV4Verifier.Reason;
import dev.mooring.connection.tck.emulator.aws.SigV4Verifier.Rejection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Emulates S3 in path style: buckets of one region and one owner, listing, reading, writing and deleting objects. There
 * are no bucket policies, so that only principals of the owner's account get in.
 */
public final class S3Emulator extends AwsService {
    static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

    private static final String REGION_HEADER = "x-amz-bucket-region";

    private final Clock clock;
    private final Map<String, S3Bucket> buckets = new ConcurrentHashMap<>();
    private volatile WrongRegion wrongRegion = WrongRegion.AUTHORIZATION_HEADER_MALFORMED;

    /** How a request signed for another region than the bucket's is answered. */
    public enum WrongRegion {
        /** 400, the region in the body. */
        AUTHORIZATION_HEADER_MALFORMED,
        /** 301, the region in a header only. */
        PERMANENT_REDIRECT
    }

    S3Emulator(Clock clock) {
        super("s3");
        this.clock = clock;
    }

    /** Adds an empty bucket. */
    public void createBucket(AwsAccount owner, String name, String region) {
        buckets.put(name, new S3Bucket(owner, name, region));
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

    /** Chooses the answer to requests signed for another region. */
    public void answerWrongRegionWith(WrongRegion answer) {
        wrongRegion = answer;
    }

    boolean permits(AwsPrincipal principal, Action action, Resource resource) {
        return Optional.ofNullable(buckets.get(resource.root()))
                .filter(bucket -> bucket.permits(principal, action, resource.path()))
                .isPresent();
    }

    @Override
    AwsOperation operation(EmulatedRequest request) {
        return S3Requests.operation(request);
    }

    @Override
    EmulatedResponse answer(AwsCall call) {
        return switch (call.operation().name()) {
            case "ListBuckets" -> listBuckets(call);
            case "HeadBucket" -> headBucket(call);
            case "GetBucketLocation" -> location(call);
            case "ListObjectsV2" -> list(call);
            case "GetObject", "HeadObject" -> get(call);
            case "PutObject" -> put(call);
            case "DeleteObject" -> delete(call);
            default ->
                throw new AwsFailure(
                        501,
                        "NotImplemented",
                        "A header or query you provided implies functionality that is not implemented");
        };
    }

    private EmulatedResponse listBuckets(AwsCall call) {
        AwsAccount account = call.caller().account();
        call.require("s3:ListAllMyBuckets", "arn:" + account.partition() + ":s3:::*");
        XmlText xml = XmlText.root("ListAllMyBucketsResult", NAMESPACE).open("Buckets");
        new TreeMap<>(buckets)
                .values().stream()
                        .filter(bucket -> bucket.owner() == account)
                        .forEach(bucket -> xml.open("Bucket")
                                .leaf("Name", bucket.name())
                                .leaf("CreationDate", clock.instant())
                                .leaf("BucketRegion", bucket.region())
                                .close());
        return xml(xml.finished());
    }

    private EmulatedResponse headBucket(AwsCall call) {
        S3Bucket bucket = reached(call);
        require(call, bucket, "s3:ListBucket", bucket.arn(), Map.of());
        return EmulatedResponse.of(200, "");
    }

    private EmulatedResponse location(AwsCall call) {
        S3Bucket bucket = reached(call);
        require(call, bucket, "s3:GetBucketLocation", bucket.arn(), Map.of());
        String constraint = bucket.region().equals("us-east-1") ? "" : bucket.region();
        return xml("<LocationConstraint xmlns=\"" + NAMESPACE + "\">" + constraint + "</LocationConstraint>");
    }

    private EmulatedResponse list(AwsCall call) {
        S3Bucket bucket = reached(call);
        Map<String, String> context = new HashMap<>();
        for (String key : List.of("prefix", "delimiter", "max-keys")) {
            call.optional(key).ifPresent(value -> context.put("s3:" + key, value));
        }
        require(call, bucket, "s3:ListBucket", bucket.arn(), context);
        return xml(new S3Listing(call, bucket).xml(clock.instant()));
    }

    private EmulatedResponse get(AwsCall call) {
        S3Bucket bucket = reached(call);
        String key = call.parameter("key");
        require(call, bucket, "s3:GetObject", bucket.arn(key), Map.of());
        Optional<byte[]> content = bucket.content(key);
        if (content.isEmpty()) {
            // Whether a key exists is told only to those who may list.
            require(call, bucket, "s3:ListBucket", bucket.arn(), Map.of());
            throw new AwsFailure(404, "NoSuchKey", "The specified key does not exist.").with("Key", key);
        }
        return EmulatedResponse.of(200, content.get())
                .header("ETag", "\"" + tag(content.get()) + "\"")
                .header("Content-Type", "application/octet-stream")
                .header(
                        "Last-Modified",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                clock.instant().atOffset(ZoneOffset.UTC)));
    }

    private EmulatedResponse put(AwsCall call) {
        S3Bucket bucket = reached(call);
        String key = call.parameter("key");
        require(call, bucket, "s3:PutObject", bucket.arn(key), Map.of());
        byte[] content = call.verified().payload();
        bucket.put(key, content);
        return EmulatedResponse.of(200, "").header("ETag", "\"" + tag(content) + "\"");
    }

    private EmulatedResponse delete(AwsCall call) {
        S3Bucket bucket = reached(call);
        String key = call.parameter("key");
        require(call, bucket, "s3:DeleteObject", bucket.arn(key), Map.of());
        bucket.delete(key);
        return EmulatedResponse.of(204, "");
    }

    /** The bucket, if the request was signed for its region. */
    private S3Bucket reached(AwsCall call) {
        String name = call.parameter("bucket");
        S3Bucket bucket = Optional.ofNullable(buckets.get(name)).orElseThrow(() -> noSuchBucket(name));
        String signed = call.verified().region();
        if (!signed.equals(bucket.region())) {
            throw switch (wrongRegion) {
                case AUTHORIZATION_HEADER_MALFORMED ->
                    new AwsFailure(
                                    400,
                                    "AuthorizationHeaderMalformed",
                                    "The authorization header is malformed; the region '" + signed
                                            + "' is wrong; expecting '" + bucket.region() + "'")
                            .with("Region", bucket.region());
                case PERMANENT_REDIRECT ->
                    new AwsFailure(
                                    301,
                                    "PermanentRedirect",
                                    "The bucket you are attempting to access must be addressed using the specified endpoint."
                                            + " Please send all future requests to this endpoint.")
                            .with("Endpoint", "s3." + bucket.region() + ".amazonaws.com")
                            .with("Bucket", name);
            };
        }
        return bucket;
    }

    private static void require(
            AwsCall call, S3Bucket bucket, String action, String resource, Map<String, String> context) {
        if (call.caller().account() != bucket.owner()) {
            throw AwsFailure.accessDenied(call.caller(), action, resource);
        }
        call.require(action, resource, context);
    }

    @Override
    AwsFailure refusal(AwsOperation operation, Rejection rejection) {
        String message = String.valueOf(rejection.getMessage());
        Optional<String> name = operation.parameter("bucket");
        if (rejection.reason() == Reason.UNSIGNED && name.isPresent() && !buckets.containsKey(name.get())) {
            return noSuchBucket(name.get());
        }
        return switch (rejection.reason()) {
            case UNSIGNED -> new AwsFailure(403, "AccessDenied", "Access Denied");
            case MALFORMED -> new AwsFailure(400, "AuthorizationHeaderMalformed", message);
            case UNKNOWN_KEY ->
                new AwsFailure(
                        403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
            case WRONG_TOKEN ->
                new AwsFailure(400, "InvalidToken", "The provided token is malformed or otherwise invalid.");
            case WRONG_SIGNATURE -> new AwsFailure(403, "SignatureDoesNotMatch", message);
            case SKEWED ->
                new AwsFailure(
                                403,
                                "RequestTimeTooSkewed",
                                "The difference between the request time and the current time is too large.")
                        .with("ServerTime", clock.instant().toString());
            case EXPIRED -> new AwsFailure(400, "ExpiredToken", "The provided token has expired.");
            case WRONG_PAYLOAD -> new AwsFailure(400, "XAmzContentSHA256Mismatch", message);
        };
    }

    @Override
    AwsFailure failure(AwsFault kind) {
        return switch (kind) {
            case THROTTLED -> new AwsFailure(503, "SlowDown", "Please reduce your request rate.");
            case REGION_DISABLED ->
                new AwsFailure(400, "InvalidToken", "The provided token is malformed or otherwise invalid.");
            case UNAVAILABLE, HANGING, RESET ->
                new AwsFailure(503, "ServiceUnavailable", "Service is unable to handle request.");
        };
    }

    @Override
    EmulatedResponse render(AwsFailure failure, String requestId) {
        XmlText xml = XmlText.root("Error").leaf("Code", failure.code()).leaf("Message", failure.message());
        failure.details().forEach(xml::leaf);
        xml.leaf("RequestId", requestId).leaf("HostId", "emulator");
        return xml(failure.status(), xml.finished());
    }

    @Override
    EmulatedResponse finish(AwsOperation operation, EmulatedResponse response) {
        return operation
                .parameter("bucket")
                .flatMap(name -> Optional.ofNullable(buckets.get(name)))
                .map(bucket -> response.header(REGION_HEADER, bucket.region()))
                .orElse(response);
    }

    static String tag(byte[] content) {
        return SigningChain.sha256(content).substring(0, 32);
    }

    private S3Bucket bucket(String name) {
        return Optional.ofNullable(buckets.get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no bucket " + name));
    }

    private static AwsFailure noSuchBucket(String name) {
        return new AwsFailure(404, "NoSuchBucket", "The specified bucket does not exist").with("BucketName", name);
    }

    private static EmulatedResponse xml(String text) {
        return xml(200, text);
    }

    private static EmulatedResponse xml(int status, String text) {
        return EmulatedResponse.of(status, text).header("Content-Type", "application/xml");
    }
}
