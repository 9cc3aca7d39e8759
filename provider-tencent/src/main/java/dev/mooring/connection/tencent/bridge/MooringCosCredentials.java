package dev.mooring.connection.tencent.bridge;

import com.qcloud.cos.auth.BasicCOSCredentials;
import com.qcloud.cos.auth.BasicSessionCredentials;
import com.qcloud.cos.auth.COSCredentials;
import com.qcloud.cos.auth.COSCredentialsProvider;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Credential.Session;
import java.util.Objects;

/**
 * Gives a client of the COS SDK the credentials of a connection. It keeps none: every request of the client asks the source,
 * which answers from memory and renews in time. Safe for use by threads.
 */
public final class MooringCosCredentials implements COSCredentialsProvider {
    private final CredentialSource source;

    private MooringCosCredentials(CredentialSource source) {
        this.source = source;
    }

    /** A provider that asks the given source. */
    public static MooringCosCredentials of(CredentialSource source) {
        return new MooringCosCredentials(Objects.requireNonNull(source, "source"));
    }

    /**
     * A credential in the SDK's form; fails with {@link ConnectionError#NOT_SUPPORTED} for a shape that does not sign requests
     * to Tencent Cloud.
     */
    public static COSCredentials toCos(Credential credential) {
        if (credential instanceof AccessKey key) {
            return new BasicCOSCredentials(
                    key.accessKeyId(), key.accessKeySecret().reveal());
        }
        if (credential instanceof Session session) {
            return new BasicSessionCredentials(
                    session.accessKeyId(),
                    session.accessKeySecret().reveal(),
                    session.sessionToken().reveal());
        }
        throw new ConnectionException(
                ConnectionError.NOT_SUPPORTED,
                "a credential of shape " + credential.getClass().getSimpleName()
                        + " can not sign requests to Tencent Cloud",
                "use a connection whose credentials are access keys or sessions, such as one of type COS");
    }

    @Override
    public COSCredentials getCredentials() {
        return toCos(source.get());
    }

    /** Does nothing: the source renews by itself, before a credential ends. */
    @Override
    public void refresh() {}

    /** Names the connection and its scope, no credential. */
    @Override
    public String toString() {
        return "MooringCosCredentials[" + source.ticket().connection() + ", " + source.scope() + "]";
    }
}
