package dev.mooring.connection.databricks.bridge;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.support.network.ClientTls;
import dev.mooring.connection.support.network.PemCertificates;
import java.security.cert.CertificateException;
import org.postgresql.ssl.WrappedFactory;

/**
 * TLS of the Postgres driver, which makes one of these by its name: trusts those authorities or those of the JDK, and shows no
 * certificate of the process.
 */
public final class LakebaseTls extends WrappedFactory {
    /** In place of certificates: those authorities that the JDK trusts. */
    static final String JDK = "jdk";

    /** Used by the driver, with certificates in PEM or the word for those of the JDK. */
    public LakebaseTls(String trusted) throws CertificateException {
        factory = (trusted.equals(JDK)
                        ? ClientTls.anonymous()
                        : ClientTls.trusting(PemCertificates.read(Secret.of(trusted))))
                .getSocketFactory();
    }
}
