package dev.mooring.connection.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.http.bridge.AuthorizedHttpClient;
import dev.mooring.connection.tck.CanarySecrets;
import dev.mooring.connection.tck.emulator.api.ApiEmulator;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator.Trouble;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client over a source of a layer, an API that wants tokens, and another server that must never see one. */
class AuthorizedHttpClientTest {
    private final CanarySecrets canaries = new CanarySecrets();
    private final TokenEmulator issuer = TokenEmulator.start(Clock.systemUTC()).client("lake", "canary-client-secret");
    private final ApiEmulator api =
            ApiEmulator.start().accepting(request -> issuer.bearer(request).isPresent());
    private final ApiEmulator stranger = ApiEmulator.start();
    private final ConnectionLayer layer =
            ConnectionLayer.inMemory().provider(new HttpProvider()).open();
    private CredentialSource source;
    private HttpClient client;

    @BeforeEach
    void createAConnection() {
        layer.workspace("sales", "ann")
                .create(ConnectionDraft.of("orders", "HTTP")
                        .property("URL", api.endpoint().toString())
                        .property("AUTH_TYPE", "OAUTH2")
                        .property("GRANT", "CLIENT_CREDENTIALS")
                        .property("TOKEN_URL", issuer.tokenEndpoint().toString())
                        .property("CLIENT_ID", "lake")
                        .property("CLIENT_SECRET", canaries.watch("canary-client-secret"))
                        .build());
        source = layer.workspace("sales", "ann").source("orders", AccessScope.everything());
        client = AuthorizedHttpClient.of(source);
    }

    @AfterEach
    void stop() {
        layer.close();
        issuer.close();
        api.close();
        stranger.close();
    }

