package dev.mooring.connection.tencent;

import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks keys, the session's length, and that the account's two numbers are not taken for each other. */
final class CosValidator implements Validator {
    /** Accounts of the international site have ids of the second form. */
    private static final Pattern KEY_ID = Pattern.compile("[AI]KID[A-Za-z0-9]{9,44}");

    private static final Pattern TEMPORARY = Pattern.compile("[AI]KID[A-Za-z0-9_-]{45,}");

    @Override
    public List<Violation> validate(TypeId type, PropertyValues values) {
        List<Violation> violations = new ArrayList<>();
        values.get(TencentProperties.ACCESS_KEY).flatMap(CosValidator::keyId).ifPresent(violations::add);
        appIdForUin(values).ifPresent(violations::add);
        int seconds = values.require(TencentProperties.SESSION_DURATION);
        if (seconds < TencentProperties.SHORTEST_SESSION || seconds > TencentProperties.LONGEST_SESSION) {
            violations.add(Violation.error(
                    TencentProperties.SESSION_DURATION.name(),
                    Reason.MALFORMED,
                    "expected " + TencentProperties.SHORTEST_SESSION + " to " + TencentProperties.LONGEST_SESSION
                            + " seconds"));
        }
        return violations;
    }

    private static Optional<Violation> keyId(String id) {
        if (TEMPORARY.matcher(id).matches()) {
            return Optional.of(malformed("is the id of a temporary key, which ends and works only with a token; give a"
                    + " long-lived SecretId, or better ROLE_ARN"));
        }
        // ids are shown in part and not sealed, so what may be the secret must not pass for one
        return KEY_ID.matcher(id).matches()
                ? Optional.empty()
                : Optional.of(malformed("is no SecretId, which starts with AKID or IKID; the SecretKey is SECRET_KEY"));
    }

    private static Violation malformed(String why) {
        return Violation.error(TencentProperties.ACCESS_KEY.name(), Reason.MALFORMED, why);
    }

    private static Optional<Violation> appIdForUin(PropertyValues values) {
        return values.get(TencentProperties.ROLE_ARN)
                .flatMap(CamRole::uin)
                .filter(uin -> values.get(TencentProperties.APP_ID).equals(Optional.of(uin)))
                .map(uin -> Violation.error(
                        TencentProperties.ROLE_ARN.name(),
                        Reason.CONFLICT,
                        "names the account by its APPID; a role is named by the account's UIN, twelve digits, which the"
                                + " account page shows beside the APPID"));
    }
}
