package dev.mooring.connection.databricks;

import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.ConnectionTypeTck;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.FakeBackend.Failure;
import dev.mooring.testserver.postgres.TestPostgres;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithPostgres.class)
class LakebaseTckTest extends ConnectionTypeTck {
    private final LakebaseBackend backend;

    LakebaseTckTest(TestPostgres postgres) {
        this.backend = new LakebaseBackend(postgres);
    }

    @Override
    protected ConnectionType type() {
        return new LakebaseConnectionType();
    }

    @Override
    protected Optional<ConnectionProvider> provider() {
        return Optional.of(new DatabricksProvider());
    }

    @Override
    protected List<RawProperty> validProperties() {
        return backend.properties();
    }

    @Override
    protected FakeBackend backend() {
        return backend;
    }

    @Override
    protected Optional<Resource> grantableResource() {
        return Optional.of(Resource.parse("lakebase://postgres"));
    }

    @Override
    protected boolean callsAnIssuer() {
        return true;
    }

    /** A password is asked for under no name, and for as long as the workspace says. */
    @Override
    protected boolean requestsNameSessions() {
        return false;
    }

    /** There is no role to assume. */
    @Override
    protected Set<Failure> failures() {
        return EnumSet.complementOf(EnumSet.of(Failure.WRONG_EXTERNAL_ID));
    }

    @Override
    protected Set<? extends ErrorCode> expectedCodes(Failure failure) {
        return failure == Failure.DENIED
                ? Set.of(DatabricksError.DATABRICKS_NO_WORKSPACE_ACCESS)
                : super.expectedCodes(failure);
    }
}
