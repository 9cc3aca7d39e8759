package dev.mooring.connection.sftp;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.sftp.SftpErrors.Attempt;
import dev.mooring.connection.sftp.bridge.SftpEndpoint;
import dev.mooring.connection.sftp.bridge.SftpSession;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.Dialer;
import dev.mooring.connection.support.network.SecretForms;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;

/** One session of a test, step by step. Made for one test; used by its thread only. */
final class SessionProbe {
    private final ProbeRequest request;
    private final HostPort server;
    private final String user;
    private final Dialer dialer;
    private Optional<Credential> credential = Optional.empty();
    private Optional<SftpSession> session = Optional.empty();

    SessionProbe(ProviderContext context, ProbeRequest request, HostPort server) {
        this.request = request;
        this.server = server;
        this.user = request.properties().require(SftpProperties.USERNAME);
        this.dialer = new Dialer(context);
    }

    /** Whether the server shows a pinned key. */
    Finding keys(ProbeRun run) {
        SftpEndpoint endpoint = new SftpEndpoint(
                server, request.properties().get(SftpProperties.HOST_KEYS).orElse(List.of()));
        try {
            SocketAddress address = reachable(run);
            SftpSession opened = run.closeLater(
                    SftpSession.connect(endpoint, user, new SftpSession.Route(address, dialer.limit(run))));
            session = Optional.of(opened);
            return Finding.passed("the server shows the pinned key " + opened.hostKey());
        } catch (IOException e) {
            throw failed("the exchange of keys", e);
        }
    }

    /** Whether the server lets the user in. */
    Finding login(ProbeRun run) {
        Credential vended = request.vending().vend(AccessScope.everything());
        credential = Optional.of(vended);
        try {
            session().login(vended);
            return Finding.passed("user " + user + " is let in by " + (vended instanceof Login ? "password" : "key"));
        } catch (IOException e) {
            throw failed("the login", e);
        }
    }

    /** Whether the user may list a directory; one answer of its entries is read. */
    Finding list(String directory) {
        try (SftpClient client = session().client();
                CloseableHandle handle = client.openDir(directory)) {
            List<DirEntry> entries = client.readDir(handle);
            long count = entries == null
                    ? 0
                    : entries.stream()
                            .map(DirEntry::getFilename)
                            .filter(name -> !name.equals(".") && !name.equals(".."))
                            .count();
            return Finding.passed("user " + user + " sees " + count + (count == 1 ? " entry" : " entries"));
        } catch (IOException e) {
            throw failed("listing " + directory, e);
        }
    }

    /** An address that the guard lets pass and that takes connections; the client is not left to resolve the name itself. */
    private SocketAddress reachable(ProbeRun run) throws IOException {
        try (Socket socket = dialer.connect(server, run)) {
            return socket.getRemoteSocketAddress();
        }
    }

    private SftpSession session() {
        return session.orElseThrow(() -> new IllegalStateException("no session"));
    }

    private ConnectionException failed(String action, IOException failure) {
        return SftpErrors.translate(failure, new Attempt(action + " at " + server, user, this::secrets));
    }

    private SecretForms secrets() {
        return credential
                .filter(Login.class::isInstance)
                .map(Login.class::cast)
                .map(login -> SecretForms.of(login.username(), login.password()))
                .orElseGet(SecretForms::none);
    }
}
