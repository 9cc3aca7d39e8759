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
import java.util.List;
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
    void theAddressMayBeWrittenAsBrowsersDoAndBelongsToTheConnection() throws Exception {
        AuthorizationStart start = begin();
        String back = consent(start).toString();
        assertThat(code(start, URI.create(back + "#_=_")).reveal()).startsWith("code-");
        assertThat(code(start, URI.create(back.replace("https://app.", "HTTPS://APP.")))
                        .reveal())
                .startsWith("code-");
        for (String elsewhere : List.of(
                back.replace("https:", "http:"),
                back.replace("app.example.com", "evil.example.com"),
                back.replace("/back", "/other"))) {
            assertThat(wrong(start, URI.create(elsewhere), issuer.issuer()))
                    .as("no address is sent to the issuer as if it were a code")
                    .hasMessageContaining("not the one that codes are sent to");
        }
        AuthorizationRedirect bare =
                new AuthorizationRedirect(URI.create("https://app.example.com"), Optional.empty(), Optional.empty());
        assertThat(bare.code(Secret.of("https://app.example.com/?code=c1")).reveal())
                .isEqualTo("c1");
    }

    @Test
    void anIssuerThatAlwaysNamesItselfMustDoSo() throws Exception {
        AuthorizationStart start = begin();
        URI silent = URI.create(consent(start).toString().replaceFirst("&iss=[^&]*", ""));
        assertThat(wrong(start, silent, issuer.issuer())).hasMessageContaining("does not name its issuer");
        ServerMetadata quiet =
                new ServerMetadata(URI.create(issuer.issuer()), issuer.tokenEndpoint(), Optional.empty(), false);
        assertThat(new AuthorizationRedirect(REDIRECT, Optional.of(start.state()), Optional.of(quiet))
                        .code(Secret.of(silent.toString()))
                        .reveal())
                .startsWith("code-");
    }

    @Test
    void furtherParametersReplaceNothingOfTheProtocol() {
        Map<String, String> further = Map.of(
                "state",
                "chosen",
                "code_challenge",
                "chosen",
                "code_challenge_method",
                "plain",
                "response_type",
                "token",
                "redirect_uri",
                "https://evil.example.com",
                "client_id",
                "chosen",
                "audience",
                "kept");
        String url = AuthorizationStart.of(new AuthorizationStart.Wish(
                        issuer.authorizationEndpoint(), CLIENT.id(), REDIRECT, Optional.empty(), further))
                .url()
                .toString();
        assertThat(url)
                .contains("audience=kept", "code_challenge_method=S256", "response_type=code", "client_id=phone");
        assertThat(url).doesNotContain("chosen", "plain", "evil");
    }

    @Test
    void aUserMayRefuse() {
        AuthorizationStart start = begin();
        URI back = URI.create(
                REDIRECT + "?error=access_denied&state=" + start.state().reveal() + "&iss=" + issuer.issuer());
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
        URI id = URI.create(issuerId);
        return new AuthorizationRedirect(
                REDIRECT,
                Optional.of(start.state()),
                Optional.of(new ServerMetadata(id, id.resolve("/token"), Optional.empty(), true)));
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
