package dev.mooring.connection.support.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.support.oauth.OAuthClient.Authentication;
import dev.mooring.connection.tck.CanarySecrets;
import dev.mooring.connection.tck.FakeProviderContext;
import dev.mooring.connection.tck.MutableClock;
import dev.mooring.connection.tck.emulator.oauth.EmulatedClient;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator.Trouble;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every grant, against an emulator that checks what it is shown. */
class TokenCallsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String SECRET = "canary-client-secret";
    private static final Optional<String> NO_SCOPE = Optional.empty();

    private final MutableClock clock = MutableClock.at(NOW);
    private final CanarySecrets canaries = new CanarySecrets();
    private final FakeProviderContext context = new FakeProviderContext(clock);
    private TokenEmulator issuer;

    @BeforeEach
    void start() {
        issuer = TokenEmulator.start(clock).client("lake", SECRET).client(EmulatedClient.open("phone"));
        canaries.watch(SECRET);
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void anAnswerIsAsTheIssuerGaveIt() {
        TokenAnswer answer = ask(confidential(), new Grant.Client(Optional.of("read write")));

        assertThat(answer.bearer().token().reveal()).isEqualTo(issuer.issued().get(0));
        assertThat(answer.bearer().expiresAt()).contains(NOW.plus(Duration.ofHours(1)));
        assertThat(answer.refreshToken()).isEmpty();
        assertThat(answer.until(NOW.plusSeconds(60)).bearer().expiresAt()).contains(NOW.plusSeconds(60));
        assertThat(answer.until(NOW.plusSeconds(7200)).bearer().expiresAt()).contains(NOW.plusSeconds(3600));
        canaries.watch(answer.bearer().token());
        canaries.assertNotIn("an answer", answer, answer.more(), answer.issued());
    }

    @ParameterizedTest
    @EnumSource(value = Authentication.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aClientAuthenticatesInTheWayThatItsServerWants(Authentication way) {
        String other = way == Authentication.CLIENT_SECRET_BASIC ? "client_secret_post" : "client_secret_basic";
        OAuthClient client = new OAuthClient("lake", Optional.of(Secret.of(SECRET)), way);
        issuer.client(EmulatedClient.confidential("lake", SECRET)
                .authenticatesBy(way.name().toLowerCase(Locale.ROOT)));
        assertThat(ask(client, new Grant.Client(NO_SCOPE)).bearer()).isNotNull();

        issuer.client(EmulatedClient.confidential("lake", SECRET).authenticatesBy(other));
        assertThat(refusal(client, new Grant.Client(NO_SCOPE)).remedy()).contains("how it authenticates");
    }

    @Test
    void furtherParametersAreSentAndNoneReplacesTheProtocolsOwn() {
        TokenEndpoint endpoint = new TokenEndpoint(
                issuer.tokenEndpoint(),
                confidential(),
                Map.of("audience", "https://api.example.com", "resource", "a b"));
        TokenCalls.of(context).ask(endpoint, new Grant.Client(NO_SCOPE));
        assertThat(issuer.received().get(0).fields())
                .isEqualTo(Map.of("clientId", "lake", "audience", "https://api.example.com", "resource", "a b"));

        for (String reserved :
                new String[] {"grant_type", "client_id", "client_secret", "assertion", "code", "scope"}) {
            assertThatThrownBy(() -> new TokenEndpoint(issuer.tokenEndpoint(), confidential(), Map.of(reserved, "x")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aRefreshTokenBringsTheNextOne() {
        String first = canaries.watch(issuer.refreshToken("lake"));
        TokenAnswer answer = ask(confidential(), refresh(first));
        Secret second = answer.refreshToken().orElseThrow();
        canaries.watch(second);
        assertThat(second.reveal()).isNotEqualTo(first);
        assertThat(ask(confidential(), new Grant.Refresh(second, NO_SCOPE)).refreshToken())
                .isPresent();

        ConnectionException refusal = refusal(confidential(), refresh(first));
        assertThat(refusal.code()).isEqualTo(ConnectionError.CREDENTIAL_REJECTED);
        assertThat(refusal.remedy()).contains("used before");
        assertThat(refusal(confidential(), new Grant.Refresh(second, NO_SCOPE)).code())
                .as("the whole family is revoked")
                .isEqualTo(ConnectionError.CREDENTIAL_REJECTED);
    }

    @Test
    void anIssuerMayKeepItsRefreshTokens() {
        issuer.keepingRefreshTokens();
        String token = issuer.refreshToken("phone");

        assertThat(ask(OAuthClient.open("phone"), refresh(token)).refreshToken())
                .isEmpty();
        assertThat(ask(OAuthClient.open("phone"), refresh(token)).refreshToken())
                .isEmpty();
        assertThat(refusal(confidential(), refresh(token)).code())
                .as("another client's token")
                .isEqualTo(ConnectionError.CREDENTIAL_REJECTED);
    }

    @Test
    void anAssertionIsSignedForTheIssuer() {
        issuer.client(EmulatedClient.open("signer").signsWith(TestKeys.RSA.getPublic()))
                .client(EmulatedClient.open("elliptic").signsWith(TestKeys.ELLIPTIC.getPublic()));

        assertThat(ask(OAuthClient.open("signer"), assertion("signer", "RS256", TestKeys.RSA))
                        .bearer())
                .isNotNull();
        assertThat(ask(OAuthClient.open("elliptic"), assertion("elliptic", "ES256", TestKeys.ELLIPTIC))
                        .bearer())
                .isNotNull();
        assertThat(issuer.received().get(0).fields())
                .isEqualTo(Map.of(
                        "clientId", "signer",
                        "subject", "ann@example.com",
                        "audience", issuer.tokenEndpoint().toString()));
    }

    @Test
    void anAssertionOfAnotherKeyOrForAnotherIssuerIsRefused() {
        issuer.client(EmulatedClient.open("signer").signsWith(TestKeys.ELLIPTIC.getPublic()));
        ConnectionException wrongKey = refusal(OAuthClient.open("signer"), assertion("signer", "RS256", TestKeys.RSA));
        assertThat(wrongKey.remedy()).contains("certificate");

        issuer.client(EmulatedClient.open("signer").signsWith(TestKeys.RSA.getPublic()));
        JwtAssertion elsewhere = new JwtAssertion(
                "signer", "ann", "https://elsewhere.example.com", Duration.ofMinutes(3), key("RS256", TestKeys.RSA));
        assertThat(refusal(OAuthClient.open("signer"), new Grant.Assertion(elsewhere, NO_SCOPE))
                        .code())
                .isEqualTo(ConnectionError.CREDENTIAL_REJECTED);
    }

    @Test
    void aKeyThatDoesNotFitItsAlgorithmIsNamedByItsProperty() {
        ConnectionException refusal = refusal(OAuthClient.open("signer"), assertion("signer", "ES256", TestKeys.RSA));
        assertThat(refusal.code()).isEqualTo(ConnectionError.INVALID_PROPERTIES);
        assertThat(refusal).hasMessageContaining("PRIVATE_KEY").hasNoCause();
        assertThat(issuer.calls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 301})
    void anAssertionLivesForFiveMinutesAtTheMost(long seconds) {
        assertThatThrownBy(
                        () -> new JwtAssertion("a", "b", "c", Duration.ofSeconds(seconds), key("RS256", TestKeys.RSA)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aGrantThatTheClientMayNotUseIsNamed() {
        issuer.client(EmulatedClient.confidential("lake", SECRET).mayUse("authorization_code"));
        ConnectionException refusal = refusal(confidential(), new Grant.Client(NO_SCOPE));
        assertThat(refusal.code()).isEqualTo(ConnectionError.ACCESS_DENIED);
        assertThat(refusal.remedy()).contains("client_credentials");
    }

    @Test
    void aTokenThatIsNoBearersIsRefused() {
        issuer.trouble(Trouble.OTHER_TYPE);
        assertThat(refusal(confidential(), new Grant.Client(NO_SCOPE)).code())
                .isEqualTo(ConnectionError.PROTOCOL_MISMATCH);
    }

    @Test
    void anIssuerOfItsOwnHasItsOwnRemediesAndLifetime() {
        issuer.trouble(Trouble.LIFETIME_UNKNOWN);
        TokenCalls own = TokenCalls.of(context)
                .assumedLifetime(Duration.ofMinutes(5))
                .remedies((code, description) -> Optional.of("about " + code + ": " + description));
        TokenEndpoint endpoint = TokenEndpoint.of(issuer.tokenEndpoint(), confidential());
        assertThat(own.ask(endpoint, new Grant.Client(NO_SCOPE)).bearer().expiresAt())
                .contains(NOW.plus(Duration.ofMinutes(5)));

        ConnectionException refusal = catchThrowableOfType(
                ConnectionException.class, () -> own.ask(endpoint, refresh("canary-no-such-token")));
        assertThat(refusal.remedy()).isEqualTo("about invalid_grant: the emulator says invalid_grant");
    }

    private OAuthClient confidential() {
        return OAuthClient.basic("lake", Secret.of(SECRET));
    }

    private static Grant refresh(String token) {
        return new Grant.Refresh(Secret.of(token), NO_SCOPE);
    }

    private Grant assertion(String client, String algorithm, KeyPair pair) {
        return new Grant.Assertion(
                new JwtAssertion(
                        client,
                        "ann@example.com",
                        issuer.tokenEndpoint().toString(),
                        Duration.ofMinutes(3),
                        key(algorithm, pair)),
                NO_SCOPE);
    }

    private static JwtAssertion.Key key(String algorithm, KeyPair pair) {
        return new JwtAssertion.Key(algorithm, TestKeys.pem(pair), Optional.of("key-1"), "PRIVATE_KEY");
    }

    private TokenAnswer ask(OAuthClient client, Grant grant) {
        return TokenCalls.of(context).ask(TokenEndpoint.of(issuer.tokenEndpoint(), client), grant);
    }

    private ConnectionException refusal(OAuthClient client, Grant grant) {
        ConnectionException refusal = catchThrowableOfType(ConnectionException.class, () -> ask(client, grant));
        assertThat(refusal).isNotNull();
        canaries.assertNotIn("a refusal", refusal);
        return refusal;
    }
}