    @Test
    void eachRequestHasTheHeaderAndItsAnswerDoesNotShowIt() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(api.endpoint().resolve("/v1/items"))
                .header("authorization", "Bearer of-the-caller")
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("GET /v1/items");
        assertThat(response.request()).isSameAs(request);
        assertThat(response.previousResponse()).isEmpty();
        issuer.issued().forEach(canaries::watch);
        canaries.assertNotIn(
                "what can be printed", response, response.request().headers(), response.headers(), client, source);
        assertThat(issuer.issued()).hasSize(1);
    }

    @Test
    void aTokenThatWasRevokedIsReplacedOnceAndTheRequestRepeated() throws Exception {
        send(post("/v1/items", BodyPublishers.ofString("{}")));
        issuer.revokeTokens();
        assertThat(send(post("/v1/items", BodyPublishers.ofString("{}"))).statusCode())
                .isEqualTo(200);
        assertThat(issuer.issued()).hasSize(2);
        assertThat(api.seen()).containsExactly("POST /v1/items 200", "POST /v1/items 401", "POST /v1/items 200");
    }

    @Test
    void aRefusalThatANewTokenDoesNotMendIsTheAnswer() throws Exception {
        api.forgetAll();
        assertThat(send(get("/v1/items")).statusCode()).isEqualTo(401);
        assertThat(api.seen()).hasSize(2);
        assertThat(send(get("/v1/items")).statusCode()).isEqualTo(401);
        assertThat(issuer.issued()).as("a rejected credential is renewed once").hasSize(2);
    }

    @Test
    void aBodyThatCanNotBeSentAgainIsSentOnce() throws Exception {
        send(get("/"));
        issuer.revokeTokens();
        byte[] body = {1, 2, 3};
        HttpRequest streamed = post("/v1/upload", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
        assertThat(send(streamed).statusCode()).isEqualTo(401);
        assertThat(api.seen()).containsExactly("GET / 200", "POST /v1/upload 401");
        assertThat(send(streamed).statusCode())
                .as("the next one has a new token")
                .isEqualTo(200);
    }

    @Test
    void aRedirectToAnotherServerIsTheAnswerAndThatServerSeesNothing() throws Exception {
        HttpResponse<String> response = send(get("/moved?to=" + stranger.endpoint() + "/stolen"));
        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(client.sendAsync(get("/moved?to=" + stranger.endpoint()), BodyHandlers.ofString())
                        .get(10, TimeUnit.SECONDS)
                        .statusCode())
                .isEqualTo(302);
        assertThat(stranger.calls()).isZero();
    }

    @Test
    void aRedirectToAnotherAllowedServerIsFollowedWithoutTheCredential() throws Exception {
        List<String> shown = new CopyOnWriteArrayList<>();
        stranger.accepting(request -> {
            shown.add(request.path()
                    + request.header("Authorization").orElse("-")
                    + request.header("Cookie").orElse("-")
                    + request.header("X-Of-The-Caller").orElse("-"));
            return true;
        });
        admit(stranger.endpoint());
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(api.endpoint() + "/moved?to=" + stranger.endpoint() + "/file"))
                .header("Cookie", "session=of-the-caller")
                .header("X-Of-The-Caller", "kept")
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).body()).contains("GET /file");
        assertThat(client.sendAsync(request, BodyHandlers.ofString())
                        .get(10, TimeUnit.SECONDS)
                        .statusCode())
                .isEqualTo(200);
        assertThat(shown).hasSize(2).containsOnly("/file--kept");

        client.send(
                HttpRequest.newBuilder(stranger.endpoint().resolve("/asked")).build(), BodyHandlers.discarding());
        assertThat(shown).as("it may be asked directly").last().asString().startsWith("/askedBearer ");
    }

    @Test
    void aServerThatNeverSawTheCredentialDoesNotRejectIt() throws Exception {
        admit(stranger.endpoint());
        Credential before = source.get();
        HttpResponse<String> refused = send(get("/moved?to=" + stranger.endpoint() + "/file"));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(stranger.seen()).containsExactly("GET /file 401");
        assertThat(source.get()).isSameAs(before);

        stranger.accepting(request -> true);
        send(get("/moved?to=" + stranger.endpoint() + "/moved?to=" + api.endpoint() + "/back"));
        assertThat(api.seen()).as("nor does leading back bring it back").last().isEqualTo("GET /back 401");
        assertThat(issuer.issued()).hasSize(1);
    }

    @Test
    void aRedirectWithinTheApiIsFollowedForReadsOnly() throws Exception {
        assertThat(send(get("/moved?to=/v1/here")).body()).contains("GET /v1/here");
        assertThat(send(post("/moved?to=/v1/here", BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(302);
        assertThat(send(get("/moved?to=/moved")).statusCode()).isEqualTo(302);
    }

    @Test
    void aServerThatIsNotAllowedIsNotAsked() {
        for (URI elsewhere : new URI[] {stranger.endpoint(), URI.create("https://evil.example.com/")}) {
            ConnectionException refusal = catchThrowableOfType(
                    ConnectionException.class,
                    () -> client.send(HttpRequest.newBuilder(elsewhere).build(), BodyHandlers.ofString()));
            assertThat(refusal.code()).isEqualTo(ConnectionError.EGRESS_REFUSED);
        }
        assertThat(stranger.calls()).isZero();
    }

    @Test
    void anAsynchronousRequestIsRepeatedTheSameWay() throws Exception {
        send(get("/"));
        issuer.revokeTokens();
        HttpResponse<InputStream> response =
                client.sendAsync(get("/v1/items"), BodyHandlers.ofInputStream()).get(10, TimeUnit.SECONDS);
        try (InputStream body = response.body()) {
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).contains("GET /v1/items");
        }
        assertThat(response.request().headers().map()).isEmpty();
        assertThat(issuer.issued()).hasSize(2);
    }

    @Test
    void anAsynchronousRequestFailsLater() throws Exception {
        assertThat(client.sendAsync(HttpRequest.newBuilder(stranger.endpoint()).build(), BodyHandlers.discarding()))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(ConnectionException.class);
        send(get("/"));
        issuer.revokeTokens();
        issuer.trouble(Trouble.FAILING);
        assertThat(client.sendAsync(get("/"), BodyHandlers.ofInputStream()))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ConnectionError.ISSUER_FAILED));
    }

    @Test
    void aClientThatFollowsRedirectsIsNoUse() {
        HttpClient following =
                HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build();
        assertThatThrownBy(() -> AuthorizedHttpClient.of(source, following))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void admit(URI server) {
        layer.workspace("sales", "ann")
                .alter(
                        "orders",
                        Alteration.builder()
                                .set("ALLOWED_HOSTS", server.getAuthority())
                                .set("CLIENT_SECRET", "canary-client-secret")
                                .build());
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString());
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(URI.create(api.endpoint() + path)).build();
    }

    private HttpRequest post(String path, HttpRequest.BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create(api.endpoint() + path))
                .POST(body)
                .build();
    }
}
