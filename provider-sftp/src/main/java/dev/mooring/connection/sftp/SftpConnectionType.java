package dev.mooring.connection.sftp;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.Validator;
import java.util.List;
import java.util.Set;

/** STORAGE/SFTP: files of an SFTP server. */
final class SftpConnectionType implements ConnectionType {
    private static final TypeId ID = TypeId.of(ConnectionCategory.STORAGE, "SFTP");
    private static final PropertySchema SCHEMA = SftpProperties.schema();
    private static final ScopeSyntax SCOPES =
            ScopeSyntax.reachesEverything(Set.of("sftp"), Set.of(Action.READ, Action.LIST, Action.WRITE));

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
    public List<Validator> validators() {
        return List.of(new SftpValidator());
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        return new SftpProbe(context);
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        return new SftpVendor(context);
    }
}
