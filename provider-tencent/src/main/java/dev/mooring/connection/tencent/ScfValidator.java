package dev.mooring.connection.tencent;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Validator;
import dev.mooring.connection.tencent.TencentRegion.Reach;
import java.util.List;

/** Checks that the region has functions at all: COS is in more regions than SCF. */
final class ScfValidator implements Validator {
    @Override
    public List<Violation> validate(TypeId type, PropertyValues values) {
        return values.get(TencentProperties.REGION)
                .map(TencentRegion::of)
                .filter(region -> region.reach() != Reach.ENDPOINTS)
                .map(region -> List.of(Violation.error(
                                TencentProperties.REGION.name(),
                                Reason.CONFLICT,
                                "SCF is not offered in " + region.id() + "; choose a region that has functions, such as"
                                        + " ap-shanghai")
                        .under(ConnectionError.UNKNOWN_REGION)))
                .orElseGet(List::of);
    }
}
