package dev.mooring.connection.databricks;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.Vended;
import dev.mooring.connection.databricks.bridge.LakebaseEndpoint;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySchema.Group;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.Validator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** DATABASE/LAKEBASE: Postgres of Databricks, autoscaling or provisioned. */
final class LakebaseConnectionType implements ConnectionType {
    private static final TypeId ID = TypeId.of(ConnectionCategory.DATABASE, "LAKEBASE");
    private static final ScopeSyntax SCOPES = ScopeSyntax.reachesEverything(Set.of("lakebase"), Set.of(Action.READ));
    private static final PropertySchema SCHEMA = PropertySchema.builder()
            .required(
                    WorkspaceProperties.HOST,
                    WorkspaceProperties.CLIENT_ID,
                    WorkspaceProperties.CLIENT_SECRET,
                    LakebaseProperties.PGHOST)
            .exactlyOneOf(Group.of(LakebaseProperties.ENDPOINT), Group.of(LakebaseProperties.INSTANCE))
            .optional(
                    LakebaseProperties.PGPORT,
                    LakebaseProperties.PGDATABASE,
                    LakebaseProperties.PGUSER,
                    LakebaseProperties.PASSWORD_TTL,
                    LakebaseProperties.TLS_VERIFICATION,
                    LakebaseProperties.TRUSTED_CERTIFICATES,
                    WorkspaceProperties.ACCOUNT_ID,
                    WorkspaceProperties.ACCOUNT_HOST)
            .refuse("PGPASSWORD", "passwords are issued; give CLIENT_ID and CLIENT_SECRET")
            .refuse("PGSSLMODE", "TLS is always spoken; TLS_VERIFICATION says whether certificates are verified")
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

    @Override
    public Optional<String> issuer(PropertyValues values) {
        return values.get(WorkspaceProperties.HOST).map(host -> host.getAuthority());
    }

    @Override
    public List<Validator> validators() {
        return List.of(new WorkspaceValidator(), new LakebaseValidator());
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        return new LakebaseProbe(context);
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        return new LakebaseVendor(context);
    }

    @Override
    public PropertyValues environment(Vended vended) {
        return LakebaseEndpoint.environment(vended);
    }
}
