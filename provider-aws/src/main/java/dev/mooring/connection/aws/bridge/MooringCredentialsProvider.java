package dev.mooring.connection.aws.bridge;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Credential.Session;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Gives a client of the AWS SDK the credentials of a connection. It keeps none: every request of the client asks the
 * source, which answers from memory and renews in time. Safe for use by threads.
 */
public final class MooringCredentialsProvider implements AwsCredentialsProvider {
    private final CredentialSource source;

    private MooringCredentialsProvider(CredentialSource source) {
        this.source = source;
    }

    /** A provider that asks the given source. */
    public static MooringCredentialsProvider of(CredentialSource source) {
        return new MooringCredentialsProvider(Objects.requireNonNull(source, "source"));
    }

    /**
     * A credential in the SDK's form; fails with {@link ConnectionError#NOT_SUPPORTED} for a shape that does not sign
     * requests to AWS.
     */
    public static AwsCredentials toAws(Credential credential) {
        if (credential instanceof AccessKey key) {
            return AwsBasicCredentials.create(
                    key.accessKeyId(), key.accessKeySecret().reveal());
        }
        if (credential instanceof Session session) {
            return AwsSessionCredentials.builder()
                    .accessKeyId(session.accessKeyId())
                    .secretAccessKey(session.accessKeySecret().reveal())
                    .sessionToken(session.sessionToken().reveal())
                    .expirationTime(session.expiry())
                    .build();
        }
        throw new ConnectionException(
                ConnectionError.NOT_SUPPORTED,
                "a credential of shape " + credential.getClass().getSimpleName() + " can not sign requests to AWS",
                "use a connection whose credentials are access keys or sessions, such as one of type S3");
    }

    @Override
    public AwsCredentials resolveCredentials() {
        return toAws(source.get());
    }

    /** Names the connection and its scope, no credential. */
    @Override
    public String toString() {
        return "MooringCredentialsProvider[" + source.ticket().connection() + ", " + source.scope() + "]";
    }
}
