package dev.mooring.connection.hms.wire;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.support.network.ClientTls;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Sets up TLS to a server whose certificate must be trusted and must name the host. */
final class Trust {
    private Trust() {}

    /** A TLS connection on the socket after its handshake. */
    static SSLSocket layer(Socket socket, String host, Optional<String> trusted) throws IOException {
        SSLSocket secured =
                (SSLSocket) context(trusted).getSocketFactory().createSocket(socket, host, socket.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /** Trusts those certificates, else those that the JVM trusts; shows none. */
    static SSLContext context(Optional<String> trusted) {
        return ClientTls.trusting(
                trusted.map(pem -> TrustedCertificates.read(Secret.of(pem)).list())
                        .orElse(List.of()));
    }
}
