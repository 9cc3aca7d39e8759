package dev.mooring.connection.hms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A key and its own certificate, made by the JDK's keytool. */
public record Certificates(Path keyStore, String pem) {
    public static final String PASSWORD = "changeit-hms";

    /** A key store with a certificate for that host. */
    public static Certificates of(Path directory, String host) throws Exception {
        Path store = directory.resolve(host + ".p12");
        String subject = host.matches("[0-9.]+") ? "ip:" + host : "dns:" + host;
        keytool(
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=" + subject,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString());
        Path der = directory.resolve(host + ".der");
        keytool("-exportcert", "-alias", "server", "-keystore", store.toString(), "-file", der.toString());
        String body = Base64.getMimeEncoder().encodeToString(Files.readAllBytes(der));
        return new Certificates(store, "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
    }

    /** The certificate as one line, for SQL. */
    public String text() {
        return "base64:" + Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("keytool failed");
        }
    }
}
