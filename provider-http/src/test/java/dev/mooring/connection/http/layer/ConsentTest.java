package dev.mooring.connection.http.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.http.HttpProvider;
import dev.mooring.connection.support.network.BoundedHttp;
import dev.mooring.connection.support.network.HttpCall;
import dev.mooring.connection.tck.CanarySecrets;
import dev.mooring.connection.tck.MutableClock;
import dev.mooring.connection.tck.emulator.oauth.EmulatedClient;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a user's consent to tokens that renew themselves, in two layers that share a store and a strict issuer. */
class ConsentTest {
    private static final String BACK = "https://app.example.com/back";

    @TempDir
    Path directory;

    private final MutableClock clock = MutableClock.at(Instant.parse("2026-03-01T10:00:00Z"));
    private final CanarySecrets canaries = new CanarySecrets();
    private final TokenEmulator issuer = TokenEmulator.start(clock)
            .client(EmulatedClient.open("phone").redirectsTo(BACK).mayUse("authorization_code", "refresh_token"));

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void consentIsGivenOnceAndItsRefreshTokenReplacedAtEachUse() throws Exception {
        try (ConnectionLayer one = layer();
                ConnectionLayer two = layer()) {
            Connections ann = one.workspace("sales", "ann");
            Connections bob = two.workspace("sales", "bob");
            assertThat(ann.create(draft().build()).state()).isEqualTo(ConnectionState.PENDING);
            URI back = consent(ann.beginAuthorization("mail"));
            assertThat(bob.authorize("mail", Secret.of(canaries.watch(back.toString())))
                            .state())
                    .isEqualTo(ConnectionState.READY);
            for (int i = 0; i < 4; i++) {
                assertThat(use(i % 2 == 0 ? ann : bob).expiresAt())
                        .contains(clock.instant().plus(Duration.ofHours(1)));
                clock.advance(Duration.ofHours(2));
            }
            assertThat(refused(() -> ann.authorize("mail", Secret.of(back.toString())))
                            .code())
                    .as("what was begun is gone")
                    .isEqualTo(ConnectionError.CONNECTION_NOT_READY);
        }
        assertThat(issuer.received()).hasSize(5);
        issuer.issued().forEach(canaries::watch);
        canaries.assertNotIn("the store", stored());
    }

    /** Both nodes renew at the same moment; the issuer revokes everything when a refresh token is used twice. */
    @Test
    void twoNodesNeverSpendTheSameRefreshToken() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (ConnectionLayer one = layer();
                ConnectionLayer two = layer()) {
            Connections ann = one.workspace("sales", "ann");
            Connections bob = two.workspace("sales", "bob");
            ann.create(draft().build());
            ann.authorize(
                    "mail", Secret.of(consent(ann.beginAuthorization("mail")).toString()));
            for (int round = 0; round < 3; round++) {
                List<Callable<Credential>> all = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    Connections node = i % 2 == 0 ? ann : bob;
                    all.add(() -> node.source("mail", AccessScope.everything()).get());
                }
                for (Future<Credential> each : threads.invokeAll(all)) {
                    assertThat(each.get().expiresAt()).contains(clock.instant().plus(Duration.ofHours(1)));
                }
                clock.advance(Duration.ofHours(2));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(issuer.received())
                .as("one code, and one call of each node in each round")
                .hasSize(7);
    }

    @Test
    void aRevokedConsentIsToldWithWhatToDo() throws Exception {
        try (ConnectionLayer layer = layer()) {
            Connections ann = layer.workspace("sales", "ann");
            ann.create(draft().build());
            ann.authorize(
                    "mail", Secret.of(consent(ann.beginAuthorization("mail")).toString()));
            use(ann);
            issuer.revokeRefreshTokens();
            clock.advance(Duration.ofHours(2));
            ConnectionException refusal = refused(() -> use(ann));
            assertThat(refusal.code()).isEqualTo(ConnectionError.CREDENTIAL_REJECTED);
            assertThat(refusal.remedy()).contains("authorise the connection again");

            clock.advance(Duration.ofMinutes(1));
            ann.authorize(
                    "mail", Secret.of(consent(ann.beginAuthorization("mail")).toString()));
            assertThat(use(ann)).isNotNull();
        }
    }

    @Test
    void aCodeFromAnotherBeginningIsRefused() throws Exception {
        try (ConnectionLayer layer = layer()) {
            Connections ann = layer.workspace("sales", "ann");
            ann.create(draft().build());
            URI first = consent(ann.beginAuthorization("mail"));
            ann.beginAuthorization("mail");
            assertThat(refused(() -> ann.authorize("mail", Secret.of(first.toString()))))
                    .hasMessageContaining("state");
            String bareCode = first.getQuery().replaceFirst(".*code=([^&]+).*", "$1");
            assertThat(refused(() -> ann.authorize("mail", Secret.of(bareCode))).code())
                    .as("its verifier is another")
                    .isEqualTo(ConnectionError.CREDENTIAL_REJECTED);
            assertThat(ann.require("mail").state()).isEqualTo(ConnectionState.PENDING);
        }
    }

    private ConnectionDraft.Builder draft() {
        return ConnectionDraft.of("mail", "HTTP")
                .property("HOST", "api.example.com")
                .property("AUTH_TYPE", "OAUTH2")
                .property("GRANT", "AUTHORIZATION_CODE")
                .property("ISSUER", issuer.issuer())
                .property("CLIENT_ID", "phone")
                .property("REDIRECT_URI", BACK)
                .property("SCOPE", "mail.read offline_access");
    }

    private ConnectionLayer layer() {
        return ConnectionLayer.in(directory)
                .provider(new HttpProvider())
                .clock(clock)
                .open();
    }

    private Credential use(Connections connections) {
        return canaries.watch(
                connections.source("mail", AccessScope.everything()).get());
    }

    private static URI consent(URI address) throws Exception {
        return new BoundedHttp(Duration.ofSeconds(10))
                .send(HttpCall.get(address))
                .header("Location")
                .map(URI::create)
                .orElseThrow();
    }

    private ConnectionException refused(Runnable use) {
        ConnectionException refusal = catchThrowableOfType(ConnectionException.class, use::run);
        assertThat(refusal).isNotNull();
        canaries.assertNotIn("a refusal", refusal);
        return refusal;
    }

    private String stored() throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
