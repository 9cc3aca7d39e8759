package dev.mooring.connection.hms;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.hms.wire.HmsProperties;
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
import java.util.Set;

/** CATALOG/HMS: databases and tables of a Hive Metastore, over files that a storage connection reaches. */
final class HmsConnectionType implements ConnectionType {
    private static final TypeId ID =
            TypeId.of(ConnectionCategory.CATALOG, "HMS").alias("HIVE");
    private static final PropertySchema SCHEMA = PropertySchema.builder()
            .required(HmsProperties.URIS, HmsProperties.STORAGE_CONNECTION)
            .when(HmsProperties.AUTH_TYPE, Set.of("PLAIN"), Group.of(HmsProperties.PASSWORD))
            .when(
                    HmsProperties.AUTH_TYPE,
                    Set.of("KERBEROS"),
                    Group.of(
                            HmsProperties.CLIENT_PRINCIPAL, HmsProperties.SERVICE_PRINCIPAL, HmsProperties.KRB5_CONFIG))
            .optional(
                    HmsProperties.KEYTAB_PATH,
                    HmsProperties.KEYTAB,
                    HmsProperties.USERNAME,
                    HmsProperties.USE_SSL,
                    HmsProperties.TRUSTED,
                    HmsProperties.FRAMED)
            .build();
    /** No metastore narrows a login: a scope such as {@code hms://database/table} chooses what a test looks at. */
    private static final ScopeSyntax SCOPES =
            ScopeSyntax.reachesEverything(Set.of("hms"), Set.of(Action.READ, Action.LIST));

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

    /** As long as metastores let a delegation token live unless it is renewed. */
    @Override
    public Duration lifetime(PropertyValues values) {
        return Duration.ofDays(1);
    }

    @Override
    public List<Validator> validators() {
        return List.of(new HmsValidator());
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        return new HmsProbe(context);
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        return new HmsVendor(context);
    }
}
