package dev.mooring.connection.core.internal.validate;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.NearestName;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.core.internal.registry.TypeRegistry;
import dev.mooring.connection.property.PropertyKind;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.CloudProfile;
import dev.mooring.connection.spi.CloudProfile.Partition;
import dev.mooring.connection.spi.ConnectionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules about clouds that hold for every type: no provider knows them. */
final class CloudRules {
    private final Deployment deployment;
    private final TypeRegistry registry;

    CloudRules(Deployment deployment, TypeRegistry registry) {
        this.deployment = deployment;
        this.registry = registry;
    }

    List<Violation> check(ConnectionType type, PropertyValues values) {
        Optional<Cloud> cloud = type.id().cloud();
        if (cloud.isEmpty()) {
            return List.of();
        }
        List<Violation> violations = new ArrayList<>();
        crossCloud(type, cloud.get()).ifPresent(violations::add);
        Optional<CloudProfile> profile = registry.profile(cloud.get());
        if (profile.isPresent() && !type.isOutsideCloud(values)) {
            Names names = new Names(type, values, profile.get());
            names.values(PropertyKind.ROLE).forEach(named -> role(named, names).ifPresent(violations::add));
            names.values(PropertyKind.REGION)
                    .forEach(named -> region(named, names).ifPresent(violations::add));
            names.values(PropertyKind.BUCKET)
                    .forEach(named -> bucket(named, names).ifPresent(violations::add));
        }
        return violations;
    }

    /** The values of a type that name things of its cloud. */
    private record Names(ConnectionType type, PropertyValues values, CloudProfile profile) {
        private record Named(String property, String value) {}

        List<Named> values(PropertyKind kind) {
            List<Named> named = new ArrayList<>();
            for (PropertySpec<?> spec : type.schema().specs()) {
                if (spec.kind() == kind) {
                    values.get(spec).ifPresent(value -> named.add(new Named(spec.name(), value.toString())));
                }
            }
            return named;
        }

        Optional<Partition> rolePartition() {
            return values(PropertyKind.ROLE).stream()
                    .flatMap(named -> profile.partitionOfRole(named.value()).stream())
                    .findFirst();
        }
    }

    private Optional<Violation> crossCloud(ConnectionType type, Cloud cloud) {
        if (deployment.cloud().map(cloud::equals).orElse(true)) {
            return Optional.empty();
        }
        String usable = String.join(
                ", ",
                registry.types().stream()
                        .filter(t -> t.id().category() == type.id().category())
                        .filter(t -> t.id().cloud()
                                .map(c -> deployment.cloud().filter(c::equals).isPresent())
                                .orElse(true))
                        .map(t -> t.id().name())
                        .distinct()
                        .toList());
        return Optional.of(Violation.error(
                        "TYPE",
                        Reason.CONFLICT,
                        type.id().name() + " belongs to " + cloud + ", this deployment runs in "
                                + deployment.cloud().orElseThrow() + "; types usable here: "
                                + (usable.isEmpty() ? "none installed" : usable))
                .under(ConnectionError.CROSS_CLOUD_NOT_SUPPORTED));
    }

    private Optional<Violation> role(Names.Named role, Names names) {
        CloudProfile profile = names.profile();
        if (!profile.role().pattern().matcher(role.value()).matches()) {
            return Optional.of(foreignRole(role, profile)
                    .orElseGet(() -> Violation.error(
                            role.property(),
                            Reason.MALFORMED,
                            "expected " + profile.role().expectation())));
        }
        Optional<Partition> partition = profile.partitionOfRole(role.value());
        if (partition.isEmpty()) {
            return Optional.of(Violation.error(
                    role.property(), Reason.MALFORMED, "names a partition that " + profile.cloud() + " does not have"));
        }
        return deployment
                .region()
                .filter(region ->
                        deployment.cloud().filter(profile.cloud()::equals).isPresent())
                .flatMap(profile::partitionOfRegion)
                .filter(own -> !own.equals(partition.get()))
                .map(own -> Violation.error(
                                role.property(),
                                Reason.CONFLICT,
                                "the role is of partition " + partition.get().id() + ", this deployment of " + own.id()
                                        + ", from which it can not be assumed")
                        .under(ConnectionError.CROSS_CLOUD_NOT_SUPPORTED));
    }

