package dev.mooring.connection.support.network;

import dev.mooring.connection.credential.Secret;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Certificates as text, read and written: what stood among them, which may be a key, is not written again. */
public final class PemCertificates {
    private static final int LINE = 64;

    private PemCertificates() {}

    /**
     * Reads certificates in PEM, or one in DER; none at all is an empty list. Do not keep the failure as a cause: what was
     * given may be a key, and the message may repeat it.
     */
    public static List<X509Certificate> read(Secret content) throws CertificateException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(content.revealBytes()))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    /** The certificates in PEM, in their order. */
    public static String text(List<X509Certificate> certificates) {
        return certificates.stream().map(PemCertificates::text).collect(Collectors.joining());
    }

    private static String text(X509Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a parsed certificate has an encoding", e);
        }
    }
}
