package dev.mooring.connection.glue.type;

import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.glue.model.PropertyKeys;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the properties of a connector must be together. */
final class ConnectorValidator implements Validator {
    private final CredentialRule rule;

    /** Whether a connector of kind JDBC must have a user. */
    enum CredentialRule {
        REQUIRED_FOR_JDBC,
        OPTIONAL
    }

    ConnectorValidator(CredentialRule rule) {
        this.rule = rule;
    }

    @Override
    public List<Violation> validate(TypeId type, PropertyValues values) {
        List<Violation> violations = new ArrayList<>();
        values.get(ConnectorProperties.CONNECTION_URL)
                .flatMap(ConnectionUrl::flaw)
                .ifPresent(flaw -> violations.add(
                        Violation.error(ConnectorProperties.CONNECTION_URL.name(), Reason.CONFLICT, flaw)));
        values.get(ConnectorProperties.OPTIONS).orElse(List.of()).stream()
                .map(option -> option.substring(0, option.indexOf('=')))
                .filter(PropertyKeys::soundsSecret)
                .forEach(key -> violations.add(Violation.error(
                        ConnectorProperties.OPTIONS.name(),
                        Reason.CONFLICT,
                        key + " sounds like a secret, and options are shown; give a secret in PASSWORD or KEY_VALUE")));
        violations.addAll(credentials(values));
        return violations;
    }

    private List<Violation> credentials(PropertyValues values) {
        List<Violation> violations = new ArrayList<>();
        boolean hasUser = values.has(ConnectorProperties.USERNAME);
        List<PropertySpec<?>> passwords =
                List.<PropertySpec<?>>of(ConnectorProperties.PASSWORD, ConnectorProperties.ENCRYPTED_PASSWORD).stream()
                        .filter(values::has)
                        .toList();
        if (passwords.size() > 1) {
            violations.add(conflict(ConnectorProperties.ENCRYPTED_PASSWORD, "does not go with PASSWORD: give one"));
        }
        if (hasUser && passwords.isEmpty()) {
            violations.add(missing(ConnectorProperties.PASSWORD, "the user's password"));
        }
        if (!hasUser && !passwords.isEmpty()) {
            violations.add(missing(ConnectorProperties.USERNAME, "whose password it is"));
        }
        violations.addAll(key(values, hasUser));
        boolean isJdbc =
                "JDBC".equals(values.get(ConnectorProperties.TYPE).orElse("").toUpperCase(Locale.ROOT));
        if (rule == CredentialRule.REQUIRED_FOR_JDBC && isJdbc && !hasUser && passwords.isEmpty()) {
            violations.add(missing(
                    ConnectorProperties.USERNAME, "a connector of CONNECTOR_TYPE JDBC needs a user and a password"));
        }
        return violations;
    }

    private static List<Violation> key(PropertyValues values, boolean hasUser) {
        boolean hasName = values.has(ConnectorProperties.KEY_NAME);
        boolean hasValue = values.has(ConnectorProperties.KEY_VALUE);
        Optional<Violation> violation = Optional.empty();
        if (hasName && !hasValue) {
            violation = Optional.of(missing(ConnectorProperties.KEY_VALUE, "the key"));
        } else if (hasValue && !hasName) {
            violation = Optional.of(missing(ConnectorProperties.KEY_NAME, "the key's name"));
        } else if (hasName && hasUser) {
            violation = Optional.of(conflict(ConnectorProperties.KEY_NAME, "does not go with USERNAME: give one"));
        }
        return violation.stream().toList();
    }

    private static Violation missing(PropertySpec<?> spec, String expectation) {
        return Violation.error(spec.name(), Reason.MISSING, expectation);
    }

    private static Violation conflict(PropertySpec<?> spec, String expectation) {
        return Violation.error(spec.name(), Reason.CONFLICT, expectation);
    }
}