    private Optional<Violation> foreignRole(Names.Named role, CloudProfile own) {
        return registry.profiles().stream()
                .filter(profile -> !profile.cloud().equals(own.cloud()))
                .filter(profile ->
                        profile.role().pattern().matcher(role.value()).matches())
                .findFirst()
                .map(profile -> profile.cloud().id())
                .or(() -> wellKnownForm(role.value(), own))
                .map(cloud -> Violation.error(
                                role.property(),
                                Reason.CONFLICT,
                                "is a role of " + cloud + "; expected "
                                        + own.role().expectation())
                        .under(ConnectionError.CROSS_CLOUD_NOT_SUPPORTED));
    }

    /** Role names of the three clouds are told apart by their first word, also when that cloud's provider is absent. */
    private static Optional<String> wellKnownForm(String role, CloudProfile own) {
        Optional<Cloud> cloud = role.startsWith("acs:ram:")
                ? Optional.of(Cloud.ALIYUN)
                : role.startsWith("qcs::cam:")
                        ? Optional.of(Cloud.TENCENT)
                        : role.startsWith("arn:aws") ? Optional.of(Cloud.AWS) : Optional.empty();
        return cloud.filter(c -> !c.equals(own.cloud())).map(Cloud::id);
    }

    private Optional<Violation> region(Names.Named region, Names names) {
        CloudProfile profile = names.profile();
        Optional<Partition> partition = profile.partitionOfRegion(region.value());
        if (partition.isEmpty() && !deployment.admittedRegions().contains(region.value())) {
            return Optional.of(unknownRegion(region, profile));
        }
        Optional<Partition> rolePartition =
                names.rolePartition().filter(p -> partition.isPresent() && !p.equals(partition.get()));
        if (rolePartition.isPresent()) {
            return Optional.of(Violation.error(
                    region.property(),
                    Reason.CONFLICT,
                    region.value() + " is a region of partition "
                            + partition.get().id() + ", the role is of partition "
                            + rolePartition.get().id()));
        }
        return foreignFunctionRegion(region, names);
    }

    private static Violation unknownRegion(Names.Named region, CloudProfile profile) {
        String near = NearestName.of(region.value(), profile.regions())
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
        return Violation.error(
                        region.property(),
                        Reason.UNKNOWN,
                        "is no known region of " + profile.cloud() + near
                                + " (a deployment may admit regions that are new)")
                .under(ConnectionError.UNKNOWN_REGION);
    }

    /** Functions must be where the deployment is, or it pays for and waits on another region's network. */
    private Optional<Violation> foreignFunctionRegion(Names.Named region, Names names) {
        return switch (names.type().id().category()) {
            case API ->
                deployment
                        .region()
                        .filter(own -> deployment.regions() == Deployment.RegionRule.SAME_REGION)
                        .filter(own -> !own.equals(region.value()))
                        .map(own -> Violation.error(
                                        region.property(),
                                        Reason.CONFLICT,
                                        "is " + region.value() + ", this deployment runs in " + own)
                                .under(ConnectionError.REGION_MISMATCH));
            case STORAGE, CATALOG, DATABASE -> Optional.empty();
        };
    }

    private static Optional<Violation> bucket(Names.Named bucket, Names names) {
        CloudProfile profile = names.profile();
        return profile.bucket().pattern().matcher(bucket.value()).matches()
                ? Optional.empty()
                : Optional.of(Violation.error(
                        bucket.property(),
                        Reason.MALFORMED,
                        "expected " + profile.bucket().expectation()));
    }
}
