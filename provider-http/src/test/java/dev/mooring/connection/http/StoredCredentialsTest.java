package dev.mooring.connection.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Anonymous;
import dev.mooring.connection.credential.Credential.ApiKey;
import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.http.bridge.HttpEndpoint;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.tck.MutableClock;
import dev.mooring.connection.tck.emulator.api.ApiEmulator;
import dev.mooring.connection.tck.emulator.api.ApiTrouble;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is stored is handed out, and what is over is not. */
class StoredCredentialsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String TOKEN = "canary-opaque-token";

    private final MutableClock clock = MutableClock.at(NOW);
    private final ApiEmulator api = ApiEmulator.start();
    private final ConnectionLayer layer =
            ConnectionLayer.inMemory().provider(new HttpProvider()).clock(clock).open();
    private final Connections ann = layer.workspace("sales", "ann");

    @AfterEach
    void stop() {
        layer.close();
        api.close();
    }

    @Test
    void everyKindOfHeaderIsAcceptedByAnApiThatWantsIt() {
        api.bearer(TOKEN).login("ann", "pä:ss word").header("X-Key", "canary key 1");
        assertAccepted(Bearer.class, "AUTH_TYPE", "BEARER", "TOKEN", TOKEN);
        assertAccepted(Bearer.class, "AUTH_TYPE", "SERVICE_ACCOUNT_KEY", "SERVICE_ACCOUNT_KEY", TOKEN);
        assertAccepted(Login.class, "AUTH_TYPE", "BASIC", "USERNAME", "ann", "PASSWORD", "pä:ss word");
        assertAccepted(ApiKey.class, "AUTH_TYPE", "API_KEY", "API_KEY_HEADER", "x-key", "API_KEY", "canary key 1");
        assertThat(trial("AUTH_TYPE", "NONE").test().failure().orElseThrow().code())
                .contains(ConnectionError.CREDENTIAL_REJECTED);
        api.accepting(request -> request.header("Authorization").isEmpty());
        assertAccepted(Anonymous.class, "AUTH_TYPE", "NONE");
    }

    @Test
    void theEndOfAJwtIsTheCredentials() {
        Trial trial = trial("AUTH_TYPE", "BEARER", "TOKEN", jwt(NOW.plusSeconds(3600)));
        assertThat(trial.vend().credential().expiresAt()).contains(NOW.plusSeconds(3600));
        assertThat(stage(trial.test(), Stage.AUTHENTICATE).outcome()).isEqualTo(Outcome.WARNING);

        clock.advance(Duration.ofHours(1));
        assertThat(trial.refusal().code()).isEqualTo(ConnectionError.CREDENTIAL_REJECTED);
        assertThat(trial.refusal()).hasMessageContaining("ended at 2026-03-01T11:00:00Z");
        assertThat(trial.test().failure().orElseThrow().stage()).isEqualTo(Stage.AUTHENTICATE);
    }

    @Test
    void anOpaqueTokenEndsWhenItIsSaidTo() {
        assertThat(trial("AUTH_TYPE", "BEARER", "TOKEN", TOKEN)
                        .vend()
                        .credential()
                        .expiresAt())
                .isEmpty();
        assertThat(trial("AUTH_TYPE", "BEARER", "TOKEN", TOKEN, "EXPIRES_AT", "2026-06-01T12:00:00+02:00")
                        .vend()
                        .credential()
                        .expiresAt())
                .contains(Instant.parse("2026-06-01T10:00:00Z"));
        assertThat(trial("AUTH_TYPE", "BEARER", "TOKEN", jwt(NOW.minusSeconds(1)), "TOKEN_FORMAT", "OPAQUE")
                        .vend()
                        .credential()
                        .expiresAt())
                .isEmpty();
        assertThat(trial("AUTH_TYPE", "BEARER", "TOKEN", jwt(NOW.minusSeconds(1)), "TOKEN_FORMAT", "JWT")
                        .refusal()
                        .code())
                .isEqualTo(ConnectionError.CREDENTIAL_REJECTED);
    }

    @Test
    void whatIsVendedSaysWhereItMayGo() {
        HttpEndpoint endpoint = HttpEndpoint.of(
                        trial("AUTH_TYPE", "NONE", "ALLOWED_HOSTS", "Files.example.com,b.example.com:8443")
                                .vend()
                                .details())
                .orElseThrow();
        assertThat(endpoint.url()).isEqualTo(api.endpoint());
        for (String good : new String[] {
            api.endpoint() + "/x",
            "https://files.example.com/a?b",
            "https://FILES.example.com:443",
            "https://b.example.com:8443/"
        }) {
            assertThat(endpoint.admits(URI.create(good))).as(good).isTrue();
        }
        for (String bad : new String[] {
            "http://files.example.com/a",
            "https://files.example.com:8443",
            "https://b.example.com",
            "https://files.example.com.evil.example",
            "https://files.example.com@evil.example/",
            "https://ann:secret@files.example.com/",
            "https://127.0.0.1",
            "http://localhost:1",
            "mailto:ann@example.com",
            "/relative"
        }) {
            assertThat(endpoint.admits(URI.create(bad))).as(bad).isFalse();
        }
    }

    @Test
    void theEgressGuardLooksAtAddresses() {
        for (String address : new String[] {"169.254.169.254", "[fd00:ec2::254]", "100.100.100.200"}) {
            ann.createIfAbsent(ConnectionDraft.of("meta", "HTTP")
                    .property("HOST", address)
                    .property("AUTH_TYPE", "NONE")
                    .build());
            assertThat(catchThrowableOfType(ConnectionException.class, () -> ann.vend("meta"))
                            .code())
                    .isEqualTo(ConnectionError.EGRESS_REFUSED);
            ann.drop("meta");
        }
    }

    /** Some issuers say never by a year that nobody lives to see. */
    @Test
    void aTokenOfTheYear9999DoesNotEnd() {
        ann.create(ConnectionDraft.of("eternal", "HTTP")
                .property("HOST", "api.example.com")
                .property("AUTH_TYPE", "BEARER")
                .property("TOKEN", jwt(Instant.parse("9999-12-31T23:59:59Z")))
                .build());
        assertThat(ann.vend("eternal").expiresAt()).isEmpty();
    }

    @Test
    void aTestReadsWhatItsScopeNames() {
        api.bearer(TOKEN);
        Trial trial = trial("AUTH_TYPE", "BEARER", "TOKEN", TOKEN);
        trial.test(Optional.of(AccessScope.read(api.endpoint() + "/v1/items/7")));
        assertThat(api.seen()).containsExactly("GET /v1/items/7 200");

        ProbeReport elsewhere = trial.test(Optional.of(AccessScope.read("https://evil.example.com/v1")));
        assertThat(elsewhere.failure().orElseThrow().code()).contains(ConnectionError.EGRESS_REFUSED);
        assertThat(api.calls()).isEqualTo(1);
    }

    @Test
    void aTestWithNothingToReadSaysWhatItDidNotProve() {
        Trial trial = Trial.of(clock, "HTTP", "URL", api.endpoint().toString(), "AUTH_TYPE", "BEARER", "TOKEN", TOKEN);
        assertThat(stage(trial.test(), Stage.OPERATE).outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(stage(trial.test(), Stage.OPERATE).detail()).contains("TEST_PATH");
        assertThat(api.calls()).isZero();
    }

    @Test
    void aRedirectIsNotFollowedByATest() {
        api.bearer(TOKEN);
        try (ApiEmulator other = ApiEmulator.start()) {
            Trial trial = Trial.of(
                    clock,
                    "HTTP",
                    "URL",
                    api.endpoint().toString(),
                    "AUTH_TYPE",
                    "BEARER",
                    "TOKEN",
                    TOKEN,
                    "TEST_PATH",
                    "/moved?to=" + other.endpoint() + "/stolen");
            assertThat(trial.test().failure().orElseThrow().detail()).contains("redirects are not followed");
            assertThat(other.calls()).isZero();
        }
    }

    @Test
    void aServicesFailureHasItsCodeAndItsWords() {
        api.bearer(TOKEN).trouble(ApiTrouble.DENYING);
        Trial trial = trial("AUTH_TYPE", "BEARER", "TOKEN", TOKEN);
        assertThat(trial.test().failure().orElseThrow().detail()).contains("403", "you may not do this");
        api.trouble(ApiTrouble.FAILING);
        assertThat(trial.test().failure().orElseThrow().code()).contains(ConnectionError.ISSUER_FAILED);
    }

    @Test
    void nothingIsSentInClearOffThisMachine() throws Exception {
        Trial trial = Trial.of(
                clock,
                "HTTP",
                "HOST",
                "http://api.example.com",
                "AUTH_TYPE",
                "BEARER",
                "TOKEN",
                TOKEN,
                "TEST_PATH",
                "/");
        trial.context.resolveTo(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}));
        HttpEndpoint endpoint = HttpEndpoint.of(trial.vend().details()).orElseThrow();
        assertThat(endpoint.admits(URI.create("http://api.example.com/"))).isFalse();
    }

    private void assertAccepted(Class<? extends Credential> shape, String... properties) {
        Trial trial = trial(properties);
        assertThat(trial.vend().credential()).isInstanceOf(shape);
        ProbeReport report = trial.test();
        assertThat(report.failure()).as(report.toString()).isEmpty();
        assertThat(stage(report, Stage.OPERATE).requestId()).isPresent();
    }

    private Trial trial(String... more) {
        String[] all = new String[more.length + 4];
        all[0] = "URL";
        all[1] = api.endpoint().toString();
        all[2] = "TEST_PATH";
        all[3] = "/v1/me";
        System.arraycopy(more, 0, all, 4, more.length);
        return Trial.of(clock, "HTTP", all);
    }

    static ProbeReport.Result stage(ProbeReport report, Stage stage) {
        return report.results().stream()
                .filter(result -> result.stage() == stage)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    static String jwt(Instant end) {
        return encoded("{\"alg\":\"RS256\"}") + "." + encoded("{\"exp\":" + end.getEpochSecond() + "}")
                + ".c2lnbmF0dXJl";
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
