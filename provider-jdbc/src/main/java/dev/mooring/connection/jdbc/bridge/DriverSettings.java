package dev.mooring.connection.jdbc.bridge;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What a driver is told beside the URL. What a connection says comes first and ours last, so that nothing it says weakens
 * TLS, sends a file, loads a class or shows an identity of this process.
 */
final class DriverSettings {
    private static final String YES = "true";
    private static final String NO = "false";

    private final JdbcEndpoint endpoint;
    private final Optional<Path> trust;
    private final Properties properties = new Properties();

    private DriverSettings(JdbcEndpoint endpoint, Optional<Path> trust) {
        this.endpoint = endpoint;
        this.trust = trust;
    }

    /**
     * The properties of one login, without user and password.
     *
     * @param trust the file of the trusted authorities, for drivers that need one
     * @param limit for each wait of the login
     */
    static Properties of(JdbcEndpoint endpoint, Optional<Path> trust, Duration limit) {
        DriverSettings settings = new DriverSettings(endpoint, trust);
        endpoint.parameters().forEach(settings::put);
        settings.addLimit(limit);
        settings.addGuards();
        return settings.properties;
    }

    /** The properties that a driver of the engine must know: one that does not would go on as if they were not set. */
    static List<String> guards(JdbcEngine engine) {
        return switch (engine) {
            case POSTGRESQL -> List.of("sslmode", "sslfactory", "gssEncMode", "requireAuth");
            case REDSHIFT -> List.of("sslmode", "sslrootcert");
            case MYSQL -> List.of("sslMode", "allowLoadLocalInfile", "allowPublicKeyRetrieval");
            case MARIADB -> List.of("sslMode", "tlsSocketType", "allowLocalInfile", "restrictedAuth", "permitRedirect");
            case SQLSERVER -> List.of("encrypt", "trustServerCertificate", "trustStore", "integratedSecurity");
            // their drivers list little of what they know
            case ORACLE, H2, SQLITE -> List.of();
        };
    }

    private void addLimit(Duration limit) {
        long millis = Math.max(1, limit.toMillis());
        String seconds = String.valueOf(Math.max(1, (millis + 999) / 1000));
        switch (endpoint.engine()) {
            case POSTGRESQL, REDSHIFT -> {
                put("connectTimeout", seconds);
                put("socketTimeout", seconds);
            }
            case MYSQL, MARIADB -> {
                put("connectTimeout", String.valueOf(millis));
                put("socketTimeout", String.valueOf(millis));
            }
            case SQLSERVER -> {
                put("loginTimeout", seconds);
                put("socketTimeout", String.valueOf(millis));
            }
            case ORACLE -> {
                put("oracle.net.CONNECT_TIMEOUT", String.valueOf(millis));
                put("oracle.jdbc.ReadTimeout", String.valueOf(millis));
            }
            // for the login and for good: the driver has no other limit, and none that could be lifted
            case H2 -> put("NETWORK_TIMEOUT", String.valueOf(millis));
            case SQLITE -> put("busy_timeout", String.valueOf(millis));
        }
    }

    private void addGuards() {
        switch (endpoint.engine()) {
            case POSTGRESQL -> addPostgres();
            case REDSHIFT -> addRedshift();
            case MYSQL -> addMySql();
            case MARIADB -> addMariaDb();
            case SQLSERVER -> addSqlServer();
            case ORACLE -> addOracle();
            case H2 -> {
                put("IFEXISTS", "TRUE");
                put("FORBID_CREATION", "TRUE");
            }
            case SQLITE -> {
                // an existing file, for reading and writing; SQL must not reach other files by ATTACH
                put("open_mode", "2");
                put("limit_attached", "0");
                put("enable_load_extension", NO);
            }
        }
    }

    private void addPostgres() {
        put("socketFactory", InterruptibleSockets.class.getName());
        // Kerberos would be this process's own identity
        put("gssEncMode", "disable");
        put("jaasLogin", NO);
        if (isEncrypted()) {
            put("sslmode", "verify-full");
            put("sslfactory", PostgresTls.class.getName());
            authorities().ifPresent(pem -> put(PostgresTls.AUTHORITIES, pem));
        } else {
            put("sslmode", "disable");
            // a server may ask for the password itself; in clear, only a proof of it is sent
            put("requireAuth", "scram-sha-256,md5");
        }
    }

    private void addRedshift() {
        put("socketFactory", InterruptibleSockets.class.getName());
        put("sslmode", isEncrypted() ? "verify-full" : "disable");
        trust.ifPresent(file -> put("sslrootcert", file.toString()));
    }

    private void addMySql() {
        put("allowLoadLocalInfile", NO);
        put("allowUrlInLocalInfile", NO);
        put("autoDeserialize", NO);
        put("allowMultiQueries", NO);
        put("allowPublicKeyRetrieval", NO);
        put("fallbackToSystemKeyStore", NO);
        put("sslMode", isEncrypted() ? "VERIFY_IDENTITY" : "DISABLED");
        trust.ifPresent(file -> {
            put("trustCertificateKeyStoreUrl", file.toUri().toString());
            put("trustCertificateKeyStoreType", "PKCS12");
            put("trustCertificateKeyStorePassword", TrustFile.PASSWORD);
            put("fallbackToSystemTrustStore", NO);
        });
    }

    private void addMariaDb() {
        put("socketFactory", InterruptibleSockets.class.getName());
        put("allowLocalInfile", NO);
        put("allowMultiQueries", NO);
        put("allowPublicKeyRetrieval", NO);
        put("permitRedirect", NO);
        put("fallbackToSystemKeyStore", NO);
        put("restrictedAuth", "mysql_native_password,client_ed25519,caching_sha2_password,parsec");
        put("sslMode", isEncrypted() ? "verify-full" : "disable");
        put("tlsSocketType", MariaDbTls.TYPE);
        authorities().ifPresent(pem -> put("serverSslCert", pem));
    }

    private void addSqlServer() {
        put("socketFactoryClass", InterruptibleSockets.class.getName());
        put("integratedSecurity", NO);
        put("trustServerCertificate", NO);
        // it would log in again with what it keeps, past the source
        put("connectRetryCount", "0");
        put("encrypt", isEncrypted() ? YES : NO);
        subject().ifPresent(name -> put("hostNameInCertificate", name));
        trust.ifPresent(file -> {
            put("trustStore", file.toString());
            put("trustStoreType", "PKCS12");
            put("trustStorePassword", TrustFile.PASSWORD);
        });
    }

    private void addOracle() {
        if (isEncrypted()) {
            put("oracle.net.ssl_server_dn_match", YES);
            subject().ifPresent(name -> put("oracle.net.ssl_server_cert_dn", name));
        }
        trust.ifPresent(file -> {
            put("javax.net.ssl.trustStore", file.toString());
            put("javax.net.ssl.trustStoreType", "PKCS12");
            put("javax.net.ssl.trustStorePassword", TrustFile.PASSWORD);
        });
    }

    private boolean isEncrypted() {
        return endpoint.tls().isPresent();
    }

    private Optional<String> authorities() {
        return endpoint.tls().flatMap(JdbcEndpoint.Tls::authoritiesPem);
    }

    private Optional<String> subject() {
        return endpoint.tls().flatMap(JdbcEndpoint.Tls::subject);
    }

    private void put(String name, String value) {
        properties.setProperty(name, value);
    }
}
