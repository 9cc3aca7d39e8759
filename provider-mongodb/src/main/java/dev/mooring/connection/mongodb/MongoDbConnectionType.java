package dev.mooring.connection.mongodb;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.Validator;
import dev.mooring.connection.support.secrets.LoginVendor;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** DATABASE/MONGODB: a server, a replica set or a cluster of MongoDB. */
final class MongoDbConnectionType implements ConnectionType {
    private static final TypeId ID = TypeId.of(ConnectionCategory.DATABASE, "MONGODB");
    private static final PropertySchema SCHEMA = MongoDbProperties.schema();
    private static final ScopeSyntax SCOPES =
            ScopeSyntax.reachesEverything(Set.of("mongodb"), Set.of(Action.READ, Action.LIST));

    private final SrvRecords records;

    MongoDbConnectionType(SrvRecords records) {
        this.records = records;
    }

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
    public Duration lifetime(PropertyValues values) {
        return LoginVendor.lifetime(values);
    }

    @Override
    public List<Validator> validators() {
        return List.of(new MongoDbValidator());
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        return new MongoDbProbe(context, records);
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        return new MongoDbVendor(context, records);
    }
}
