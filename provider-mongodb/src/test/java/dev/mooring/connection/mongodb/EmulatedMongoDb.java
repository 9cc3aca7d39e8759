package dev.mooring.connection.mongodb;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.TestCertificates;
import dev.mooring.connection.tck.emulator.TcpRelay;
import dev.mooring.connection.tck.emulator.mongodb.MongoDbEmulator;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The emulator, with TLS, behind a relay, as the suite sees it. */
final class EmulatedMongoDb implements FakeBackend {
    static final String USER = "ann";
    static final String PASSWORD = "pw-\"canary\"-ßft/p+1";

    private final TestCertificates authority = TestCertificates.authority("emulated");
    private final TestCertificates.Identity client = authority.client("ann");
    private final MongoDbEmulator server = MongoDbEmulator.start(authority, authority.server("localhost", "127.0.0.1"));
    private final TcpRelay relay = TcpRelay.to(server.port());

    EmulatedMongoDb() {
        server.collection("ledger.orders");
        heal();
    }

    String place() {
        return "127.0.0.1:" + relay.port();
    }

    String authorityPem() {
        return authority.pem();
    }

    TestCertificates.Identity client() {
        return client;
    }

    MongoDbEmulator server() {
        return server;
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
                server.password(USER, "another-password");
                server.forgetCertified();
            }
            case DENIED -> server.deny(true);
            case THROTTLED -> server.throttle(true);
            case WRONG_EXTERNAL_ID -> throw new AssertionError(kind + " does not exist here");
        }
    }

    @Override
    public void heal() {
        relay.mend();
        server.password(USER, PASSWORD);
        server.certify("CN=" + USER);
        server.deny(false);
        server.throttle(false);
    }

    @Override
    public List<Received> received() {
        return List.of();
    }

    @Override
    public long calls() {
        return relay.connections();
    }

    /** The emulator knows no command that writes. */
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
