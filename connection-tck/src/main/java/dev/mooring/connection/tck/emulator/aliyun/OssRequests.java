package dev.mooring.connection.tck.emulator.aliyun;

import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedRequest.Parameter;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out which OSS operation a path-style request means. */
final class OssRequests {
    private static final String UNKNOWN = "NotImplemented";
    private static final Set<String> LISTING = Set.of(
            "list-type", "prefix", "delimiter", "max-keys", "encoding-type", "start-after", "continuation-token");

    private OssRequests() {}

    static AliyunOperation operation(EmulatedRequest request) {
        String path = request.path().replaceFirst("^/", "");
        int slash = path.indexOf('/');
        String bucket = slash < 0 ? path : path.substring(0, slash);
        String key = slash < 0 ? "" : path.substring(slash + 1);
        Map<String, String> parameters = new LinkedHashMap<>();
        request.query().forEach(parameter -> parameters.put(parameter.name(), parameter.value()));
        String name = name(request, bucket, key);
        if (!bucket.isEmpty()) {
            parameters.put("bucket", PercentEncoding.decode(bucket));
        }
        if (!key.isEmpty()) {
            parameters.put("key", PercentEncoding.decode(key));
        }
        return new AliyunOperation(name, parameters);
    }

    private static String name(EmulatedRequest request, String bucket, String key) {
        if (bucket.isEmpty()) {
            return request.method().equals("GET") ? "ListBuckets" : UNKNOWN;
        }
        return key.isEmpty() ? bucketOperation(request) : objectOperation(request);
    }

    private static String bucketOperation(EmulatedRequest request) {
        Set<String> names = request.query().stream().map(Parameter::name).collect(Collectors.toSet());
        if (!request.method().equals("GET")) {
            return UNKNOWN;
        }
        if (names.equals(Set.of("location"))) {
            return "GetBucketLocation";
        }
        if (names.equals(Set.of("bucketInfo"))) {
            return "GetBucketInfo";
        }
        boolean listing = request.query("list-type").filter("2"::equals).isPresent();
        return listing && LISTING.containsAll(names) ? "ListObjectsV2" : UNKNOWN;
    }

    private static String objectOperation(EmulatedRequest request) {
        if (!request.query().isEmpty()
                || request.header("x-oss-copy-source").isPresent()
                || request.header("range").isPresent()) {
            return UNKNOWN;
        }
        return switch (request.method()) {
            case "GET" -> "GetObject";
            case "HEAD" -> "HeadObject";
            case "PUT" -> "PutObject";
            case "DELETE" -> "DeleteObject";
            default -> UNKNOWN;
        };
    }
}
