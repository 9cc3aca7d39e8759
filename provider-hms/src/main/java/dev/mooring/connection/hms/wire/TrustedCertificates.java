package dev.mooring.connection.hms.wire;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.support.network.PemCertificates;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Certificates that a metastore's own may be signed by.
 *
 * @param list at least one
 */
public record TrustedCertificates(List<X509Certificate> list) {
    /** Refuses none at all. */
    public TrustedCertificates {
        list = List.copyOf(list);
        if (list.isEmpty()) {
            throw unusable();
        }
    }

    /** Reads PEM; what is no certificate fails without being repeated: it may be a key that was named in its place. */
    public static TrustedCertificates read(Secret content) {
        try {
            return new TrustedCertificates(PemCertificates.read(content));
        } catch (CertificateException e) {
            throw unusable();
        }
    }

    /** The certificates in PEM, and nothing else that stood among them. */
    public String pem() {
        return PemCertificates.text(list);
    }

    private static ConnectionException unusable() {
        return new ConnectionException(
                ConnectionError.INVALID_PROPERTIES,
                HmsProperties.TRUSTED + " holds no certificates in PEM",
                "give the certificates as text, each from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----");
    }
}
