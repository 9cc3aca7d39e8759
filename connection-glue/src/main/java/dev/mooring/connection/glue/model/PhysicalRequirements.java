package dev.mooring.connection.glue.model;

import java.util.List;
import java.util.Optional;

/**
 * Where in a network of AWS a connection is made from. Kept and given back; nothing here acts on it.
 *
 * @param subnetId the subnet
 * @param securityGroupIds the security groups
 * @param availabilityZone the zone
 */
public record PhysicalRequirements(
        Optional<String> subnetId, List<String> securityGroupIds, Optional<String> availabilityZone) {
    /** Copies the list. */
    public PhysicalRequirements {
        securityGroupIds = List.copyOf(securityGroupIds);
    }

    /** Whether it requires nothing. */
    public boolean isEmpty() {
        return subnetId.isEmpty() && securityGroupIds.isEmpty() && availabilityZone.isEmpty();
    }
}
