package dev.mooring.connection.spi;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.Connection;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.credential.Credential;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a provider must not find for itself. Safe for use by threads. */
public interface ProviderContext {
    /** The layer's clock. */
    Clock clock();

    /** Where the layer runs. */
    Deployment deployment();

    /** The time limit of one call; of one connect, at most three seconds of it. */
    Duration timeout();

    /**
     * The platform's own principal in that cloud, the one customers trust; ask for it at every call and never keep it.
     * Fails with {@link dev.mooring.connection.ConnectionError#NOT_CONFIGURED} when the layer has none.
     */
    Credential serviceIdentity(Cloud cloud);

    /**
     * Whether the deployment lets its own identity sign requests to that host, which a user named and which is not the
     * cloud's own: the identity's session token travels with each of them.
     */
    default boolean admitsIssuer(String host) {
        return false;
    }

    /** The addresses of a host, through the egress guard; fails when it does not resolve or is refused. */
    List<InetAddress> resolve(String host);

    /** Where the deployment sends calls of that service instead of its public endpoint, for instance {@code sts}. */
    Optional<URI> endpointOverride(String service);

    /** Opens the files and encrypted values that the connection names, as far as its workspace may. */
    Contents contents(Connection connection);

    /** The Kerberos realms of this JVM. */
    KerberosRealms kerberos();
}
