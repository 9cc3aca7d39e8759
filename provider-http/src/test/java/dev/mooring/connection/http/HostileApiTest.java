package dev.mooring.connection.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.http.bridge.LakeSailIdentity;
import dev.mooring.connection.http.bridge.ServiceAccountKeys;
import dev.mooring.connection.tck.CanarySecrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An API that a stranger named, or that someone took over. */
class HostileApiTest {
    private static final String KEY = "canary-service-key-1";

    private final CanarySecrets canaries = new CanarySecrets();
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private final ConnectionLayer layer =
            ConnectionLayer.inMemory().provider(new HttpProvider()).open();
    private final Connections ann = layer.workspace("sales", "ann");
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.start();
        canaries.watch(KEY);
    }

    @AfterEach
    void stop() {
        layer.close();
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AUTH_TYPE BEARER TOKEN canary-token-0001|canary-token-0001",
                "AUTH_TYPE BASIC USERNAME ann PASSWORD canary-pass-0001|canary-pass-0001",
                "AUTH_TYPE API_KEY API_KEY_HEADER Authorization API_KEY Token:canary-key-0001|Token:canary-key-0001"
            })
    void noFormOfACredentialThatIsRepeatedIsQuoted(String properties, String secret) {
        String pair = Base64.getEncoder().encodeToString(("ann:" + secret).getBytes(StandardCharsets.UTF_8));
        for (String repeated : List.of("%s", secret, pair, "you sent " + pair.replaceFirst("=+$", ""))) {
            answer("/v1/me", 400, "{\"message\":\"" + repeated + "\"}");
            String[] all = ("URL " + url() + " TEST_PATH /v1/me " + properties).split(" ");
            String report =
                    Trial.of(Clock.systemUTC(), "HTTP", all).test().failure().toString();
            assertThat(report).contains("answered 400").doesNotContain(secret, pair.replaceFirst("=+$", ""));
            server.removeContext("/v1/me");
        }
    }

    /** As Salesforce writes errors. */
    @Test
    void theWordsOfAListOfErrorsAreQuoted() {
        String[] all = {"URL", url(), "TEST_PATH", "/v1/me", "AUTH_TYPE", "BEARER", "TOKEN", KEY};
        answer("/v1/me", 403, "[{\"message\":\"the API is not enabled\",\"errorCode\":\"API_DISABLED_FOR_ORG\"}]");
        assertThat(Trial.of(Clock.systemUTC(), "HTTP", all).test().failure().toString())
                .contains("answered 403: the API is not enabled");
        server.removeContext("/v1/me");
        answer("/v1/me", 403, "[{\"message\":\"%s\"}]");
        assertThat(Trial.of(Clock.systemUTC(), "HTTP", all).test().failure().toString())
                .contains("answered 403")
                .doesNotContain(KEY);
    }

    @Test
    void anApiOfKeysMayRepeatAndSendWhatItWants() {
        create();
        answer("/api/org/v1/me", 400, "{\"message\":\"%s\"}");
        assertThat(identified()).hasMessageContaining("answered 400");
        server.removeContext("/api/org/v1/me");
        answer("/api/org/v1/me", 200, " ".repeat(1 << 20));
        assertThat(identified())
                .returns(ConnectionError.PROTOCOL_MISMATCH, ConnectionException::code)
                .hasMessageContaining("an answer of more than");
        server.removeContext("/api/org/v1/me");
        server.createContext("/api/org/v1/me", exchange -> {
            exchange.getResponseHeaders().set("Location", url() + "/stolen");
            reply(exchange, 302, "");
        });
        assertThat(identified()).hasMessageContaining("redirects are not followed");
        assertThat(seen).doesNotContain("GET /stolen");
    }

    @Test
    void anIdLeadsNowhereElse() {
        create();
        answer("/api/org/v1/me", 200, "{\"serviceAccount\":{\"id\":\"../../admin\",\"username\":\"etl\"}}");
        assertThat(refused(() -> keys().create()).code()).isEqualTo(ConnectionError.PROTOCOL_MISMATCH);
        server.removeContext("/api/org/v1/me");
        answer("/api/org/v1/me", 200, "{\"serviceAccount\":{\"id\":\"SA1\",\"username\":\"etl\"}}");
        assertThat(refused(() -> keys().describe("K1/../../x")).code()).isEqualTo(ConnectionError.RESOURCE_NOT_FOUND);
        assertThat(refused(() -> keys().retire("K1?x")).code()).isEqualTo(ConnectionError.RESOURCE_NOT_FOUND);
        assertThat(seen).containsOnly("GET /api/org/v1/me");
    }

    @Test
    void aKeyThatNoRequestCanShowIsRetiredAtOnce() {
        create();
        answer("/api/org/v1/me", 200, "{\"serviceAccount\":{\"id\":\"SA1\",\"username\":\"etl\"}}");
        answer("/api/org/v1/service-accounts/SA1/keys", 200, "{\"id\":\"K2\",\"key\":\"canary-new\\r\\nX-Evil: 1\"}");
        canaries.watch("canary-new");
        assertThat(refused(() -> keys().rotate()).code()).isEqualTo(ConnectionError.PROTOCOL_MISMATCH);
        assertThat(seen).last().isEqualTo("DELETE /api/org/v1/service-accounts/SA1/keys/K2");
    }

    @Test
    void aCatalogsPrefixThatNoAddressCanHoldIsRefused() {
        ann.create(ConnectionDraft.of("lake", "ICEBERG_REST")
                .property("URI", url())
                .build());
        answer("/v1/config", 200, "{\"overrides\":{\"prefix\":\"%%zz\"}}");
        assertThat(refused(() -> ann.vend("lake", AccessScope.readWrite("iceberg://sales/orders")))
                        .code())
                .isEqualTo(ConnectionError.PROTOCOL_MISMATCH);
    }

    private void create() {
        ann.create(ConnectionDraft.of("sail", "LAKESAIL")
                .property("ENDPOINT", url())
                .property("KEY", KEY)
                .property("KEY_ID", "K1")
                .build());
    }

    private ServiceAccountKeys keys() {
        return ServiceAccountKeys.of(ann, "sail");
    }

    private ConnectionException identified() {
        return refused(() -> LakeSailIdentity.of(ann.source("sail", AccessScope.everything())));
    }

    private ConnectionException refused(Runnable use) {
        ConnectionException refusal = catchThrowableOfType(ConnectionException.class, use::run);
        assertThat(refusal).isNotNull();
        canaries.assertNotIn("a refusal", refusal);
        return refusal;
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** {@code %s} in the body is what the request's header Authorization says. */
    private void answer(String path, int status, String body) {
        server.createContext(
                path,
                exchange -> reply(
                        exchange,
                        status,
                        String.format(body, exchange.getRequestHeaders().getFirst("Authorization"))));
    }

    private void reply(HttpExchange exchange, int status, String body) throws IOException {
        seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
