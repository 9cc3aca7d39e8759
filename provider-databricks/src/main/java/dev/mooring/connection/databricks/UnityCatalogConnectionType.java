package dev.mooring.connection.databricks;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySchema.Group;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.Validator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** CATALOG/DATABRICKS: Unity Catalog of a workspace, or its open-source server. */
final class UnityCatalogConnectionType implements ConnectionType {
    private static final TypeId ID = TypeId.of(ConnectionCategory.CATALOG, "DATABRICKS")
            .alias("DATABRICKS_UNITY_CATALOG", "UNITY_CATALOG")
            .listedAs("DATABRICKS_UNITY_CATALOG");
    /** What AWS grants at the most. */
    private static final Duration LONGEST = Duration.ofHours(12);

    private static final ScopeSyntax SCOPES = ScopeSyntax.narrowed(StorageScope.SCHEMES, StorageScope.ACTIONS);
    private static final PropertySchema SCHEMA = PropertySchema.builder()
            .required(WorkspaceProperties.HOST, UnityCatalogProperties.ACCESS_REGION)
            .exactlyOneOf(
                    Group.of(WorkspaceProperties.CLIENT_ID, WorkspaceProperties.CLIENT_SECRET),
                    Group.of(UnityCatalogProperties.TOKEN),
                    Group.of(UnityCatalogProperties.AUTHENTICATION))
            .optional(WorkspaceProperties.ACCOUNT_ID, WorkspaceProperties.ACCOUNT_HOST)
            .build();

    @Override
    public TypeId id() {
        return ID;
    }

    @Override
    public PropertySchema schema() {
        return SCHEMA;
    }

    @Override
    public ScopeSyntax scopes() {
        return SCOPES;
    }

    /** Requests name none: the catalog decides, and tokens of Azure live for more than an hour. */
    @Override
    public Duration lifetime(PropertyValues values) {
        return LONGEST;
    }

    /** The workspace itself issues most of what is vended. */
    @Override
    public Optional<String> issuer(PropertyValues values) {
        return values.get(WorkspaceProperties.HOST).map(host -> host.getAuthority());
    }

    @Override
    public List<Validator> validators() {
        return List.of(new WorkspaceValidator(), new UnityCatalogValidator());
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        return new UnityCatalogProbe(context);
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        return new UnityCatalogVendor(context);
    }
}
