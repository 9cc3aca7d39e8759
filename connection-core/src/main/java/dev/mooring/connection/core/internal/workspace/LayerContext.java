package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.core.internal.content.LayerContents;
import dev.mooring.connection.core.internal.kerberos.JvmRealms;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.spi.Contents;
import dev.mooring.connection.spi.ProviderContext;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What the layer gives to providers. */
public final class LayerContext implements ProviderContext {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Clock clock;
    private final Deployment deployment;
    private final Map<Cloud, Supplier<Credential>> identities;
    private final Map<String, URI> overrides;
    private final EgressGuard guard;
    private final Set<String> issuers;
    private final LayerContents contents;
    private final JvmRealms realms;

    /**
     * What an application configured for providers.
     *
     * @param identities asked at every use
     * @param overrides endpoints by service
     * @param admittedAddresses addresses that the egress guard lets pass
     * @param admittedIssuers hosts, lower case, that see requests of the layer's own identity
     * @param contents opens files and encrypted values
     */
    public record Outside(
            Map<Cloud, Supplier<Credential>> identities,
            Map<String, URI> overrides,
            Set<String> admittedAddresses,
            Set<String> admittedIssuers,
            LayerContents contents) {
        /** Copies the collections. */
        public Outside {
            identities = Map.copyOf(identities);
            overrides = Map.copyOf(overrides);
            admittedAddresses = Set.copyOf(admittedAddresses);
            admittedIssuers = Set.copyOf(admittedIssuers);
        }
    }

    /** The context of a layer. */
    public LayerContext(Clock clock, Deployment deployment, Outside outside) {
        this.clock = clock;
        this.deployment = deployment;
        this.identities = outside.identities();
        this.overrides = outside.overrides();
        this.guard = new EgressGuard(outside.admittedAddresses());
        this.issuers = outside.admittedIssuers();
        this.contents = outside.contents();
        this.realms = new JvmRealms(guard::resolve);
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
        return TIMEOUT;
    }

    @Override
    public Credential serviceIdentity(Cloud cloud) {
        Supplier<Credential> identity = identities.get(cloud);
        if (identity == null) {
            throw new ConnectionException(
                    ConnectionError.NOT_CONFIGURED,
                    "this layer has no identity of its own in " + cloud + ", which roles could trust",
                    "set it with ConnectionLayer.Builder.serviceIdentity(" + cloud + ", …); no other one is used");
        }
        return identity.get();
    }

    @Override
    public boolean admitsIssuer(String host) {
        return issuers.contains(host.toLowerCase(Locale.ROOT));
    }

    @Override
    public List<InetAddress> resolve(String host) {
        return guard.resolve(host);
    }

    @Override
    public Optional<URI> endpointOverride(String service) {
        return Optional.ofNullable(overrides.get(service));
    }

    @Override
    public Contents contents(Connection connection) {
        return contents.of(connection.identity());
    }

    @Override
    public JvmRealms kerberos() {
        return realms;
    }
}
