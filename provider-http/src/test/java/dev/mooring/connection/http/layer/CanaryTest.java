package dev.mooring.connection.http.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.support.network.PrivateKeyPem;
import dev.mooring.connection.tck.emulator.api.ApiEmulator;
import dev.mooring.connection.tck.emulator.iceberg.IcebergEmulator;
import dev.mooring.connection.tck.emulator.lakesail.LakeSailEmulator;
import dev.mooring.connection.tck.emulator.oauth.EmulatedClient;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator;
import dev.mooring.connection.tck.emulator.salesforce.SalesforceEmulator;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets of every type go through a process that logs at TRACE, and are looked for in all it leaves behind. */
class CanaryTest {
    private static final String SECRET = "canary client+secret/1";
    private static final String TOKEN = "canary-stored-token-2";
    private static final String PASSWORD = "canary:pass word 3";

    private final Clock clock = Clock.systemUTC();
    private final TokenEmulator issuer = TokenEmulator.start(clock);
    private final ApiEmulator api = ApiEmulator.start();
    private final LakeSailEmulator platform = LakeSailEmulator.start(clock);
    private final SalesforceEmulator org = SalesforceEmulator.start(clock).app("app", SECRET);
    private final IcebergEmulator catalog = IcebergEmulator.start(clock).client("lake", SECRET);
    private final Properties given = new Properties();
    private final List<String> canaries = new ArrayList<>();

    @AfterEach
    void stop() {
        issuer.close();
        api.close();
        platform.close();
        org.close();
        catalog.close();
    }

    @Test
    void secretsAreFoundNowhereButInVendedCredentials(@TempDir Path directory) throws Exception {
        describe();
        Path file = directory.resolve("given");
        try (OutputStream out = Files.newOutputStream(file)) {
            given.store(out, null);
        }
        Path output = directory.resolve("output");
        Path store = Files.createDirectory(directory.resolve("store"));
        Process process = start(file, store, output);
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as(printed).isZero();
        assertThat(printed).contains("done", "PROVOKED", "CREDENTIAL_REJECTED", "****");
        for (String name : given.getProperty("names").split(",")) {
            assertThat(printed).contains("vended " + name + " ");
        }
        canaries.addAll(issuer.issued());
        canaries.addAll(org.issued());
        canaries.addAll(catalog.tokens().issued());
        assertThat(canaries).hasSizeGreaterThanOrEqualTo(15);
        String left = printed + stored(store);
        assertThat(canaries)
                .allSatisfy(canary -> assertThat(left.contains(canary))
                        .as("'%s…' was left behind", canary.substring(0, 6))
                        .isFalse());
    }

    private void describe() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        String pem = PrivateKeyPem.pem(keys.getPrivate().getEncoded()).reveal();
        issuer.client(EmulatedClient.confidential("lake", SECRET))
                .client(EmulatedClient.open("signer").signsWith(keys.getPublic()));
        String refresh = issuer.refreshToken("lake");
        LakeSailEmulator.IssuedKey key = platform.serviceAccount("etl");
        api.bearer(TOKEN)
                .login("ann", PASSWORD)
                .accepting(request -> issuer.bearer(request).isPresent());
        String url = api.endpoint().toString();
        String tokenUrl = issuer.tokenEndpoint().toString();
        http("stored", "AUTH_TYPE", "BEARER", "TOKEN", TOKEN);
        http("basic", "AUTH_TYPE", "BASIC", "USERNAME", "ann", "PASSWORD", PASSWORD);
        http("api_key", "AUTH_TYPE", "API_KEY", "API_KEY_HEADER", "Authorization", "API_KEY", "Bearer " + TOKEN);
        oauth("own", tokenUrl, "GRANT", "CLIENT_CREDENTIALS", "CLIENT_ID", "lake", "CLIENT_SECRET", SECRET);
        oauth(
                "refreshed",
                tokenUrl,
                "GRANT",
                "REFRESH_TOKEN",
                "CLIENT_ID",
                "lake",
                "CLIENT_SECRET",
                SECRET,
                "REFRESH_TOKEN",
                refresh);
        oauth(
                "signed",
                tokenUrl,
                "GRANT",
                "JWT_BEARER",
                "CLIENT_ID",
                "signer",
                "JWT_SUBJECT",
                "ann",
                "PRIVATE_KEY",
                pem);
        put("sail", "LAKESAIL", "ENDPOINT", platform.endpoint().toString(), "KEY", key.key());
        put("crm", "SALESFORCE", "HOST", org.endpoint().toString(), "CLIENT_ID", "app", "CLIENT_SECRET", SECRET);
        put("ai", "AI_FUNCTION", "BASE_URL", url + "/v1", "API_KEY", TOKEN);
        put(
                "lake",
                "ICEBERG_REST",
                "URI",
                catalog.endpoint().toString(),
                "OAUTH_CLIENT_ID",
                "lake",
                "OAUTH_CLIENT_SECRET",
                SECRET,
                "WAREHOUSE",
                "lake");
        canaries.addAll(List.of(SECRET, TOKEN, PASSWORD, CanaryRun.WRONG, refresh, key.key()));
        canaries.add(pem.lines().toList().get(1));
        for (String pair : List.of("lake:" + SECRET, "ann:" + PASSWORD, SECRET)) {
            canaries.add(Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void http(String name, String... more) {
        List<String> all = new ArrayList<>(List.of("URL", api.endpoint().toString(), "TEST_PATH", "/v1/me"));
        all.addAll(List.of(more));
        put(name, "HTTP", all.toArray(String[]::new));
    }

    private void oauth(String name, String tokenUrl, String... more) {
        List<String> all = new ArrayList<>(List.of("AUTH_TYPE", "OAUTH2", "TOKEN_URL", tokenUrl));
        all.addAll(List.of(more));
        http(name, all.toArray(String[]::new));
    }

    private void put(String name, String type, String... namesAndValues) {
        given.merge("names", name, (before, added) -> before + "," + added);
        given.setProperty(name + ".type", type);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            given.setProperty(name + "." + namesAndValues[i], namesAndValues[i + 1]);
        }
    }

    private static Process start(Path given, Path store, Path output) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CanaryRun.class.getName(),
                        given.toString(),
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static String stored(Path store) throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(store)) {
            for (Path file : files.toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(all).isNotEmpty();
        return all.toString();
    }
}
