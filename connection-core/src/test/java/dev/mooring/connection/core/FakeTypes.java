package dev.mooring.connection.core;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.Connection;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.core.internal.content.LayerContents;
import dev.mooring.connection.core.internal.kerberos.JvmRealms;
import dev.mooring.connection.core.internal.registry.InstalledProvider;
import dev.mooring.connection.core.internal.registry.TypeRegistry;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.spi.CloudProfile;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.Contents;
import dev.mooring.connection.spi.KerberosRealms;
import dev.mooring.connection.spi.ProviderContext;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A provider of given types and clouds.
 *
 * @param types its types
 * @param clouds its clouds
 */
public record FakeTypes(List<ConnectionType> types, List<CloudProfile> clouds) implements ConnectionProvider {
    public static FakeTypes of(ConnectionType... types) {
        return new FakeTypes(List.of(types), List.of());
    }

    @Override
    public String name() {
        return "fake";
    }

    /** A registry of these types, with nothing around them. */
    public static TypeRegistry registry(ConnectionProvider... providers) {
        return registry(List.of(), providers);
    }

    public static TypeRegistry registry(List<BrokenProvider> broken, ConnectionProvider... providers) {
        return new TypeRegistry(
                Arrays.stream(providers).map(InstalledProvider::of).toList(), broken, new Surroundings());
    }

    private static final class Surroundings implements ProviderContext {
        @Override
        public Clock clock() {
            return new MutableClock();
        }

        @Override
        public Deployment deployment() {
            return Deployment.anywhere();
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Credential serviceIdentity(Cloud cloud) {
            return new Credential.Anonymous();
        }

        @Override
        public List<InetAddress> resolve(String host) {
            return List.of();
        }

        @Override
        public Optional<URI> endpointOverride(String service) {
            return Optional.empty();
        }

        @Override
        public Contents contents(Connection connection) {
            return LayerContents.closed().of(connection.identity());
        }

        @Override
        public KerberosRealms kerberos() {
            return new JvmRealms(host -> List.of());
        }
    }
}
