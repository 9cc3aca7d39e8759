package dev.mooring.connection.hms.wire;

import dev.mooring.connection.credential.Secret;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Sets up TLS to a server whose certificate must be trusted and must name the host. */
final class Trust {
    /** The JVM's default context would show the process's own certificate to any server that asks for one. */
    private static final KeyManager[] NO_CERTIFICATE_OF_OURS = {};

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
    static SSLContext context(Optional<String> trusted) throws IOException {
        try {
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted.isEmpty() ? null : store(trusted.get()));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(NO_CERTIFICATE_OF_OURS, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }

    private static KeyStore store(String pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : TrustedCertificates.read(Secret.of(pem)).list()) {
            store.setCertificateEntry("trusted-" + number++, certificate);
        }
        return store;
    }
}
