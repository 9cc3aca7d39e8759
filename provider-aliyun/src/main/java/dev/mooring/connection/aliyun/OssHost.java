package dev.mooring.connection.aliyun;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a host name of OSS says.
 *
 * @param kind what kind of address it is
 * @param region the region in it
 * @param bucket a bucket in front of it
 */
record OssHost(Kind kind, Optional<String> region, Optional<String> bucket) {
    /** Kinds of addresses. */
    enum Kind {
        PUBLIC,
        INTERNAL,
        /** Routes to any region. */
        ACCELERATE,
        /** Speaks the protocol of S3. */
        S3_COMPATIBLE,
        /** No address of OSS. */
        OTHER
    }

    private static final String BUCKET = "(?:(?<bucket>[a-z0-9][a-z0-9-]{1,61}[a-z0-9])\\.)?";
    private static final Pattern ACCELERATE = Pattern.compile(BUCKET + "oss-accelerate(?:-overseas)?\\.aliyuncs\\.com");
    private static final Pattern ALIAS = Pattern.compile(BUCKET + "oss(?<internal>-internal)?\\.aliyuncs\\.com");
    private static final Pattern REGIONAL =
            Pattern.compile(BUCKET + "oss-(?<region>[a-z0-9-]+?)(?<internal>-internal)?\\.aliyuncs\\.com");
    private static final Pattern DUAL_STACK = Pattern.compile(
            "(?:(?<bucket>[a-z0-9][a-z0-9-]{1,61}[a-z0-9])\\.)?(?<region>[a-z]{2}-[a-z0-9-]+)\\.oss\\.aliyuncs\\.com");
    private static final Pattern S3 = Pattern.compile("(?:.+\\.)?s3\\.oss-[a-z0-9-]+\\.aliyuncs\\.com");
    private static final List<String> OTHER_CLOUDS =
            List.of(".amazonaws.com", ".amazonaws.com.cn", ".myqcloud.com", ".tencentcos.cn", ".tencentcos.com");
    /** Addresses without a region mean the first one there was. */
    private static final String FIRST_REGION = "cn-hangzhou";

    static OssHost of(URI endpoint) {
        String host = lower(endpoint);
        if (S3.matcher(host).matches()) {
            return new OssHost(Kind.S3_COMPATIBLE, Optional.empty(), Optional.empty());
        }
        Matcher accelerate = ACCELERATE.matcher(host);
        if (accelerate.matches()) {
            return new OssHost(Kind.ACCELERATE, Optional.empty(), Optional.ofNullable(accelerate.group("bucket")));
        }
        Matcher dual = DUAL_STACK.matcher(host);
        if (dual.matches()) {
            return new OssHost(
                    Kind.PUBLIC, Optional.of(dual.group("region")), Optional.ofNullable(dual.group("bucket")));
        }
        Matcher alias = ALIAS.matcher(host);
        if (alias.matches()) {
            return regional(alias, FIRST_REGION);
        }
        Matcher regional = REGIONAL.matcher(host);
        return regional.matches()
                ? regional(regional, regional.group("region"))
                : new OssHost(Kind.OTHER, Optional.empty(), Optional.empty());
    }

    /** Whether the host belongs to another cloud, whose own types must be used. */
    static boolean isOfAnotherCloud(URI endpoint) {
        String host = lower(endpoint);
        return OTHER_CLOUDS.stream().anyMatch(host::endsWith);
    }

    private static OssHost regional(Matcher matcher, String region) {
        return new OssHost(
                matcher.group("internal") == null ? Kind.PUBLIC : Kind.INTERNAL,
                Optional.of(region),
                Optional.ofNullable(matcher.group("bucket")));
    }

    private static String lower(URI endpoint) {
        String host = endpoint.getHost();
        return host == null ? "" : host.toLowerCase(Locale.ROOT);
    }
}
