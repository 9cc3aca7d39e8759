package dev.mooring.connection.support.network;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Certificate;
import dev.mooring.connection.credential.Secret;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** What a client shows of itself in TLS: its certificate, or nothing. Immutable. */
public final class TlsIdentity {
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA", "DSA");
    private static final String ALIAS = "client";
    /** Of a store that never leaves memory. */
    private static final char[] NO_PASSWORD = new char[0];

    private final Optional<Certificate> certificate;

    private TlsIdentity(Optional<Certificate> certificate) {
        this.certificate = certificate;
    }

    /** The certificate of a credential of that shape; nothing of any other. */
    public static TlsIdentity of(Credential credential) {
        return new TlsIdentity(
                Optional.of(credential).filter(Certificate.class::isInstance).map(Certificate.class::cast));
    }

    /** A TLS context that trusts these authorities; without any, those that the JDK trusts. */
    public SSLContext trusting(Optional<String> authoritiesPem) {
        try {
            List<X509Certificate> authorities =
                    authoritiesPem.isPresent() ? certificates(authoritiesPem.get()) : List.of();
            return ClientTls.of(keys(), authorities);
        } catch (IOException | GeneralSecurityException e) {
            // without the failure: what reads keys may repeat them
            throw new ConnectionException(
                    ConnectionError.INVALID_PROPERTIES,
                    "the connection's certificates or key can not be used: "
                            + e.getClass().getSimpleName(),
                    "give certificates in PEM, and the private key of the client's own one");
        }
    }

    private KeyManager[] keys() throws IOException, GeneralSecurityException {
        if (certificate.isEmpty()) {
            return new KeyManager[0];
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setKeyEntry(
                ALIAS,
                privateKey(certificate.get().privateKeyPem()),
                NO_PASSWORD,
                certificates(certificate.get().chainPem()).toArray(new X509Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        return PemCertificates.read(Secret.of(pem));
    }

    private static PrivateKey privateKey(Secret pem) throws GeneralSecurityException {
        String text = pem.reveal().replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "");
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text));
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // a key of another algorithm
            }
        }
        throw new InvalidKeySpecException("no key of " + KEY_ALGORITHMS);
    }
}
