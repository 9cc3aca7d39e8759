package dev.mooring.connection.support.network;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Certificates of one property.
 *
 * @param property the property that they came from, for messages
 * @param list at least one
 */
public record Certificates(String property, List<X509Certificate> list) {
    private static final Set<String> STRONG = Set.of("SHA256WITHRSA", "SHA384WITHRSA", "SHA512WITHRSA");
    private static final int SHORTEST_KEY = 2048;

    /** Refuses none at all. */
    public Certificates {
        list = List.copyOf(list);
        if (list.isEmpty()) {
            throw unusable(property, "holds no certificate", "give certificates in PEM, -----BEGIN CERTIFICATE-----");
        }
    }

    /** Reads PEM, or one certificate in DER. */
    public static Certificates ofPem(String property, Secret content) {
        try {
            return new Certificates(property, PemCertificates.read(content));
        } catch (CertificateException e) {
            // without the failure: a private key given in its place must not be repeated
            throw unusable(property, "holds no readable certificate", "give certificates in PEM, X.509");
        }
    }

    /** A failure that names the property. */
    public static ConnectionException unusable(String property, String flaw, String remedy) {
        return new ConnectionException(ConnectionError.INVALID_PROPERTIES, property + " " + flaw, remedy);
    }

    /** The certificates in PEM. */
    public String pem() {
        return PemCertificates.text(list);
    }

    /** Refuses what AWS Glue refuses unless told otherwise. */
    public void requireStrong(String unless) {
        for (X509Certificate certificate : list) {
            String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
            boolean isLong = certificate.getPublicKey() instanceof RSAKey key
                    && key.getModulus().bitLength() >= SHORTEST_KEY;
            if (!STRONG.contains(algorithm) || !isLong) {
                throw unusable(
                        property,
                        "holds a certificate of " + algorithm + " and a key of "
                                + certificate.getPublicKey().getAlgorithm(),
                        "use RSA of at least " + SHORTEST_KEY + " bits with SHA-2, or set " + unless + " = true");
            }
        }
    }

    /** Refuses a certificate that ended, before a broker does without saying why. */
    public void requireValid(Instant now) {
        Instant end = list.get(0).getNotAfter().toInstant();
        if (!end.isAfter(now)) {
            throw new ConnectionException(
                    ConnectionError.CREDENTIAL_REJECTED,
                    "the client's certificate in " + property + " ended at " + end,
                    "put a renewed certificate and its key in place");
        }
    }
}
