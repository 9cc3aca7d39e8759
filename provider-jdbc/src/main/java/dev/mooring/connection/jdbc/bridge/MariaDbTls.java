package dev.mooring.connection.jdbc.bridge;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.support.network.ClientTls;
import dev.mooring.connection.support.network.PemCertificates;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.plugin.tls.main.DefaultTlsSocketPlugin;

/**
 * TLS for MariaDB's driver, which by itself goes on with a certificate that nobody trusts: it looks afterwards whether the
 * server knows the password, when whoever answered has seen a proof of it. Here a certificate is trusted or the session ends,
 * and no certificate of this process is shown. Found by the driver. Safe for use by threads.
 */
public final class MariaDbTls extends DefaultTlsSocketPlugin {
    /** By what name the driver finds it. */
    static final String TYPE = "mooring";

    /** Used by the driver. */
    public MariaDbTls() {}

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public TrustManager[] getTrustManager(Configuration settings, ExceptionFactory failures, HostAddress server)
            throws SQLException {
        try {
            Optional<String> pem = Optional.ofNullable(settings.serverSslCert());
            List<X509Certificate> authorities =
                    pem.isPresent() ? PemCertificates.read(Secret.of(pem.get())) : List.of();
            return ClientTls.trusted(authorities);
        } catch (IOException | GeneralSecurityException e) {
            throw new SQLException("the trusted certificates can not be used", "08000", e);
        }
    }

    @Override
    public KeyManager[] getKeyManager(Configuration settings, ExceptionFactory failures) {
        return new KeyManager[0];
    }
}
