package dev.mooring.connection.databricks;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.ConnectionTypeTck;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.FakeBackend.Failure;
import dev.mooring.connection.tck.emulator.databricks.Privilege;
import dev.mooring.connection.tck.emulator.databricks.StorageKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class UnityCatalogTckTest extends ConnectionTypeTck {
    private static final String LOCATION = "lake";

    private final WorkspaceBackend backend = new WorkspaceBackend() {
        @Override
        public void fail(Failure failure) {
            if (failure == Failure.DENIED) {
                workspace().unityCatalog().revoke(CLIENT_ID, Privilege.EXTERNAL_USE_LOCATION, LOCATION);
            } else {
                super.fail(failure);
            }
        }

        @Override
        public void heal() {
            super.heal();
            workspace().unityCatalog().grant(CLIENT_ID, Privilege.EXTERNAL_USE_LOCATION, LOCATION);
        }
    };

    UnityCatalogTckTest() {
        backend.workspace()
                .unityCatalog()
                .catalog("main")
                .location(LOCATION, "s3://lake", StorageKind.AWS)
                .grant(WorkspaceBackend.CLIENT_ID, Privilege.EXTERNAL_USE_LOCATION, LOCATION)
                .grant(WorkspaceBackend.CLIENT_ID, Privilege.READ_FILES, LOCATION)
                .grant(WorkspaceBackend.CLIENT_ID, Privilege.WRITE_FILES, LOCATION);
    }

    @Override
    protected ConnectionType type() {
        return new UnityCatalogConnectionType();
    }

    @Override
    protected Optional<ConnectionProvider> provider() {
        return Optional.of(new DatabricksProvider());
    }

    @Override
    protected List<RawProperty> validProperties() {
        return Rig.properties(
                "HOST",
                backend.host(),
                "CLIENT_ID",
                WorkspaceBackend.CLIENT_ID,
                "CLIENT_SECRET",
                WorkspaceBackend.SECRET,
                "ACCESS_REGION",
                "us-west-2");
    }

    @Override
    protected FakeBackend backend() {
        return backend;
    }

    @Override
    protected Optional<Resource> grantableResource() {
        return Optional.of(Resource.parse("s3://lake/sales/orders/"));
    }

    @Override
    protected boolean callsAnIssuer() {
        return true;
    }

    /** Neither a token nor a temporary credential is asked for under a name or for a time. */
    @Override
    protected boolean requestsNameSessions() {
        return false;
    }

    /** There is no role to assume. */
    @Override
    protected Set<Failure> failures() {
        return EnumSet.complementOf(EnumSet.of(Failure.WRONG_EXTERNAL_ID));
    }
}
