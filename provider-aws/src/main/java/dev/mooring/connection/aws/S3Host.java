package dev.mooring.connection.aws;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a host name of AWS says.
 *
 * @param service what kind of address it is
 * @param region the region in it
 * @param bucket a bucket in front of it
 */
record S3Host(Service service, Optional<String> region, Optional<String> bucket) {
    /** Kinds of addresses. */
    enum Service {
        /** An address of S3 that all can reach. */
        PUBLIC_S3,
        /** A VPC endpoint of S3. */
        PRIVATE_S3,
        /** An address of another service. */
        OTHER
    }

    private static final String REGION = "(?<region>[a-z]{2,4}(?:-[a-z]+)+-\\d+)";
    private static final Pattern PUBLIC = Pattern.compile(
            "(?:(?<bucket>.+)\\.)?s3(?:-fips|-accelerate|-external-1)?" + "(?:\\.dualstack)?(?:[.-]" + REGION + ")?");
    private static final Pattern PRIVATE =
            Pattern.compile("(?:[a-z]+\\.)?vpce-[a-z0-9-]+\\.s3\\." + REGION + "\\.vpce");
    private static final Pattern NAMED_REGION = Pattern.compile("(?:.+\\.)?" + REGION + "(?:\\..+)?");
    private static final List<String> OTHER_CLOUDS =
            List.of(".aliyuncs.com", ".myqcloud.com", ".tencentcos.cn", ".tencentcos.com");

    /** Reads a host of AWS; empty for a host outside AWS. */
    static Optional<S3Host> of(URI endpoint) {
        String host = lower(endpoint);
        return suffixes()
                .filter(suffix -> host.endsWith("." + suffix))
                .findFirst()
                .map(suffix -> parse(host.substring(0, host.length() - suffix.length() - 1)));
    }

    /** Whether the host belongs to another cloud, whose own types must be used. */
    static boolean isOfAnotherCloud(URI endpoint) {
        String host = lower(endpoint);
        return OTHER_CLOUDS.stream().anyMatch(host::endsWith);
    }

    private static S3Host parse(String head) {
        Matcher vpc = PRIVATE.matcher(head);
        if (vpc.matches()) {
            return new S3Host(Service.PRIVATE_S3, Optional.of(vpc.group("region")), Optional.empty());
        }
        Matcher open = PUBLIC.matcher(head);
        if (open.matches()) {
            return new S3Host(
                    Service.PUBLIC_S3,
                    Optional.ofNullable(open.group("region")),
                    Optional.ofNullable(open.group("bucket")));
        }
        Matcher other = NAMED_REGION.matcher(head);
        return new S3Host(
                Service.OTHER,
                other.matches() ? Optional.of(other.group("region")) : Optional.empty(),
                Optional.empty());
    }

    private static Stream<String> suffixes() {
        return AwsPartition.all().stream()
                .flatMap(p -> Stream.concat(Stream.of(p.dnsSuffix()), p.dualStackSuffix().stream()));
    }

    private static String lower(URI endpoint) {
        String host = endpoint.getHost();
        return host == null ? "" : host.toLowerCase(Locale.ROOT);
    }
}
