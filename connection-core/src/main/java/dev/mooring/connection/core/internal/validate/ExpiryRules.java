package dev.mooring.connection.core.internal.validate;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Looks at ends of secrets when they are stated. */
final class ExpiryRules {
    private final Clock clock;

    ExpiryRules(Clock clock) {
        this.clock = clock;
    }

    List<Violation> check(PropertySchema schema, PropertyValues values, List<RawProperty> raw) {
        Instant now = clock.instant();
        List<Violation> violations = new ArrayList<>();
        for (PropertySpec<Instant> end : schema.ends().values()) {
            if (raw.stream().anyMatch(each -> end.isSpelled(each.key()))) {
                values.get(end).ifPresent(at -> {
                    if (!now.isBefore(at)) {
                        violations.add(Violation.warning(end.name(), Reason.MALFORMED, "is over"));
                    }
                    end.longestLife()
                            .filter(longest -> now.plus(longest).isBefore(at))
                            .ifPresent(longest -> violations.add(Violation.error(
                                    end.name(),
                                    Reason.MALFORMED,
                                    "is more than " + longest.toDays()
                                            + " days ahead, which is longer than the service lets it live")));
                });
            }
        }
        return violations;
    }
}
