package dev.mooring.connection.hms;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.VendPlan;
import java.util.List;
import java.util.Set;

/** A fake provider of STORAGE/FAKE, for a metastore connection to name. */
public final class FakeStorageProvider implements ConnectionProvider {
    @Override
    public String name() {
        return "fake";
    }

    @Override
    public List<ConnectionType> types() {
        return List.of(new FakeStorage());
    }

    private static final class FakeStorage implements ConnectionType {
        private static final PropertySchema SCHEMA = PropertySchema.builder()
                .required(PropertySpec.text("PLACE").describe("a place").build())
                .build();

        @Override
        public TypeId id() {
            return TypeId.of(ConnectionCategory.STORAGE, "FAKE");
        }

        @Override
        public PropertySchema schema() {
            return SCHEMA;
        }

        @Override
        public ScopeSyntax scopes() {
            return ScopeSyntax.reachesEverything(Set.of("fake"), Set.of(Action.READ));
        }

        @Override
        public ConnectivityProbe probe(ProviderContext context) {
            return request -> List.of();
        }

        @Override
        public CredentialVendor vendor(ProviderContext context) {
            return request -> VendPlan.stored(new Credential.Anonymous());
        }
    }
}
