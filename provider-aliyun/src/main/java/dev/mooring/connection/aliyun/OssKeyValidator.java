package dev.mooring.connection.aliyun;

import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks keys and the session's length. */
final class OssKeyValidator implements Validator {
    private static final String TEMPORARY = "STS.";
    private static final Pattern KEY_ID = Pattern.compile("[0-9a-zA-Z._=]{10,64}");
    private static final Pattern LIKE_A_KEY_ID = Pattern.compile("LTAI[0-9a-zA-Z]{12,20}");
    private static final Pattern LIKE_A_SECRET = Pattern.compile("[0-9a-zA-Z]{30}");

    @Override
    public List<Violation> validate(TypeId type, PropertyValues values) {
        List<Violation> violations = new ArrayList<>();
        values.get(AliyunProperties.ACCESS_ID).flatMap(OssKeyValidator::keyId).ifPresent(violations::add);
        values.get(AliyunProperties.ACCESS_KEY)
                .filter(secret -> LIKE_A_KEY_ID.matcher(secret.reveal()).matches())
                .ifPresent(secret -> violations.add(Violation.error(
                        AliyunProperties.ACCESS_KEY.name(),
                        Reason.MALFORMED,
                        "looks like the id of a key (LTAI…), which is ACCESS_ID on OSS; ACCESS_KEY is its secret")));
        int seconds = values.require(AliyunProperties.SESSION_DURATION);
        if (seconds < AliyunProperties.SHORTEST_SESSION || seconds > AliyunProperties.LONGEST_SESSION) {
            violations.add(Violation.error(
                    AliyunProperties.SESSION_DURATION.name(),
                    Reason.MALFORMED,
                    "expected " + AliyunProperties.SHORTEST_SESSION + " to " + AliyunProperties.LONGEST_SESSION
                            + " seconds"));
        }
        return violations;
    }

    private static Optional<Violation> keyId(String id) {
        if (id.startsWith(TEMPORARY)) {
            return malformed("is the id of a temporary key (STS.…), which ends and works only with a security token;"
                    + " give a long-lived key (LTAI…), or better ROLE_ARN");
        }
        // ids are shown in part and not sealed, so what may be the secret must not pass for one
        if (LIKE_A_SECRET.matcher(id).matches()) {
            return malformed("looks like the secret of a key; give its id (LTAI…), the secret is ACCESS_KEY");
        }
        return KEY_ID.matcher(id).matches()
                ? Optional.empty()
                : Optional.of(Violation.warning(
                        AliyunProperties.ACCESS_ID.name(),
                        Reason.MALFORMED,
                        "does not look like the id of an AccessKey, LTAI and 12 to 20 letters and digits"));
    }

    private static Optional<Violation> malformed(String expectation) {
        return Optional.of(Violation.error(AliyunProperties.ACCESS_ID.name(), Reason.MALFORMED, expectation));
    }
}
