package dev.mooring.connection.sftp.bridge;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.Vended;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.credential.Credential.SshKey;
import dev.mooring.connection.support.network.PrivateKeyPem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSession.ClientSessionEvent;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;

/**
 * A session with an SFTP server, made of a connection: it logs in with what the source vends and trusts the keys that the
 * connection pins. Of the user who runs this process nothing is used: no {@code ~/.ssh}, no agent, no key. To be closed.
 *
 * <p>A client is for one thread at a time. A changed password or key is used by the next session.
 */
public final class SftpSession implements AutoCloseable {
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(10);

    private final SshClient client;
    private final HostKeys hostKeys;
    private final ClientSession session;
    private final Duration limit;

    private SftpSession(SshClient client, HostKeys hostKeys, ClientSession session, Duration limit) {
        this.client = client;
        this.hostKeys = hostKeys;
        this.session = session;
        this.limit = limit;
    }

    /**
     * Where a session connects, and how long it waits.
     *
     * @param address the server's address; it must be resolved
     * @param limit of each step: the connection and its keys, the login, each answer
     */
    public record Route(SocketAddress address, Duration limit) {}

    /**
     * Opens a session and logs in. Blocks; asks the source once. Fails with an {@link UntrustedHostKeyException} when the
     * server's key is not pinned.
     */
    public static SftpSession open(CredentialSource source) throws IOException {
        Vended vended = Objects.requireNonNull(source, "source").vended();
        SftpEndpoint endpoint = SftpEndpoint.of(vended.details());
        SocketAddress address = new InetSocketAddress(
                endpoint.server().host(), endpoint.server().port());
        SftpSession session = connect(endpoint, username(vended.credential()), new Route(address, USUAL_LIMIT));
        try {
            session.login(vended.credential());
            return session;
        } catch (IOException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Opens a session as far as the server's key; {@link #login} must follow. */
    public static SftpSession connect(SftpEndpoint endpoint, String username, Route route) throws IOException {
        HostKeys hostKeys = new HostKeys(endpoint.hostKeys());
        SshClient client = client(hostKeys, route.limit());
        try {
            ClientSession session = client.connect(username, route.address())
                    .verify(route.limit())
                    .getSession();
            SftpSession opened = new SftpSession(client, hostKeys, session, route.limit());
            opened.awaitKeys();
            return opened;
        } catch (IOException | RuntimeException e) {
            client.stop();
            throw hostKeys.refusal().map(IOException.class::cast).orElseGet(() -> asIo(e));
        }
    }

    /** Logs in; what a credential of another shape than a login or an SSH key is, the connection can not have vended. */
    public void login(Credential credential) throws IOException {
        if (credential instanceof Login login) {
            session.setUserAuthFactories(List.<UserAuthFactory>of(
                    UserAuthPasswordFactory.INSTANCE, UserAuthKeyboardInteractiveFactory.INSTANCE));
            session.addPasswordIdentity(login.password().reveal());
        } else if (credential instanceof SshKey key) {
            session.setUserAuthFactories(List.<UserAuthFactory>of(UserAuthPublicKeyFactory.INSTANCE));
            session.addPublicKeyIdentity(pair(key));
        } else {
            throw unusable(credential);
        }
        session.auth().verify(limit);
    }

    /** A client for files; closed with the session, or before. */
    public SftpClient client() throws IOException {
        return SftpClientFactory.instance().createSftpClient(session);
    }

    /** What the server is known by: the kind and the fingerprint of its key. */
    public String hostKey() {
        return hostKeys.trusted().orElse("");
    }

    @Override
    public void close() {
        session.close(true);
        client.stop();
    }

    private void awaitKeys() throws IOException {
        EnumSet<ClientSessionEvent> ends =
                EnumSet.of(ClientSessionEvent.WAIT_AUTH, ClientSessionEvent.CLOSED, ClientSessionEvent.TIMEOUT);
        Set<ClientSessionEvent> events = session.waitFor(ends, limit);
        if (hostKeys.refusal().isPresent()) {
            throw hostKeys.refusal().get();
        }
        if (events.contains(ClientSessionEvent.TIMEOUT)) {
            throw new SocketTimeoutException("the server did not end the exchange of keys in time");
        }
        if (!events.contains(ClientSessionEvent.WAIT_AUTH)) {
            throw new IOException("the server closed the connection before it showed a key");
        }
    }

    private static SshClient client(HostKeys hostKeys, Duration limit) {
        SshClient client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(hostKeys);
        client.setSignatureFactories(hostKeys.ordered(client.getSignatureFactories()));
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setAgentFactory(null);
        client.setNioWorkers(1);
        CoreModuleProperties.AUTH_TIMEOUT.set(client, limit);
        CoreModuleProperties.PASSWORD_PROMPTS.set(client, 1);
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, limit);
        SftpModuleProperties.SFTP_CHANNEL_OPEN_TIMEOUT.set(client, limit);
        AbstractSftpClient.SFTP_CLIENT_CMD_TIMEOUT.set(client, limit);
        client.start();
        return client;
    }

    private static String username(Credential credential) {
        if (credential instanceof Login login) {
            return login.username();
        }
        if (credential instanceof SshKey key) {
            return key.username();
        }
        throw unusable(credential);
    }

    private static ConnectionException unusable(Credential credential) {
        return new ConnectionException(
                ConnectionError.NOT_SUPPORTED,
                "nobody logs in to an SFTP server with a credential of shape "
                        + credential.getClass().getSimpleName(),
                "use the source of a connection of type SFTP");
    }

    private static KeyPair pair(SshKey key) throws IOException {
        try {
            PublicKey open = PublicKeyEntry.parsePublicKeyEntry(key.publicKey()).resolvePublicKey(null, null, null);
            return new KeyPair(
                    open,
                    SecurityUtils.getKeyFactory(open.getAlgorithm())
                            .generatePrivate(new PKCS8EncodedKeySpec(PrivateKeyPem.bytes(key.privateKeyPem()))));
        } catch (GeneralSecurityException | RuntimeException e) {
            // without the failure: what reads keys may repeat them
            throw new IOException("the key of " + key.username() + " can not be used: "
                    + e.getClass().getSimpleName());
        }
    }

    private static IOException asIo(Exception e) {
        return e instanceof IOException io ? io : new IOException(e);
    }
}
