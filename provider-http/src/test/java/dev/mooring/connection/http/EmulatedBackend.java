package dev.mooring.connection.http;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.tck.FakeBackend;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What backends of APIs have in common: their address stands in the connection's properties. */
abstract class EmulatedBackend implements FakeBackend {
    static final String NOWHERE = "http://127.0.0.1:9";

    private volatile Optional<Failure> failing = Optional.empty();

    static List<RawProperty> properties(String... namesAndValues) {
        List<RawProperty> raw = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            raw.add(RawProperty.of(namesAndValues[i], namesAndValues[i + 1]));
        }
        return List.copyOf(raw);
    }

    final boolean isFailing(Failure kind) {
        return failing.equals(Optional.of(kind));
    }

    /** Where it is, or where nothing is. */
    final String address(URI endpoint) {
        return isFailing(Failure.UNREACHABLE) ? NOWHERE : endpoint.toString();
    }

    /** The secret, or another one. */
    final String secret(String right) {
        return isFailing(Failure.BAD_CREDENTIAL) ? right + "-not" : right;
    }

    @Override
    public void fail(Failure kind) {
        failing = Optional.of(kind);
    }

    @Override
    public void heal() {
        failing = Optional.empty();
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
    public List<Received> received() {
        return List.of();
    }

    @Override
    public boolean permits(Credential credential, Action action, Resource resource) {
        throw new AssertionError("nothing is narrowed here");
    }
}
