package dev.mooring.connection.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A strict issuer on loopback: the body of a request is a refresh token, that of an answer the next one. */
final class RefreshIssuer implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final long ANSWER_MILLIS = 20;

    final SingleUseTokens tokens = new SingleUseTokens();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    RefreshIssuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/token", this::answer);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
    }

    /** The provider of a process whose issuer is elsewhere. */
    static RefreshProvider provider() {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return new RefreshProvider((endpoint, token) -> {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(endpoint))
                            .timeout(TIMEOUT)
                            .POST(BodyPublishers.ofString(token))
                            .build(),
                    BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        });
    }

    private void answer(HttpExchange exchange) throws IOException {
        String token = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Optional<String> next = tokens.spend(token);
        linger();
        byte[] body = next.orElse("invalid_grant").getBytes(UTF_8);
        exchange.sendResponseHeaders(next.isPresent() ? 200 : 400, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** So that others come while an answer is under way. */
    private static void linger() {
        try {
            Thread.sleep(ANSWER_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
