package dev.mooring.connection.tencent;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.spi.CloudProfile;
import dev.mooring.connection.spi.CloudProfile.Grammar;
import dev.mooring.connection.spi.CloudProfile.Partition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A region, and what answers there.
 *
 * @param id its id
 * @param reach which services know it
 */
record TencentRegion(String id, Reach reach) {
    private static final String RESOURCE = "regions.txt";
    /** The API wants a region even where it makes no difference; buckets are in more regions than it knows. */
    private static final String ANY = "ap-guangzhou";

    private static final Grammar ROLE = new Grammar(
            Pattern.compile(
                    "qcs::cam::uin/\\d{1,20}:(?:roleName/[\\w+=,.@-]{1,128}|role/(?:tencentcloudServiceRole/)?\\d+"
                            + "|role/tencentcloudServiceRoleName/[\\w+=,.@-]{1,128})"),
            "the name of a CAM role such as qcs::cam::uin/100000000001:roleName/LakehouseRole");
    private static final Grammar BUCKET = new Grammar(
            Pattern.compile("(?=.{1,60}$)[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?-\\d{8,10}"),
            "the bucket's name and APPID, such as myfunction-1310000503: lower-case letters, digits and hyphens, at most"
                    + " 60");

    /** Which services know a region. */
    enum Reach {
        /** STS and SCF have addresses of the region. */
        ENDPOINTS,
        /** They know the region, under their common addresses. */
        API,
        /** Only COS is there. */
        COS
    }

    /** Read once, when a region is first looked at. */
    private static final class Known {
        static final List<TencentRegion> REGIONS = read();

        private Known() {}
    }

    /** The region of that id; one that is not known yet is taken to have all addresses. */
    static TencentRegion of(String id) {
        return Known.REGIONS.stream()
                .filter(region -> region.id.equals(id))
                .findFirst()
                .orElseGet(() -> new TencentRegion(id, Reach.ENDPOINTS));
    }

    /** The names of Tencent Cloud as core checks them; its role names say no partition, and it has one. */
    static CloudProfile profile() {
        Partition partition = new Partition(
                "tencent", Known.REGIONS.stream().map(TencentRegion::id).collect(Collectors.toSet()));
        return new CloudProfile(Cloud.TENCENT, List.of(partition), ROLE, BUCKET);
    }

    /** The host name of a service of the API for this region. */
    String host(String service) {
        return service + (reach == Reach.ENDPOINTS ? "." + id : "") + ".tencentcloudapi.com";
    }

    /** The region to name in calls of the API that concern this one. */
    String named() {
        return reach == Reach.COS ? ANY : id;
    }

    private static List<TencentRegion> read() {
        try (InputStream stream = TencentRegion.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("the jar lacks " + RESOURCE);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", -1))
                    .map(fields -> new TencentRegion(fields[0], Reach.valueOf(fields[1].toUpperCase(Locale.ROOT))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
