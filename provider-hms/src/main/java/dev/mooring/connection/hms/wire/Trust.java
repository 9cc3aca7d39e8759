package dev.mooring.connection.hms.wire;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Sets up TLS to a server whose certificate must be trusted and must name the host. */
final class Trust {
    private Trust() {}

    /** A TLS connection on the socket after its handshake. */
    static SSLSocket layer(Socket socket, String host, Optional<String> trusted) throws IOException {
        SSLSocket secured = (SSLSocket) factory(trusted).createSocket(socket, host, socket.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static SSLSocketFactory factory(Optional<String> trusted) throws IOException {
        if (trusted.isEmpty()) {
            return (SSLSocketFactory) SSLSocketFactory.getDefault();
        }
        try {
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store(trusted.get()));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    private static KeyStore store(String pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
        if (certificates.isEmpty()) {
            throw unusable(null);
        }
        int number = 0;
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("trusted-" + number++, certificate);
        }
        return store;
    }

    private static ConnectionException unusable(@Nullable GeneralSecurityException cause) {
        return new ConnectionException(
                ConnectionError.INVALID_PROPERTIES,
                HmsProperties.TRUSTED + " holds no certificates in PEM",
                "give the certificates as text, each from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----",
                cause);
    }
}
