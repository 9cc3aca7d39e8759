package dev.mooring.connection.databricks;

import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Validator;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what does not go together about the workspace, the account and the service principal. */
final class WorkspaceValidator implements Validator {
    @Override
    public List<Violation> validate(TypeId type, PropertyValues values) {
        List<Violation> found = new ArrayList<>();
        Optional<URI> host = values.get(WorkspaceProperties.HOST);
        host.filter(WorkspaceProperties::isAccountHost)
                .ifPresent(account -> found.add(Violation.error(
                        WorkspaceProperties.HOST.name(),
                        Reason.CONFLICT,
                        "is an account's host; give the workspace's, and " + WorkspaceProperties.ACCOUNT_ID
                                + " for tokens of the account")));
        boolean hasAccount = values.has(WorkspaceProperties.ACCOUNT_ID);
        if (values.has(WorkspaceProperties.ACCOUNT_HOST) && !hasAccount) {
            found.add(Violation.error(
                    WorkspaceProperties.ACCOUNT_ID.name(), Reason.MISSING, "the account that ACCOUNT_HOST is of"));
        }
        if (hasAccount
                && !values.has(WorkspaceProperties.ACCOUNT_HOST)
                && host.isPresent()
                && WorkspaceProperties.accountHostOf(host.get()).isEmpty()) {
            found.add(
                    Violation.error(
                            WorkspaceProperties.ACCOUNT_HOST.name(),
                            Reason.MISSING,
                            "the account's host, such as https://accounts.cloud.databricks.com, which does not follow from HOST"));
        }
        values.get(WorkspaceProperties.CLIENT_ID)
                .filter(id -> !WorkspaceProperties.isUuid(id))
                .ifPresent(id -> found.add(Violation.warning(
                        WorkspaceProperties.CLIENT_ID.name(),
                        Reason.MALFORMED,
                        "application ids of service principals are UUIDs, and this is none")));
        return found;
    }
}
