package dev.mooring.connection.support.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.tck.CanarySecrets;
import dev.mooring.connection.tck.FakeProviderContext;
import dev.mooring.connection.tck.MutableClock;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator.Trouble;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.PasswordAuthentication;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCredentialsTest {
    private static final String SECRET = "canary-client-secret";
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final MutableClock clock = MutableClock.at(NOW);
    private final CanarySecrets canaries = new CanarySecrets();
    private final FakeProviderContext context = new FakeProviderContext(clock);
    private TokenEmulator issuer;

    @BeforeEach
    void start() {
        issuer = TokenEmulator.start(clock).client("lake", SECRET);
        canaries.watch(SECRET);
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void aTokenIsIssuedForTheClientAndScope() {
        Issued issued = request("lake", SECRET, Optional.of("kafka read"));

        Bearer bearer = (Bearer) issued.credential();
        assertThat(bearer.token().reveal()).isEqualTo(issuer.issued().get(0));
        assertThat(bearer.expiresAt()).contains(NOW.plus(Duration.ofHours(1)));
        assertThat(issued.receipt().issuerClock()).contains(NOW);
        assertThat(issuer.received().get(0).fields()).isEqualTo(Map.of("clientId", "lake", "scope", "kafka read"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"with:colon and blank", "percent%2Band+plus", "ümläut-密码", "quote\"back\\slash"})
    void anySecretReachesTheIssuerAsItIs(String secret) {
        issuer.client("client:é", secret);

        assertThat(request("client:é", secret, Optional.empty()).credential()).isInstanceOf(Bearer.class);
    }

    @Test
    void theExpiryIsByTheIssuersClock() {
        FakeProviderContext late = new FakeProviderContext(Clock.fixed(NOW.plusSeconds(90), clock.getZone()));

        Issued issued =
                ClientCredentials.request(issuer.tokenEndpoint(), "lake", Secret.of(SECRET), Optional.empty(), late);

        assertThat(issued.credential().expiresAt()).contains(NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void aTokenOfUnknownLifetimeIsKeptForMinutesOnly() {
        issuer.trouble(Trouble.LIFETIME_UNKNOWN);

        assertThat(request("lake", SECRET, Optional.empty()).credential().expiresAt())
                .contains(NOW.plus(TokenCalls.ASSUMED_LIFETIME));
    }

    @Test
    void aWrongSecretIsACredentialThatWasRejected() {
        canaries.watch("not-the-secret");

        ConnectionException failure = failure("lake", "not-the-secret");

        assertThat(failure.code()).isEqualTo(ConnectionError.CREDENTIAL_REJECTED);
        assertThat(failure).hasMessageContaining("401");
    }

    @ParameterizedTest
    @CsvSource({
        "THROTTLED, ISSUER_THROTTLED",
        "FAILING, ISSUER_FAILED",
        "FORBIDDEN, ACCESS_DENIED",
        "NO_TOKEN_ENDPOINT, PROTOCOL_MISMATCH",
        "REDIRECTING, PROTOCOL_MISMATCH",
        "ENDLESS, PROTOCOL_MISMATCH",
        "RESET, ENDPOINT_UNREACHABLE"
    })
    void troubleHasItsCodeAndOneRequestWasMade(Trouble trouble, ConnectionError code) {
        issuer.trouble(trouble);

        ConnectionException failure = failure("lake", SECRET);

        assertThat(failure.code()).as(failure.toString()).isEqualTo(code);
        assertThat(failure.getCause()).isNotNull();
        assertThat(issuer.calls()).isEqualTo(1);
    }

    @Test
    void theIssuersWishToWaitIsPassedOn() {
        issuer.trouble(Trouble.THROTTLED);

        assertThat(failure("lake", SECRET).retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void anEndpointThatIsDownIsUnreachable() {
        URI endpoint = issuer.tokenEndpoint();
        issuer.close();

        assertThat(failure(endpoint).code()).isEqualTo(ConnectionError.ENDPOINT_UNREACHABLE);
    }

    @Test
    void aSilentEndpointIsGivenUpInTime() throws Exception {
        context.timeout(Duration.ofMillis(300));
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(failure(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/token"))
                            .code())
                    .isEqualTo(ConnectionError.TIMED_OUT);
        }
    }

    @Test
    void aSecretDoesNotTravelInClear() throws Exception {
        context.resolveTo(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}));

        ConnectionException failure = catchThrowableOfType(
                ConnectionException.class,
                () -> ClientCredentials.request(
                        URI.create("http://login.example.com/token"),
                        "lake",
                        Secret.of(SECRET),
                        Optional.empty(),
                        context));

        assertThat(failure.code()).isEqualTo(ConnectionError.EGRESS_REFUSED);
    }

    @Test
    void plainHttpIsNotSpokenToATlsPort() {
        URI endpoint = issuer.tokenEndpoint();

        ConnectionException failure =
                failure(URI.create("https://127.0.0.1:" + endpoint.getPort() + endpoint.getPath()));

        assertThat(failure.code()).isEqualTo(ConnectionError.TLS_FAILED);
    }

    @Test
    void theApplicationsOwnLoginIsNeverOffered() {
        AtomicBoolean asked = new AtomicBoolean();
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                asked.set(true);
                return new PasswordAuthentication("lake", SECRET.toCharArray());
            }
        });
        try {
            assertThat(failure("lake", "not-the-secret").code()).isEqualTo(ConnectionError.CREDENTIAL_REJECTED);
            assertThat(asked).isFalse();
        } finally {
            Authenticator.setDefault(null);
        }
    }

    private Issued request(String client, String secret, Optional<String> scope) {
        return ClientCredentials.request(issuer.tokenEndpoint(), client, Secret.of(secret), scope, context);
    }

    private ConnectionException failure(String client, String secret) {
        return checked(
                catchThrowableOfType(ConnectionException.class, () -> request(client, secret, Optional.empty())));
    }

    private ConnectionException failure(URI endpoint) {
        return checked(catchThrowableOfType(
                ConnectionException.class,
                () -> ClientCredentials.request(endpoint, "lake", Secret.of(SECRET), Optional.empty(), context)));
    }

    private ConnectionException checked(ConnectionException failure) {
        assertThat(failure).isNotNull();
        assertThat(failure.remedy()).isNotBlank();
        canaries.assertNotIn("a failure", failure);
        return failure;
    }
}
