package dev.mooring.connection.aws;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks keys, roles of stores outside AWS, KMS keys and the session's length. */
final class S3KeyValidator implements Validator {
    private static final String TEMPORARY = "ASIA";
    private static final Pattern KEY_ID = Pattern.compile("[A-Z0-9_]{16,128}");
    private static final Pattern LIKE_A_SECRET = Pattern.compile("[A-Za-z0-9/+=]{30,}");
    private static final Pattern ANY_ROLE = Pattern.compile("(arn|urn):[^:]+:[^:]+:[^:]*:[^:]*:.+");
    private static final Pattern OTHER_CLOUD_ROLE = Pattern.compile("(acs|qcs):.*");

    @Override
    public List<Violation> validate(TypeId type, PropertyValues values) {
        boolean outside = AwsEndpoints.isOutsideAws(values);
        List<Violation> violations = new ArrayList<>();
        values.get(AwsProperties.ACCESS_KEY).flatMap(id -> keyId(id, outside)).ifPresent(violations::add);
        values.get(AwsProperties.ROLE_ARN)
                .filter(role -> outside)
                .flatMap(S3KeyValidator::foreignRole)
                .ifPresent(violations::add);
        values.get(AwsProperties.KMS_KEY_ARN)
                .flatMap(key -> kmsKey(key, outside, values))
                .ifPresent(violations::add);
        int seconds = values.require(AwsProperties.SESSION_DURATION);
        if (seconds < AwsProperties.SHORTEST_SESSION || seconds > AwsProperties.LONGEST_SESSION) {
            violations.add(Violation.error(
                    AwsProperties.SESSION_DURATION.name(),
                    Reason.MALFORMED,
                    "expected " + AwsProperties.SHORTEST_SESSION + " to " + AwsProperties.LONGEST_SESSION
                            + " seconds"));
        }
        return violations;
    }

    private static Optional<Violation> keyId(String id, boolean outside) {
        if (!outside && id.startsWith(TEMPORARY)) {
            return Optional.of(Violation.error(
                    AwsProperties.ACCESS_KEY.name(),
                    Reason.MALFORMED,
                    "is the id of a temporary key (ASIA…), which ends and works only with a session token;"
                            + " give a long-lived key (AKIA…), or better ROLE_ARN"));
        }
        if (outside || KEY_ID.matcher(id).matches()) {
            return Optional.empty();
        }
        // ids are shown in part and not sealed, so what may be the secret must not pass for one
        return Optional.of(
                LIKE_A_SECRET.matcher(id).matches()
                        ? Violation.error(
                                AwsProperties.ACCESS_KEY.name(),
                                Reason.MALFORMED,
                                "looks like the secret of a key; give its id (AKIA…), the secret is SECRET_KEY")
                        : Violation.warning(
                                AwsProperties.ACCESS_KEY.name(),
                                Reason.MALFORMED,
                                "does not look like the id of an access key, 16 to 128 capital letters and digits such"
                                        + " as AKIA…"));
    }

    private static Optional<Violation> foreignRole(String role) {
        if (OTHER_CLOUD_ROLE.matcher(role).matches()) {
            return Optional.of(
                    Violation.error(AwsProperties.ROLE_ARN.name(), Reason.CONFLICT, "is a role of another cloud")
                            .under(ConnectionError.CROSS_CLOUD_NOT_SUPPORTED));
        }
        return ANY_ROLE.matcher(role).matches()
                ? Optional.empty()
                : Optional.of(Violation.error(
                        AwsProperties.ROLE_ARN.name(),
                        Reason.MALFORMED,
                        "expected an ARN as the store writes it, with six parts between colons"));
    }

    private static Optional<Violation> kmsKey(String key, boolean outside, PropertyValues values) {
        if (outside) {
            return Optional.of(Violation.error(
                    AwsProperties.KMS_KEY_ARN.name(), Reason.CONFLICT, "KMS keys belong to AWS, ENDPOINT is not AWS"));
        }
        String[] parts = key.split(":", -1);
        Optional<String> region = values.get(AwsProperties.REGION);
        return parts.length < 4 || region.isEmpty() || parts[3].equals(region.get())
                ? Optional.empty()
                : Optional.of(Violation.error(
                        AwsProperties.KMS_KEY_ARN.name(),
                        Reason.CONFLICT,
                        "is in region " + parts[3] + ", but S3 uses keys of the bucket's REGION " + region.get()));
    }
}
