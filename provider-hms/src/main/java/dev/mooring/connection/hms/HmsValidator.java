package dev.mooring.connection.hms;

import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.hms.wire.AuthType;
import dev.mooring.connection.hms.wire.HmsProperties;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a metastore connection's properties must say about each other. */
final class HmsValidator implements Validator {
    @Override
    public List<Violation> validate(TypeId type, PropertyValues values) {
        AuthType auth = values.require(HmsProperties.AUTH_TYPE);
        boolean tls = values.require(HmsProperties.USE_SSL);
        List<Violation> violations = new ArrayList<>();
        if (auth == AuthType.PLAIN && !values.has(HmsProperties.USERNAME)) {
            violations.add(error(HmsProperties.USERNAME, Reason.MISSING, "the user that PASSWORD belongs to"));
        }
        if (auth == AuthType.KERBEROS && values.has(HmsProperties.USERNAME)) {
            violations.add(error(
                    HmsProperties.USERNAME,
                    Reason.CONFLICT,
                    "belongs to AUTH_TYPE = plain or none; with kerberos the principal is the user"));
        }
        if (auth == AuthType.PLAIN && !tls) {
            violations.add(Violation.warning(
                    HmsProperties.USE_SSL.name(),
                    Reason.CONFLICT,
                    "without TLS the password can be read on the way; let the metastore speak TLS and set USE_SSL"));
        }
        if (values.has(HmsProperties.TRUSTED) && !tls) {
            violations.add(error(HmsProperties.TRUSTED, Reason.CONFLICT, "belongs to USE_SSL = true only"));
        }
        if (auth != AuthType.NONE && values.require(HmsProperties.FRAMED)) {
            violations.add(error(
                    HmsProperties.FRAMED,
                    Reason.CONFLICT,
                    "belongs to AUTH_TYPE = none only: SASL has frames of its own"));
        }
        keytab(auth, values).ifPresent(violations::add);
        return violations;
    }

    /** Shown as a path or hidden as itself, but one of the two. */
    private static Optional<Violation> keytab(AuthType auth, PropertyValues values) {
        boolean named = values.has(HmsProperties.KEYTAB_PATH);
        boolean given = values.has(HmsProperties.KEYTAB);
        if (auth == AuthType.KERBEROS) {
            return named == given
                    ? Optional.of(error(
                            HmsProperties.KEYTAB_PATH,
                            named ? Reason.CONFLICT : Reason.MISSING,
                            "give either " + HmsProperties.KEYTAB_PATH + ", or " + HmsProperties.KEYTAB))
                    : Optional.empty();
        }
        return named || given
                ? Optional.of(error(
                        named ? HmsProperties.KEYTAB_PATH : HmsProperties.KEYTAB,
                        Reason.CONFLICT,
                        "belongs to AUTH_TYPE = kerberos only"))
                : Optional.empty();
    }

    private static Violation error(PropertySpec<?> spec, Reason reason, String expectation) {
        return Violation.error(spec.name(), reason, expectation);
    }
}
