package dev.mooring.connection.hms.wire;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Certificates that a metastore's own may be signed by.
 *
 * @param list at least one
 */
public record TrustedCertificates(List<Certificate> list) {
    private static final int PEM_LINE = 64;

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
            return new TrustedCertificates(List.copyOf(CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(content.revealBytes()))));
        } catch (CertificateException e) {
            throw unusable();
        }
    }

    /** The certificates in PEM, and nothing else that stood among them. */
    public String pem() {
        return list.stream().map(TrustedCertificates::pem).collect(Collectors.joining());
    }

    private static String pem(Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(PEM_LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a parsed certificate has an encoding", e);
        }
    }

    private static ConnectionException unusable() {
        return new ConnectionException(
                ConnectionError.INVALID_PROPERTIES,
                HmsProperties.TRUSTED + " holds no certificates in PEM",
                "give the certificates as text, each from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----");
    }
}
