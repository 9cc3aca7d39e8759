package dev.mooring.connection.tck.emulator.tencent;

import dev.mooring.connection.tck.emulator.EmulatedRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request's host name says; COS tells buckets and regions from it.
 *
 * @param bucket the bucket with its number, empty for the service
 * @param region the region, empty for the service and for acceleration
 */
record CosAddress(Optional<String> bucket, Optional<String> region) {
    private static final Pattern SERVICE =
            Pattern.compile("service\\.cos(?:\\.(?<region>[a-z0-9-]+))?\\.(?:myqcloud\\.com|tencentcos\\.cn)");
    private static final Pattern BUCKET = Pattern.compile(
            "(?<bucket>[a-z0-9-]+)\\.cos(?:-internal)?\\.(?<region>[a-z0-9-]+)\\.(?:myqcloud\\.com|tencentcos\\.cn)");

    static Optional<CosAddress> of(EmulatedRequest request) {
        String host = request.header("host").orElse("");
        Matcher service = SERVICE.matcher(host);
        if (service.matches()) {
            return Optional.of(new CosAddress(Optional.empty(), Optional.ofNullable(service.group("region"))));
        }
        Matcher bucket = BUCKET.matcher(host);
        return bucket.matches()
                ? Optional.of(new CosAddress(
                        Optional.of(bucket.group("bucket")),
                        Optional.of(bucket.group("region")).filter(region -> !region.equals("accelerate"))))
                : Optional.empty();
    }
}
