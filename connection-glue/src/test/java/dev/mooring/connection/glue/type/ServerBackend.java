package dev.mooring.connection.glue.type;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.emulator.TcpRelay;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A port that takes connections and can be cut: all that the types of this module ask of a service. */
final class ServerBackend implements FakeBackend {
    private final TcpRelay relay = TcpRelay.open();

    String server() {
        return "127.0.0.1:" + relay.port();
    }

    /** The address stands in the properties. */
    @Override
    public Map<String, URI> endpoints() {
        return Map.of();
    }

    @Override
    public Optional<Credential> serviceIdentity() {
        return Optional.empty();
    }

    @Override
    public void fail(Failure failure) {
        relay.cut();
    }

    @Override
    public void heal() {
        relay.mend();
    }

    @Override
    public List<Received> received() {
        return List.of();
    }

    @Override
    public long calls() {
        return relay.connections();
    }

    @Override
    public long writes() {
        return 0;
    }

    /** Nothing is narrowed: the suite does not ask. */
    @Override
    public boolean permits(Credential credential, Action action, Resource resource) {
        return true;
    }

    @Override
    public void close() {
        relay.close();
    }
}
