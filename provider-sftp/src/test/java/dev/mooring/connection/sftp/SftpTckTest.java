package dev.mooring.connection.sftp;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.ConnectionTypeTck;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.FakeBackend.Failure;
import dev.mooring.connection.tck.TypeRig;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class SftpTckTest extends ConnectionTypeTck {
    private final SftpProvider sftp = new SftpProvider();
    private final SftpBackend backend = new SftpBackend();

    @Override
    protected ConnectionType type() {
        return sftp.types().get(0);
    }

    @Override
    protected Optional<ConnectionProvider> provider() {
        return Optional.of(sftp);
    }

    @Override
    protected List<RawProperty> validProperties() {
        return TypeRig.properties(
                "HOST",
                "127.0.0.1",
                "PORT",
                backend.port(),
                "USERNAME",
                TestSftp.USER,
                "PASSWORD",
                TestSftp.PASSWORD,
                "HOST_KEYS",
                backend.server().hostKey(),
                "DIRECTORY",
                "incoming");
    }

    @Override
    protected Optional<Resource> grantableResource() {
        return Optional.of(Resource.parse("sftp://127.0.0.1/incoming"));
    }

    /** There is no role to assume, and SSH has no answer for whom it throttles. */
    @Override
    protected Set<Failure> failures() {
        return EnumSet.complementOf(EnumSet.of(Failure.WRONG_EXTERNAL_ID, Failure.THROTTLED));
    }

    @Override
    protected FakeBackend backend() {
        return backend;
    }
}
