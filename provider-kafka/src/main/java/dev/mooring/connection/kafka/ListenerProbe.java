package dev.mooring.connection.kafka;

import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.support.network.Dialer;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Finds out whether a port speaks TLS, without trusting it or telling it anything. */
final class ListenerProbe {
    private final Dialer dialer;

    ListenerProbe(Dialer dialer) {
        this.dialer = dialer;
    }

    /** Whether the port shows a certificate when it is greeted in TLS. */
    boolean speaksTls(HostPort server, ProbeRun run) {
        AtomicBoolean shown = new AtomicBoolean();
        try (Socket socket = dialer.connect(server, run)) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Witness(shown)}, null);
            try (SSLSocket tls =
                    (SSLSocket) context.getSocketFactory().createSocket(socket, server.host(), server.port(), true)) {
                tls.setSoTimeout(Math.toIntExact(dialer.connectLimit(run).toMillis()));
                tls.startHandshake();
            }
        } catch (IOException e) {
            return shown.get();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
        return shown.get();
    }

    /** Sees that there is a certificate and ends the handshake there. */
    private record Witness(AtomicBoolean shown) implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
            throw new CertificateException("no client is expected");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
            shown.set(true);
            throw new CertificateException("seen, and not trusted");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
