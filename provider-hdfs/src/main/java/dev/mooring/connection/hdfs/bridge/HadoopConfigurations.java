package dev.mooring.connection.hdfs.bridge;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.Vended;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.property.PropertyValues;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.UserGroupInformation;
import org.jspecify.annotations.Nullable;

/**
 * An HDFS connection in Hadoop's terms, for engines: a configuration of its own, the user, and on secure clusters a
 * delegation token in place of the keytab, which never leaves the connection. Every call asks the source, so that a token
 * is replaced before it ends: call {@link #ugi()} from time to time while a file system is open. Safe for use by threads.
 */
public final class HadoopConfigurations {
    private static final String USER = "USER";

    private final CredentialSource source;
    private final Object lock = new Object();
    private @Nullable Held held;

    private record Held(String user, Credential credential, HadoopIdentity identity) {}

    private HadoopConfigurations(CredentialSource source) {
        this.source = source;
    }

    /** The connection of that source. */
    public static HadoopConfigurations of(CredentialSource source) {
        return new HadoopConfigurations(Objects.requireNonNull(source, "source"));
    }

    /**
     * A new configuration of the connection's name nodes, free of secrets and of what stands in files on the class path.
     * This library must be on the class path wherever it is used.
     */
    public Configuration configuration() {
        return configuration(source.vended());
    }

    /** Sets what belongs to the connection in an engine's own configuration, and leaves the rest of it alone. */
    public void applyTo(Configuration configuration) {
        settings(source.vended().details()).forEach(configuration::set);
    }

    /** New credentials with the delegation token, to be sent along with work; empty where the cluster takes words. */
    public Credentials credentials() {
        return new Credentials(identity(source.vended()).ugi().getCredentials());
    }

    /** The user: the same object, holding a token that is valid now, as long as the connection means the same user. */
    public UserGroupInformation ugi() {
        return identity(source.vended()).ugi();
    }

    /** The file system as that user, shared with nobody; the caller closes it. */
    public FileSystem open() throws IOException, InterruptedException {
        Vended vended = source.vended();
        return identity(vended).open(configuration(vended));
    }

    private static Configuration configuration(Vended vended) {
        return HadoopIdentity.configuration(settings(vended.details()));
    }

    private static Map<String, String> settings(PropertyValues details) {
        return details.values().entrySet().stream()
                .filter(entry -> !entry.getKey().equals(USER))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().texts().get(0)));
    }

    private HadoopIdentity identity(Vended vended) {
        PropertyValues.Value user = vended.details().values().get(USER);
        if (user == null) {
            throw unusable("a credential that names no user");
        }
        synchronized (lock) {
            held = held(user.texts().get(0), vended.credential());
            return held.identity();
        }
    }

    private Held held(String user, Credential credential) {
        Held present = held;
        if (present != null
                && present.user().equals(user)
                && present.credential().equals(credential)) {
            return present;
        }
        try {
            if (credential instanceof Credential.Anonymous) {
                return new Held(user, credential, HadoopIdentity.named(user));
            }
            if (credential instanceof Credential.Delegation delegation) {
                return new Held(user, credential, holding(present, user, delegation));
            }
        } catch (IOException e) {
            throw new ConnectionException(
                    ConnectionError.PROTOCOL_MISMATCH,
                    "the delegation token of " + source.ticket().connection() + " can not be read",
                    "use the same major version of Hadoop here and where the token was issued",
                    e);
        }
        throw unusable("a credential of shape " + credential.getClass().getSimpleName());
    }

    private static HadoopIdentity holding(@Nullable Held present, String user, Credential.Delegation delegation)
            throws IOException {
        if (present != null
                && present.user().equals(user)
                && present.credential() instanceof Credential.Delegation old
                && old.service().equals(delegation.service())) {
            present.identity().renew(delegation);
            return present.identity();
        }
        return HadoopIdentity.of(user, delegation);
    }

    private ConnectionException unusable(String what) {
        return new ConnectionException(
                ConnectionError.NOT_SUPPORTED,
                what + " does not open HDFS (connection " + source.ticket().connection() + ")",
                "use a connection of type HDFS");
    }

    /** Names the connection, no credential. */
    @Override
    public String toString() {
        return "HadoopConfigurations[" + source.ticket().connection() + "]";
    }
}
