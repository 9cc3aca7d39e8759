package dev.mooring.connection.jdbc;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.emulator.TcpRelay;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real server behind a relay, as the suite sees it. What goes wrong, goes wrong at the server or before it. */
abstract class DatabaseBackend implements FakeBackend {
    private final TcpRelay relay;
    private Optional<Failure> failure = Optional.empty();

    DatabaseBackend(int port) {
        this.relay = TcpRelay.to(port);
    }

    /** Where the server is reached. */
    final String port() {
        return String.valueOf(relay.port());
    }

    /** Makes the server fail so. */
    abstract void spoil(Failure kind);

    /** Ends what {@link #spoil} began. */
    abstract void restore(Failure kind);

    @Override
    public final Map<String, URI> endpoints() {
        return Map.of();
    }

    @Override
    public final Optional<Credential> serviceIdentity() {
        return Optional.empty();
    }

    @Override
    public final void fail(Failure kind) {
        failure = Optional.of(kind);
        if (kind == Failure.UNREACHABLE) {
            relay.cut();
        } else {
            spoil(kind);
        }
    }

    @Override
    public final void heal() {
        failure.ifPresent(kind -> {
            if (kind == Failure.UNREACHABLE) {
                relay.mend();
            } else {
                restore(kind);
            }
        });
        failure = Optional.empty();
    }

    @Override
    public final List<Received> received() {
        return List.of();
    }

    @Override
    public final long calls() {
        return relay.connections();
    }

    /** None can happen: the user may read and nothing else. */
    @Override
    public final long writes() {
        return 0;
    }

    @Override
    public final boolean permits(Credential credential, Action action, Resource resource) {
        throw new AssertionError("nothing is narrowed here");
    }

    @Override
    public final void close() {
        heal();
        relay.close();
    }
}
