package dev.mooring.connection.core;

import static java.util.Objects.requireNonNull;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.credential.Credential;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The part of a layer's builder that says what connections may reach outside the layer.
 *
 * @param <B> the builder itself
 */
abstract class OutsideBuilder<B extends OutsideBuilder<B>> {
    final OutsideParts outside = new OutsideParts();

    /** This builder. */
    abstract B self();

    /** Sets the platform's own identity in a cloud, asked at every use: the principal that customers' roles trust. */
    public B serviceIdentity(Cloud cloud, Supplier<Credential> identity) {
        outside.identities.put(cloud, identity);
        return self();
    }

    /** Sends calls of a service, for instance {@code sts}, to another endpoint. */
    public B endpointOverride(String service, URI endpoint) {
        outside.overrides.put(service, endpoint);
        return self();
    }

    /** Lets connections reach a link-local or metadata address, which is refused otherwise. */
    public B admitAddress(String address) {
        outside.admittedAddresses.add(address);
        return self();
    }

    /**
     * Lets the layer's own identity sign requests to a host that connections name as their issuer, such as the STS of
     * an S3-compatible store. Its session token, if it has one, is sent there.
     */
    public B admitIssuer(String host) {
        outside.admittedIssuers.add(host.toLowerCase(Locale.ROOT));
        return self();
    }

    /**
     * Lets content properties, such as certificates and keytabs, name files below the directory, whatever the
     * workspace: what is there, any user of any workspace can use.
     */
    public B admitDirectory(Path path) {
        outside.directories.add(path.toAbsolutePath().normalize());
        return self();
    }

    /**
     * Lets content properties of connections of one workspace name files below the directory. Other workspaces have
     * no way there, even where it lies below a directory that is admitted for all.
     */
    public B admitDirectory(String workspace, Path path) {
        outside.directoriesOf
                .computeIfAbsent(requireNonNull(workspace, "workspace"), name -> new HashSet<>())
                .add(path.toAbsolutePath().normalize());
        return self();
    }

    /** Reads what content properties name with that scheme, for instance {@code volume}. */
    public B contentReader(String scheme, ContentReader reader) {
        outside.readers.put(scheme.toLowerCase(Locale.ROOT), reader);
        return self();
    }

    /** Opens properties that hold ciphertexts of the application; without it they are refused. */
    public B decryptor(Decryptor opener) {
        outside.decryptor = Optional.of(opener);
        return self();
    }
}
