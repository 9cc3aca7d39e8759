package dev.mooring.testserver.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A key and a certificate that it signed itself, for {@code localhost} and {@code 127.0.0.1}, made by the JDK's keytool. */
record ServerCertificate(String keyPem, String certificatePem) {
    private static final String ALIAS = "server";
    private static final String PASSWORD = "test-only";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    static ServerCertificate make(Path directory) throws IOException, GeneralSecurityException {
        Path store = directory.resolve("server.p12");
        new Program(Path.of(System.getProperty("java.home"), "bin", "keytool").toString())
                .with("-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-groupname", "secp256r1")
                .with("-dname", "CN=localhost", "-ext", "SAN=dns:localhost,ip:127.0.0.1", "-validity", "30")
                .with("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD)
                .run();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return new ServerCertificate(
                pem("PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()),
                pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
    }

    Path writeKey(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, keyPem);
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    @Override
    public String toString() {
        return "ServerCertificate[localhost]";
    }
}
