package dev.mooring.connection.aws;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.Connection;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.Contents;
import dev.mooring.connection.spi.KerberosRealms;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.tck.FakeContents;
import dev.mooring.connection.tck.FakeKerberosRealms;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A provider's surroundings for tests: a fixed identity, services on loopback, short limits. */
final class StubContext implements ProviderContext {
    final List<String> resolved = new ArrayList<>();
    Credential identity = new Credential.AccessKey("AKIASERVICEIDENTITY0", Secret.of("service-secret"));
    Duration timeout = Duration.ofSeconds(5);
    private final Map<String, URI> overrides = new HashMap<>();

    StubContext override(String service, URI uri) {
        overrides.put(service, uri);
        return this;
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public Deployment deployment() {
        return Deployment.in(Cloud.AWS, "us-east-1", "999988887777");
    }

    @Override
    public Duration timeout() {
        return timeout;
    }

    @Override
    public Credential serviceIdentity(Cloud cloud) {
        return identity;
    }

    @Override
    public List<InetAddress> resolve(String host) {
        resolved.add(host);
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean admitsIssuer(String host) {
        return host.equals("127.0.0.1");
    }

    @Override
    public Optional<URI> endpointOverride(String service) {
        return Optional.ofNullable(overrides.get(service));
    }

    @Override
    public Contents contents(Connection connection) {
        return new FakeContents();
    }

    @Override
    public KerberosRealms kerberos() {
        return new FakeKerberosRealms();
    }
}
