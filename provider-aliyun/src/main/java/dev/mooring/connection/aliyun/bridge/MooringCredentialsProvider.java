package dev.mooring.connection.aliyun.bridge;

import com.aliyun.sdk.service.oss2.credentials.Credentials;
import com.aliyun.sdk.service.oss2.credentials.CredentialsProvider;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Credential.Session;
import java.util.Objects;

/**
 * Gives a client of the OSS SDK the credentials of a connection. It keeps none: every request of the client asks the
 * source, which answers from memory and renews in time. Safe for use by threads.
 */
public final class MooringCredentialsProvider implements CredentialsProvider {
    private final CredentialSource source;

    private MooringCredentialsProvider(CredentialSource source) {
        this.source = source;
    }

    /** A provider that asks the given source. */
    public static MooringCredentialsProvider of(CredentialSource source) {
        return new MooringCredentialsProvider(Objects.requireNonNull(source, "source"));
    }

    /**
     * A credential in the SDK's form, with its security token if it has one; fails with
     * {@link ConnectionError#NOT_SUPPORTED} for a shape that does not sign requests to OSS.
     */
    public static Credentials toOss(Credential credential) {
        if (credential instanceof AccessKey key) {
            return new Credentials(key.accessKeyId(), key.accessKeySecret().reveal());
        }
        if (credential instanceof Session session) {
            return new Credentials(
                    session.accessKeyId(),
                    session.accessKeySecret().reveal(),
                    session.sessionToken().reveal());
        }
        throw new ConnectionException(
                ConnectionError.NOT_SUPPORTED,
                "a credential of shape " + credential.getClass().getSimpleName() + " can not sign requests to OSS",
                "use a connection whose credentials are access keys or sessions, such as one of type OSS");
    }

    @Override
    public Credentials getCredentials() {
        return toOss(source.get());
    }

    /** Names the connection and its scope, no credential. */
    @Override
    public String toString() {
        return "MooringCredentialsProvider[" + source.ticket().connection() + ", " + source.scope() + "]";
    }
}
