package dev.mooring.connection.support.network;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS contexts of clients. The JVM's default one would show the process's own certificate to any server that asks for one, and
 * connections name servers as they like.
 */
public final class ClientTls {
    private ClientTls() {}

    /** Trusts whom the JVM trusts, and shows no certificate. */
    public static SSLContext anonymous() {
        return trusting(List.of());
    }

    /** Trusts those authorities, without any those of the JVM, and shows no certificate. */
    public static SSLContext trusting(List<X509Certificate> authorities) {
        try {
            return of(new KeyManager[0], authorities);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }

    /** As {@link #trusting}, showing what those managers hold and nothing else. */
    public static SSLContext of(KeyManager[] shown, List<X509Certificate> authorities)
            throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown, trusted(authorities), null);
        return context;
    }

    /** Managers that trust those authorities, without any those of the JVM: for clients that make their contexts themselves. */
    public static TrustManager[] trusted(List<X509Certificate> authorities)
            throws IOException, GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        if (authorities.isEmpty()) {
            factory.init((KeyStore) null);
            return factory.getTrustManagers();
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        factory.init(store);
        return factory.getTrustManagers();
    }
}
