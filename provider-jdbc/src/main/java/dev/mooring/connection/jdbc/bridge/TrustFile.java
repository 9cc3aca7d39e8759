package dev.mooring.connection.jdbc.bridge;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.support.network.PemCertificates;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * The trusted authorities as a file, for drivers that insist on a path: there for the time of one login, readable by this
 * process's user only. It holds certificates and nothing secret.
 */
final class TrustFile implements AutoCloseable {
    /** Of a store without secrets; drivers insist on one. */
    static final String PASSWORD = "no-secret";

    private final Optional<Path> file;

    private TrustFile(Optional<Path> file) {
        this.file = file;
    }

    /** The file that the endpoint's driver needs, if it needs one. */
    static TrustFile of(JdbcEndpoint endpoint) throws IOException {
        Optional<String> authorities = endpoint.tls().flatMap(JdbcEndpoint.Tls::authoritiesPem);
        if (authorities.isEmpty()) {
            return new TrustFile(Optional.empty());
        }
        return switch (endpoint.engine()) {
            case MYSQL, SQLSERVER, ORACLE -> new TrustFile(Optional.of(store(authorities.get())));
            case REDSHIFT -> new TrustFile(Optional.of(text(authorities.get())));
            case POSTGRESQL, MARIADB, H2, SQLITE -> new TrustFile(Optional.empty());
        };
    }

    /** Where it is; empty when the driver needs none. */
    Optional<Path> path() {
        return file;
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            Files.deleteIfExists(file.get());
        }
    }

    private static Path text(String pem) throws IOException {
        return Files.writeString(Files.createTempFile("mooring-trust", ".pem"), pem);
    }

    private static Path store(String pem) throws IOException {
        Path path = Files.createTempFile("mooring-trust", ".p12");
        try (OutputStream out = Files.newOutputStream(path)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            List<X509Certificate> authorities = PemCertificates.read(Secret.of(pem));
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority-" + i, authorities.get(i));
            }
            store.store(out, PASSWORD.toCharArray());
            return path;
        } catch (GeneralSecurityException e) {
            Files.deleteIfExists(path);
            throw new IOException("the trusted certificates make no store", e);
        }
    }
}
