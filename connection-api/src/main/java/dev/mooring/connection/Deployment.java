package dev.mooring.connection;

import java.util.Optional;
import java.util.Set;

/**
 * Where the layer runs. A deployment on a cloud creates that cloud's object stores and functions only.
 *
 * @param cloud the cloud, empty for {@link #anywhere()}
 * @param region the region, when known
 * @param account the account that roles of customers trust, when known
 * @param regions whether functions may be in another region
 * @param admittedRegions regions that are accepted although the library does not know them yet
 */
public record Deployment(
        Optional<Cloud> cloud,
        Optional<String> region,
        Optional<String> account,
        RegionRule regions,
        Set<String> admittedRegions) {

    /** Which regions functions may be in. */
    public enum RegionRule {
        /** The deployment's own region only. */
        SAME_REGION,
        /** Any region of the deployment's cloud. */
        ANY_REGION
    }

    /** Copies the admitted regions. */
    public Deployment {
        admittedRegions = Set.copyOf(admittedRegions);
    }

    /** A deployment outside any cloud: it has no rule and may create every type. */
    public static Deployment anywhere() {
        return new Deployment(Optional.empty(), Optional.empty(), Optional.empty(), RegionRule.ANY_REGION, Set.of());
    }

    /** A deployment in a cloud. */
    public static Deployment in(Cloud cloud, String region, String account) {
        return new Deployment(
                Optional.of(cloud), Optional.of(region), Optional.of(account), RegionRule.SAME_REGION, Set.of());
    }

    /** This deployment trusted under the given account. */
    public Deployment account(String id) {
        return new Deployment(cloud, region, Optional.of(id), regions, admittedRegions);
    }

    /** This deployment, which allows functions in any region of its cloud. */
    public Deployment anyRegion() {
        return new Deployment(cloud, region, account, RegionRule.ANY_REGION, admittedRegions);
    }

    /** This deployment, which also accepts the given regions. */
    public Deployment admitRegions(Set<String> ids) {
        return new Deployment(cloud, region, account, regions, ids);
    }
}
