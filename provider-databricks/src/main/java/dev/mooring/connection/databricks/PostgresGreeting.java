package dev.mooring.connection.databricks;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.databricks.bridge.LakebaseEndpoint;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.support.network.ClientTls;
import dev.mooring.connection.support.network.Dialer;
import dev.mooring.connection.support.network.PemCertificates;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Greets a Postgres as its clients do, up to TLS: asks for TLS, and looks at the certificate. */
final class PostgresGreeting {
    /** Length 8 and the code of an SSLRequest, as the protocol of Postgres writes it. */
    private static final byte[] SSL_REQUEST = {0, 0, 0, 8, 4, (byte) 210, 22, 47};

    private final Dialer dialer;
    private final LakebaseEndpoint endpoint;

    PostgresGreeting(Dialer dialer, LakebaseEndpoint endpoint) {
        this.dialer = dialer;
        this.endpoint = endpoint;
    }

    /** Protocol and subject of the certificate, which must be trusted and name the host. */
    String verified(ProbeRun run) throws IOException {
        HostPort server = endpoint.server();
        try (Socket socket = dialer.connect(server, run)) {
            socket.setSoTimeout(Math.toIntExact(dialer.limit(run).toMillis()));
            requireTls(socket);
            try (SSLSocket tls =
                    (SSLSocket) trusted().getSocketFactory().createSocket(socket, server.host(), server.port(), true)) {
                SSLParameters parameters = tls.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                tls.setSSLParameters(parameters);
                tls.startHandshake();
                return tls.getSession().getProtocol() + " with "
                        + tls.getSession().getPeerPrincipal().getName();
            }
        } catch (SocketTimeoutException e) {
            throw new ConnectionException(
                    ConnectionError.TIMED_OUT,
                    "the TLS handshake with " + server + " did not end in time",
                    "try again: an endpoint that was scaled to zero may be starting",
                    e);
        } catch (IOException e) {
            throw new ConnectionException(
                    ConnectionError.TLS_FAILED,
                    "no TLS with " + server + ": " + e.getMessage(),
                    "check that PGHOST is the name that the certificate holds, and that TRUSTED_CERTIFICATES, or this machine,"
                            + " trusts the authority that signed it",
                    e);
        }
    }

    private void requireTls(Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(SSL_REQUEST);
        out.flush();
        int answer = socket.getInputStream().read();
        if (answer != 'S') {
            throw new IOException(answer == 'N' ? "the server offers none" : "what answers there is no Postgres");
        }
    }

    private SSLContext trusted() {
        try {
            return endpoint.trustedCertificates().isPresent()
                    ? ClientTls.trusting(PemCertificates.read(
                            Secret.of(endpoint.trustedCertificates().get())))
                    : ClientTls.trusting(List.of());
        } catch (CertificateException e) {
            throw new IllegalStateException("certificates that were written by this module", e);
        }
    }
}
