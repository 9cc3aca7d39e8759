package dev.mooring.connection.core.internal.validate;

import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.core.internal.content.LayerContents.Obstacle;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules about values that stand for something else, which hold for every type. Reads nothing. */
final class ContentRules {
    private final Obstacles obstacles;
    private final boolean canDecrypt;

    /** What keeps a value from ever being opened. */
    interface Obstacles {
        Optional<Obstacle> of(Secret value);
    }

    ContentRules(Obstacles obstacles, boolean canDecrypt) {
        this.obstacles = obstacles;
        this.canDecrypt = canDecrypt;
    }

    List<Violation> check(ConnectionType type, PropertyValues values) {
        List<Violation> violations = new ArrayList<>();
        for (PropertySpec<?> spec : type.schema().specs()) {
            values.get(spec).flatMap(value -> check(spec, value)).ifPresent(violations::add);
        }
        return violations;
    }

    private Optional<Violation> check(PropertySpec<?> spec, Object value) {
        return switch (spec.kind()) {
            case CONTENT -> obstacles.of(Secret.of((String) value)).map(obstacle -> violation(spec, obstacle));
            case SECRET_CONTENT -> obstacles.of((Secret) value).map(obstacle -> violation(spec, obstacle));
            case ENCRYPTED ->
                canDecrypt
                        ? Optional.empty()
                        : Optional.of(
                                Violation.error(
                                        spec.name(),
                                        Reason.CONFLICT,
                                        "needs a decryptor of the application, which this layer has not: set it with"
                                                + " ConnectionLayer.Builder.decryptor(…), or give the secret in the plain twin"));
            default -> Optional.empty();
        };
    }

    private static Violation violation(PropertySpec<?> spec, Obstacle obstacle) {
        return obstacle.isCertain()
                ? Violation.error(spec.name(), Reason.MALFORMED, obstacle.expectation())
                : Violation.warning(spec.name(), Reason.CONFLICT, obstacle.expectation());
    }
}
