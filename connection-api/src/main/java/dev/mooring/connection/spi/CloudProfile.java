package dev.mooring.connection.spi;

import dev.mooring.connection.Cloud;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of a cloud's names, from which core checks roles, regions and buckets before any call.
 *
 * @param cloud the cloud
 * @param partitions its partitions; accounts, roles and regions of one can not be used in another
 * @param role the grammar of its role names; a group of the name "partition" captures the partition, where it has more
 *     than one
 * @param bucket the grammar of its buckets
 */
public record CloudProfile(Cloud cloud, List<Partition> partitions, Grammar role, Grammar bucket) {
    /**
     * A partition.
     *
     * @param id its id as it stands in role names
     * @param regions its known regions
     */
    public record Partition(String id, Set<String> regions) {
        /** Copies the regions. */
        public Partition {
            regions = Set.copyOf(regions);
        }
    }

    /**
     * A grammar of names.
     *
     * @param pattern matches a whole name
     * @param expectation what a name looks like, as a phrase
     */
    public record Grammar(Pattern pattern, String expectation) {}

    /** Copies the partitions. */
    public CloudProfile {
        partitions = List.copyOf(partitions);
    }

    /** The partition that holds the region. */
    public Optional<Partition> partitionOfRegion(String region) {
        return partitions.stream()
                .filter(partition -> partition.regions().contains(region))
                .findFirst();
    }

    /** The partition that a role name of this cloud says; empty for a name of another form. */
    public Optional<Partition> partitionOfRole(String name) {
        Matcher matcher = role.pattern().matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return partitions.size() == 1
                ? Optional.of(partitions.get(0))
                : partitions.stream()
                        .filter(partition -> partition.id().equals(matcher.group("partition")))
                        .findFirst();
    }

    /** All known regions. */
    public List<String> regions() {
        return partitions.stream()
                .flatMap(partition -> partition.regions().stream())
                .sorted()
                .toList();
    }
}
