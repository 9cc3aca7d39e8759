package dev.mooring.connection.spi;

import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.property.PropertyValues;
import java.util.List;

/** An offline check across the properties of a draft. No I/O; used by all threads. */
@FunctionalInterface
public interface Validator {
    /** All that is wrong, errors and warnings; empty when nothing is. Properties may be missing. */
    List<Violation> validate(TypeId type, PropertyValues values);
}
