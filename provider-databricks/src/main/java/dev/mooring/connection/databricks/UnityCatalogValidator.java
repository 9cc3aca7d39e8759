package dev.mooring.connection.databricks;

import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Validator;
import java.util.ArrayList;
import java.util.List;

/** Says what a service principal needs, and what means nothing without one. */
final class UnityCatalogValidator implements Validator {
    @Override
    public List<Violation> validate(TypeId type, PropertyValues values) {
        List<Violation> found = new ArrayList<>();
        boolean isOther = values.has(UnityCatalogProperties.TOKEN) || values.has(UnityCatalogProperties.AUTHENTICATION);
        if (isOther && values.has(WorkspaceProperties.ACCOUNT_ID)) {
            found.add(Violation.error(
                    WorkspaceProperties.ACCOUNT_ID.name(),
                    Reason.CONFLICT,
                    "means something with CLIENT_ID and CLIENT_SECRET only"));
        }
        if (values.has(UnityCatalogProperties.TOKEN)) {
            found.add(Violation.warning(
                    UnityCatalogProperties.TOKEN.name(),
                    Reason.CONFLICT,
                    "a stored token is handed out as it is and lives as long as its maker said; prefer a service"
                            + " principal where there is one"));
        }
        return found;
    }
}
