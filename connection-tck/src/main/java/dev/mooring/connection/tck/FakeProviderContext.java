package dev.mooring.connection.tck;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.spi.ProviderContext;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A context that a test sets up. Every host resolves to the loopback address, unless told otherwise, except those under {@code .invalid}. Safe for
 * use by threads.
 */
public final class FakeProviderContext implements ProviderContext {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    private final Clock clock;
    private final FakeContents contents = new FakeContents();
    private final FakeKerberosRealms kerberos = new FakeKerberosRealms();
    private final Map<String, URI> overrides = new ConcurrentHashMap<>();
    private final List<String> resolved = new CopyOnWriteArrayList<>();
    private volatile InetAddress everywhere = InetAddress.getLoopbackAddress();
    private volatile Deployment deployment = Deployment.anywhere();
    private volatile Duration timeout = DEFAULT_TIMEOUT;
    private volatile Optional<Credential> identity = Optional.empty();

    /** A context on the given time, without overrides and identity. */
    public FakeProviderContext(Clock clock) {
        this.clock = clock;
    }

    /** A context that reaches the backend. */
    public static FakeProviderContext of(Clock clock, FakeBackend backend) {
        FakeProviderContext context = new FakeProviderContext(clock);
        backend.endpoints().forEach(context::override);
        backend.serviceIdentity().ifPresent(context::identity);
        return context;
    }

    /** Sends calls of a service elsewhere. */
    public FakeProviderContext override(String service, URI endpoint) {
        overrides.put(service, endpoint);
        return this;
    }

    /** Sets the platform's principal, the same in every cloud. */
    public FakeProviderContext identity(Credential credential) {
        identity = Optional.of(credential);
        return this;
    }

    /** Sets where the layer runs. */
    public FakeProviderContext deployment(Deployment where) {
        deployment = where;
        return this;
    }

    /** Sets the time limit of one call. */
    public FakeProviderContext timeout(Duration limit) {
        timeout = limit;
        return this;
    }

    /** Resolves all hosts to that address from now on. */
    public FakeProviderContext resolveTo(InetAddress address) {
        everywhere = address;
        return this;
    }

    /** The hosts resolved so far. */
    public List<String> resolved() {
        return List.copyOf(resolved);
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Deployment deployment() {
        return deployment;
    }

    @Override
    public Duration timeout() {
        return timeout;
    }

    @Override
    public Credential serviceIdentity(Cloud cloud) {
        return identity.orElseThrow(() ->
                new ConnectionException(ConnectionError.NOT_CONFIGURED, "there is no service identity for " + cloud));
    }

    @Override
    public List<InetAddress> resolve(String host) {
        resolved.add(host);
        if (host.endsWith(".invalid")) {
            throw new ConnectionException(ConnectionError.ENDPOINT_UNREACHABLE, host + " does not resolve");
        }
        return List.of(everywhere);
    }

    @Override
    public Optional<URI> endpointOverride(String service) {
        return Optional.ofNullable(overrides.get(service));
    }

    @Override
    public FakeContents contents(Connection connection) {
        return contents;
    }

    /** What all connections open. */
    public FakeContents contents() {
        return contents;
    }

    @Override
    public FakeKerberosRealms kerberos() {
        return kerberos;
    }
}
