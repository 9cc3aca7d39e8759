package dev.mooring.connection.sftp;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.emulator.TcpRelay;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real server behind a relay, as the suite sees it. */
final class SftpBackend implements FakeBackend {
    private final TestSftp server = TestSftp.start(TestSftp.ecKey());
    private final TcpRelay relay = TcpRelay.to(server.port());

    TestSftp server() {
        return server;
    }

    String port() {
        return String.valueOf(relay.port());
    }

    @Override
    public Map<String, URI> endpoints() {
        return Map.of();
    }

    @Override
    public Optional<Credential> serviceIdentity() {
        return Optional.empty();
    }

    @Override
    public void fail(Failure kind) {
        switch (kind) {
            case UNREACHABLE -> relay.cut();
            case BAD_CREDENTIAL -> {
                server.password("another-password");
                server.userKey(TestSftp.ecKey());
            }
            case DENIED -> server.deny(true);
            case THROTTLED, WRONG_EXTERNAL_ID -> throw new AssertionError(kind + " does not exist here");
        }
    }

    @Override
    public void heal() {
        relay.mend();
        server.password(TestSftp.PASSWORD);
        server.deny(false);
    }

    @Override
    public List<Received> received() {
        return List.of();
    }

    @Override
    public long calls() {
        return relay.connections();
    }

    /** None can happen: nothing here opens a file. */
    @Override
    public long writes() {
        return 0;
    }

    @Override
    public boolean permits(Credential credential, Action action, Resource resource) {
        throw new AssertionError("nothing is narrowed here");
    }

    @Override
    public void close() {
        relay.close();
        server.close();
    }
}
