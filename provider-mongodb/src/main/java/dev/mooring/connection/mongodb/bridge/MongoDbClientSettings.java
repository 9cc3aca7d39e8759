package dev.mooring.connection.mongodb.bridge;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.Vended;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Certificate;
import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.support.network.TlsIdentity;
import java.util.Objects;

/**
 * Settings of MongoDB's own client, made of a connection. The mechanism of the login is the connection's, never one that a
 * server proposes; over TLS, certificates and host names are checked, and no certificate of this process is shown.
 *
 * <p>The driver keeps the login for the life of a client: after a password is changed, make a new client of new settings.
 */
public final class MongoDbClientSettings {
    private static final String SCRAM_SHA_1 = "SCRAM-SHA-1";

    private MongoDbClientSettings() {}

    /**
     * Settings with the login that the source vends now, for more settings to be added; asks the source once, and blocks for
     * it. Do not print what is built of them: the driver leaves passwords out, but that is its word.
     */
    public static MongoClientSettings.Builder of(CredentialSource source) {
        Vended vended = Objects.requireNonNull(source, "source").vended();
        MongoDbEndpoint endpoint = MongoDbEndpoint.of(vended.details());
        return MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(endpoint.url()))
                .credential(login(endpoint, vended.credential()))
                .applyToSslSettings(tls -> tls.enabled(endpoint.tls().isPresent())
                        .invalidHostNameAllowed(false)
                        .context(TlsIdentity.of(vended.credential())
                                .trusting(endpoint.tls().flatMap(MongoDbEndpoint.Tls::authoritiesPem))));
    }

    private static MongoCredential login(MongoDbEndpoint endpoint, Credential credential) {
        if (credential instanceof Certificate) {
            return MongoCredential.createMongoX509Credential();
        }
        if (credential instanceof Login login) {
            char[] password = login.password().reveal().toCharArray();
            return endpoint.mechanism().equals(SCRAM_SHA_1)
                    ? MongoCredential.createScramSha1Credential(login.username(), endpoint.authDatabase(), password)
                    : MongoCredential.createScramSha256Credential(login.username(), endpoint.authDatabase(), password);
        }
        throw new ConnectionException(
                ConnectionError.NOT_SUPPORTED,
                "nobody logs in to MongoDB with a credential of shape "
                        + credential.getClass().getSimpleName(),
                "use the source of a connection of type MONGODB");
    }
}
