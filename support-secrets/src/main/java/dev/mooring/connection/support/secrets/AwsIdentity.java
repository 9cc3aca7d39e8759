package dev.mooring.connection.support.secrets;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Credential.Session;
import dev.mooring.connection.spi.References;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** The credentials of an AWS connection in the form in which the AWS SDK signs. Needs the SDK's {@code http-auth-aws}. */
public final class AwsIdentity {
    private AwsIdentity() {}

    /**
     * A credential of the connection of that name, which must be one of AWS: keys of other clouds have the same shape, and
     * must not sign what is sent to AWS.
     *
     * @param property the property that names it, for messages
     */
    public static Credential vend(References references, String connection, String property) {
        Connection named = references.require(connection);
        if (!named.type().cloud().filter(Cloud.AWS::equals).isPresent()) {
            throw new ConnectionException(
                    ConnectionError.INVALID_PROPERTIES,
                    "connection " + named.name() + " is of type " + named.type() + ", not of AWS",
                    "name a connection of AWS as " + property);
        }
        return references.vend(connection, AccessScope.everything());
    }

    /**
     * What the SDK signs with; fails with {@link ConnectionError#NOT_SUPPORTED} for a credential that no request to AWS is
     * signed with.
     *
     * @param property the property that names the connection, for messages
     */
    public static AwsCredentialsIdentity of(Credential credential, String property) {
        if (credential instanceof AccessKey key) {
            return AwsCredentialsIdentity.create(
                    key.accessKeyId(), key.accessKeySecret().reveal());
        }
        if (credential instanceof Session session) {
            return AwsSessionCredentialsIdentity.create(
                    session.accessKeyId(),
                    session.accessKeySecret().reveal(),
                    session.sessionToken().reveal());
        }
        throw new ConnectionException(
                ConnectionError.NOT_SUPPORTED,
                "a credential of shape " + credential.getClass().getSimpleName() + " can not sign requests to AWS",
                "name a connection of AWS as " + property);
    }
}
