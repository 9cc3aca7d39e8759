package dev.mooring.connection.spi;

import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with properties, for validators. Used by one thread. */
public final class PropertyRules {
    private final PropertyValues values;
    private final List<Violation> violations = new ArrayList<>();

    /** Rules for these values, none of which is broken yet. */
    public PropertyRules(PropertyValues values) {
        this.values = values;
    }

    /** Each of the properties that is given contradicts something. */
    public void forbid(String why, PropertySpec<?>... specs) {
        for (PropertySpec<?> spec : specs) {
            if (values.has(spec)) {
                error(spec, why);
            }
        }
    }

    /**
     * The property is needed.
     *
     * @param why what follows its description in the message
     */
    public void require(PropertySpec<?> spec, String why) {
        if (!values.has(spec)) {
            violations.add(Violation.error(spec.name(), Reason.MISSING, spec.description() + why));
        }
    }

    /** Two properties of which at most one may be given. */
    public void exclude(PropertySpec<?> one, PropertySpec<?> other) {
        if (values.has(one)) {
            forbid("says the same as " + one + "; give one of them", other);
        }
    }

    /** Two properties of which exactly one must be given. */
    public void requireOneOf(PropertySpec<?> one, PropertySpec<?> other) {
        exclude(one, other);
        if (!values.has(other)) {
            require(one, ", or " + other + " in its place");
        }
    }

    /** Two properties that need each other. */
    public void pair(PropertySpec<?> one, PropertySpec<?> other) {
        if (values.has(one) != values.has(other)) {
            PropertySpec<?> missing = values.has(one) ? other : one;
            require(missing, "; " + one + " and " + other + " go together");
        }
    }

    /** The property contradicts something. */
    public void error(PropertySpec<?> spec, String why) {
        violations.add(Violation.error(spec.name(), Reason.CONFLICT, why));
    }

    /** The property is not of its form. */
    public void malformed(PropertySpec<?> spec, String why) {
        violations.add(Violation.error(spec.name(), Reason.MALFORMED, why));
    }

    /** The property's author should know something. */
    public void warn(PropertySpec<?> spec, String why) {
        violations.add(Violation.warning(spec.name(), Reason.CONFLICT, why));
    }

    /** What is broken so far. */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }
}
