package dev.mooring.connection.kafka;

import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with properties. Used by one thread. */
final class Rules {
    private final PropertyValues values;
    private final List<Violation> violations = new ArrayList<>();

    Rules(PropertyValues values) {
        this.values = values;
    }

    /** Each of the properties that is given contradicts something. */
    void forbid(String why, PropertySpec<?>... specs) {
        for (PropertySpec<?> spec : specs) {
            if (values.has(spec)) {
                violations.add(Violation.error(spec.name(), Reason.CONFLICT, why));
            }
        }
    }

    /** The property is needed. */
    void require(PropertySpec<?> spec, String why) {
        if (!values.has(spec)) {
            violations.add(Violation.error(spec.name(), Reason.MISSING, spec.description() + why));
        }
    }

    /** Two properties of which at most one may be given. */
    void exclude(PropertySpec<?> one, PropertySpec<?> other) {
        if (values.has(one)) {
            forbid("says the same as " + one + "; give one of them", other);
        }
    }

    /** Two properties that need each other. */
    void pair(PropertySpec<?> one, PropertySpec<?> other) {
        if (values.has(one) != values.has(other)) {
            PropertySpec<?> missing = values.has(one) ? other : one;
            require(missing, "; " + one + " and " + other + " go together");
        }
    }

    void error(PropertySpec<?> spec, String why) {
        violations.add(Violation.error(spec.name(), Reason.CONFLICT, why));
    }

    void warn(PropertySpec<?> spec, String why) {
        violations.add(Violation.warning(spec.name(), Reason.CONFLICT, why));
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }
}
