package dev.mooring.connection.aws;

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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A partition of AWS; accounts and keys of one are unknown in another.
 *
 * @param id its id as it stands in ARNs
 * @param dnsSuffix the end of its host names
 * @param dualStackSuffix the end of its dual-stack host names
 * @param regionPattern what its region ids look like, also those not known yet
 * @param regions its known regions
 */
record AwsPartition(
        String id, String dnsSuffix, Optional<String> dualStackSuffix, Pattern regionPattern, Set<String> regions) {
    private static final String RESOURCE = "partitions.txt";
    private static final String PATH_AND_NAME = ":role/(?:[\\x21-\\x7e]+/)?[\\w+=,.@-]{1,64}";
    private static final Grammar BUCKET = new Grammar(
            Pattern.compile("(?!\\d+\\.\\d+\\.\\d+\\.\\d+$)(?!xn--)(?!sthree-)(?!.*(-s3alias|--ol-s3)$)(?!.*\\.\\.)"
                    + "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"),
            "3 to 63 lower-case letters, digits, hyphens and single dots, not like an address and no access point alias");

    /** Read once, when a region or role is first looked at. */
    private static final class Known {
        static final List<AwsPartition> PARTITIONS = read();

        private Known() {}
    }

    /** All partitions. */
    static List<AwsPartition> all() {
        return Known.PARTITIONS;
    }

    /** The partition of a region, known or of a form that only one partition has. */
    static Optional<AwsPartition> ofRegion(String region) {
        return all().stream()
                .filter(p -> p.regions.contains(region)
                        || p.regionPattern.matcher(region).matches())
                .findFirst();
    }

    /** The partition that an ARN names; empty for an ARN of a store outside AWS. */
    static Optional<AwsPartition> ofArn(String arn) {
        String[] parts = arn.split(":", 3);
        return all().stream()
                .filter(p -> parts.length == 3 && parts[0].equals("arn") && p.id.equals(parts[1]))
                .findFirst();
    }

    /** The commercial partition, whose ARN form other stores copy. */
    static AwsPartition commercial() {
        return all().get(0);
    }

    /** The names of AWS as core checks them. */
    static CloudProfile profile() {
        String ids = all().stream().map(AwsPartition::id).collect(Collectors.joining("|"));
        Grammar role = new Grammar(
                Pattern.compile("arn:(?<partition>" + ids + "):iam::\\d{12}" + PATH_AND_NAME),
                "an ARN such as arn:" + commercial().id + ":iam::123456789012:role/lake");
        return new CloudProfile(
                Cloud.AWS,
                all().stream().map(p -> new Partition(p.id, p.regions)).toList(),
                role,
                BUCKET);
    }

    /** Whether the host name ends like those of this partition. */
    boolean owns(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith("." + dnsSuffix)
                || dualStackSuffix
                        .filter(suffix -> lower.endsWith("." + suffix))
                        .isPresent();
    }

    /** The address of a service in a region of this partition; never a global one. */
    URI endpoint(String service, String region) {
        return URI.create("https://" + service + "." + region + "." + dnsSuffix);
    }

    private static List<AwsPartition> read() {
        try (InputStream stream = AwsPartition.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("the jar lacks " + RESOURCE);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(AwsPartition::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AwsPartition parse(String line) {
        String[] fields = line.split(" ", -1);
        return new AwsPartition(
                fields[0],
                fields[1],
                Optional.of(fields[2]).filter(suffix -> !suffix.equals("-")),
                Pattern.compile(fields[3]),
                Set.of(fields[4].split(",", -1)));
    }
}
