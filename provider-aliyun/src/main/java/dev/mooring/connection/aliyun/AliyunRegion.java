package dev.mooring.connection.aliyun;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.spi.CloudProfile;
import dev.mooring.connection.spi.CloudProfile.Grammar;
import dev.mooring.connection.spi.CloudProfile.Partition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A region, with the hosts that answer for it; empty where it has none.
 *
 * @param id its id
 * @param sts STS for everybody
 * @param stsVpc STS within the region's private networks
 * @param oss OSS for everybody
 * @param ossInternal OSS within the region
 */
record AliyunRegion(
        String id, Optional<String> sts, Optional<String> stsVpc, Optional<String> oss, Optional<String> ossInternal) {
    /** STS of no region in particular, which serves all. */
    static final URI CENTRAL_STS = URI.create("https://sts.aliyuncs.com");

    private static final String RESOURCE = "regions.txt";
    private static final String SUFFIX = ".aliyuncs.com";
    private static final Grammar ROLE = new Grammar(
            Pattern.compile("acs:ram::\\d{1,20}:role/[A-Za-z0-9._-]{1,64}"),
            "an ARN such as acs:ram::1222808864467016:role/czudfrole");
    private static final Grammar BUCKET = new Grammar(
            Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]"),
            "3 to 63 lower-case letters, digits and hyphens, with no hyphen at either end");

    /** Read once, when a region is first looked at. */
    private static final class Known {
        static final List<AliyunRegion> REGIONS = read();

        private Known() {}
    }

    /** The region; one that is not known yet has the hosts that the rules say. */
    static AliyunRegion of(String id) {
        return Known.REGIONS.stream()
                .filter(region -> region.id.equals(id))
                .findFirst()
                .orElseGet(() -> new AliyunRegion(
                        id,
                        Optional.of("sts." + id),
                        Optional.of("sts-vpc." + id),
                        Optional.of("oss-" + id),
                        Optional.of("oss-" + id + "-internal")));
    }

    /** The names of Alibaba Cloud as core checks them; finance and government regions are of the one partition. */
    static CloudProfile profile() {
        Set<String> ids = Known.REGIONS.stream().map(AliyunRegion::id).collect(Collectors.toSet());
        return new CloudProfile(Cloud.ALIYUN, List.of(new Partition("acs", ids)), ROLE, BUCKET);
    }

    /** Whether the text is a bucket's name. */
    static boolean isBucket(String name) {
        return BUCKET.pattern().matcher(name).matches();
    }

    /** What a bucket's name looks like. */
    static String bucketExpectation() {
        return BUCKET.expectation();
    }

    /** Function Compute of this region. */
    URI functions() {
        return uri("fcv3." + id);
    }

    static URI uri(String head) {
        return URI.create("https://" + head + SUFFIX);
    }

    private static List<AliyunRegion> read() {
        try (InputStream stream = AliyunRegion.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("the jar lacks " + RESOURCE);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(AliyunRegion::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AliyunRegion parse(String line) {
        String[] fields = line.split(" ", -1);
        return new AliyunRegion(fields[0], host(fields[1]), host(fields[2]), host(fields[3]), host(fields[4]));
    }

    private static Optional<String> host(String field) {
        return Optional.of(field).filter(text -> !text.equals("-"));
    }
}
