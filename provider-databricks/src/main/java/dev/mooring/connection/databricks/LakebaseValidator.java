package dev.mooring.connection.databricks;

import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.databricks.bridge.LakebaseEndpoint.Verification;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Says what does not go together about a database, and what its users should know. */
final class LakebaseValidator implements Validator {
    static final String UNVERIFIED =
            "the database's certificate is not verified: whoever can reach into the network can"
                    + " pose as the database and take the password";

    @Override
    public List<Violation> validate(TypeId type, PropertyValues values) {
        List<Violation> found = new ArrayList<>();
        values.get(LakebaseProperties.PGUSER)
                .filter(user -> !values.get(WorkspaceProperties.CLIENT_ID).equals(Optional.of(user)))
                .ifPresent(user -> found.add(Violation.error(
                        LakebaseProperties.PGUSER.name(),
                        Reason.CONFLICT,
                        "must be the client id: passwords are issued for its role only; leave it out")));
        if (values.has(LakebaseProperties.PASSWORD_TTL) && values.has(LakebaseProperties.INSTANCE)) {
            found.add(Violation.error(
                    LakebaseProperties.PASSWORD_TTL.name(),
                    Reason.CONFLICT,
                    "is understood with ENDPOINT only; passwords of instances live as long as the workspace says"));
        }
        if (values.has(LakebaseProperties.ENDPOINT)) {
            values.get(LakebaseProperties.PGHOST)
                    .flatMap(LakebaseProperties::region)
                    .filter(region -> !LakebaseProperties.REGIONS.contains(region))
                    .ifPresent(region -> found.add(Violation.warning(
                            LakebaseProperties.PGHOST.name(), Reason.CONFLICT, unknownRegion(region))));
        }
        if (values.get(LakebaseProperties.TLS_VERIFICATION).equals(Optional.of(Verification.NONE))) {
            found.add(Violation.warning(LakebaseProperties.TLS_VERIFICATION.name(), Reason.CONFLICT, UNVERIFIED));
            if (values.has(LakebaseProperties.TRUSTED_CERTIFICATES)) {
                found.add(Violation.error(
                        LakebaseProperties.TRUSTED_CERTIFICATES.name(),
                        Reason.CONFLICT,
                        "means nothing when nothing is verified"));
            }
        }
        return found;
    }

    static String unknownRegion(String region) {
        return "autoscaling Lakebase is not known to be offered in " + region + ", but in "
                + String.join(", ", new TreeSet<>(LakebaseProperties.REGIONS));
    }
}
