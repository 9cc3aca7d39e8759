package dev.mooring.connection.support.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.support.network.BoundedHttp;
import dev.mooring.connection.support.network.HttpCall;
import dev.mooring.connection.tck.CanarySecrets;
import dev.mooring.connection.tck.FakeProviderContext;
import dev.mooring.connection.tck.emulator.oauth.EmulatedClient;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The code flow with PKCE, against an emulator whose user consents. */
class AuthorizationTest {
    private static final URI REDIRECT = URI.create("https://app.example.com/back");
    private static final OAuthClient CLIENT = OAuthClient.open("phone");

    private final CanarySecrets canaries = new CanarySecrets();
    private final FakeProviderContext context = new FakeProviderContext(Clock.systemUTC());
    private TokenEmulator issuer;

    @BeforeEach
    void start() {
        issuer = TokenEmulator.start(Clock.systemUTC())
                .client(EmulatedClient.open("phone").redirectsTo(REDIRECT.toString()));
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void theChallengeIsThatOfTheStandard() {
        CodeVerifier verifier = new CodeVerifier("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assertThat(CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue())
                .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    @Test
    void aCodeIsRedeemedOnceWithItsVerifier() throws Exception {
        AuthorizationStart start = begin();
        Secret code = code(start, consent(start));

        TokenAnswer answer = redeem(code, start.verifier());
        assertThat(answer.refreshToken()).isPresent();
        assertThat(answer.bearer()).isNotNull();
        ConnectionException again = refusal(code, start.verifier());
        assertThat(again.code()).isEqualTo(ConnectionError.CREDENTIAL_REJECTED);
        assertThat(again.remedy()).contains("works once");
    }

    @Test
    void twoStartsHaveNothingInCommon() {
        AuthorizationStart one = begin();
        AuthorizationStart other = begin();
        assertThat(one.verifier()).isNotEqualTo(other.verifier());
        assertThat(one.state()).isNotEqualTo(other.state());
        assertThat(one.verifier().reveal()).matches("[A-Za-z0-9._~-]{43,128}");
        assertThat(one.url().toString()).doesNotContain(one.verifier().reveal());
        canaries.watch(one.verifier());
        canaries.watch(one.state());
        canaries.assertNotIn("a start", one);
    }

    @Test
    void aCodeOfAnotherStartHasAnotherVerifier() throws Exception {
        AuthorizationStart one = begin();
        Secret code = code(one, consent(one));
        assertThat(refusal(code, begin().verifier()).code()).isEqualTo(ConnectionError.CREDENTIAL_REJECTED);
    }

    @Test
    void theAddressMustRepeatTheStateAndNameTheIssuer() throws Exception {
        AuthorizationStart start = begin();
        URI back = consent(start);
        assertThat(code(start, back).reveal()).startsWith("code-");
        assertThat(wrong(begin(), back, issuer.issuer())).hasMessageContaining("state");
        assertThat(wrong(start, back, "https://other.example.com")).hasMessageContaining("another issuer");
        assertThat(wrong(start, URI.create(REDIRECT + "?state=the-state-of-nobody"), issuer.issuer())
                        .code())
                .isEqualTo(ConnectionError.CREDENTIAL_REJECTED);
    }

    @Test
    void aUserMayRefuse() {
        AuthorizationStart start = begin();
        URI back = URI.create(
                REDIRECT + "?error=access_denied&state=" + start.state().reveal());
        ConnectionException refusal = wrong(start, back, issuer.issuer());
        assertThat(refusal.code()).isEqualTo(ConnectionError.ACCESS_DENIED);
        assertThat(refusal).hasMessageContaining("access_denied");
    }

    @Test
    void aBareCodeIsTakenAsItIs() {
        AuthorizationRedirect redirect = new AuthorizationRedirect(REDIRECT, Optional.empty(), Optional.empty());
        assertThat(redirect.code(Secret.of(" 4/0Ab=code?x \n")).reveal()).isEqualTo("4/0Ab=code?x");
    }

    private AuthorizationStart begin() {
        return AuthorizationStart.of(new AuthorizationStart.Wish(
                issuer.authorizationEndpoint(),
                CLIENT.id(),
                REDIRECT,
                Optional.of("read offline_access"),
                Map.of("prompt", "consent")));
    }

    private static URI consent(AuthorizationStart start) throws IOException {
        return new BoundedHttp(Duration.ofSeconds(5))
                .send(HttpCall.get(start.url()))
                .header("Location")
                .map(URI::create)
                .orElseThrow();
    }

    private Secret code(AuthorizationStart start, URI back) {
        return redirect(start, issuer.issuer()).code(Secret.of(back.toString()));
    }

    private ConnectionException wrong(AuthorizationStart start, URI back, String issuerId) {
        ConnectionException refusal = catchThrowableOfType(
                ConnectionException.class, () -> redirect(start, issuerId).code(Secret.of(back.toString())));
        assertThat(refusal).isNotNull();
        canaries.watch(back.getQuery());
        canaries.assertNotIn("a refusal", refusal);
        return refusal;
    }

    private static AuthorizationRedirect redirect(AuthorizationStart start, String issuerId) {
        return new AuthorizationRedirect(REDIRECT, Optional.of(start.state()), Optional.of(URI.create(issuerId)));
    }

    private TokenAnswer redeem(Secret code, Secret verifier) {
        canaries.watch(code);
        canaries.watch(verifier);
        return TokenCalls.of(context)
                .ask(
                        TokenEndpoint.of(issuer.tokenEndpoint(), CLIENT),
                        new Grant.Code(code, REDIRECT, Optional.of(verifier)));
    }

    private ConnectionException refusal(Secret code, Secret verifier) {
        ConnectionException refusal = catchThrowableOfType(ConnectionException.class, () -> redeem(code, verifier));
        assertThat(refusal).isNotNull();
        canaries.assertNotIn("a refusal", refusal);
        return refusal;
    }
}
