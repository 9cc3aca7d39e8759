package dev.mooring.connection.core.fire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A token service on loopback that answers well, or in one of the ways in which real ones do not. */
final class FaultyTokenServer implements AutoCloseable {
    /** What stands in answers that nobody may repeat. */
    static final String SECRET = "sesame";

    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile Answer answer = Answer.GOOD;

    /** A way to answer; the body of a good one is the number of the call. */
    enum Answer {
        GOOD,
        THROTTLED,
        UNAVAILABLE,
        HANGING,
        DRIPPING,
        TRUNCATED,
        MALFORMED,
        EMPTY,
        CUT_OFF
    }

    FaultyTokenServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
    }

    int calls() {
        return calls.get();
    }

    void answer(Answer way) {
        answer = way;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String good = "{\"token\": \"" + SECRET + "-" + calls.incrementAndGet() + "\"}";
        try (exchange;
                InputStream request = exchange.getRequestBody()) {
            request.readAllBytes();
            switch (answer) {
                case GOOD -> send(exchange, 200, good);
                case THROTTLED -> {
                    exchange.getResponseHeaders().set("Retry-After", "60");
                    send(exchange, 429, "slow down, " + SECRET);
                }
                case UNAVAILABLE -> send(exchange, 503, "<html>" + SECRET + "</html>");
                case HANGING -> pause(60_000);
                case DRIPPING -> drip(exchange, good);
                case TRUNCATED -> truncate(exchange, good);
                case MALFORMED -> send(exchange, 200, "{\"token\": \"" + SECRET);
                case EMPTY -> send(exchange, 200, "{}");
                case CUT_OFF -> {}
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        write(exchange, bytes);
    }

    private static void write(HttpExchange exchange, byte... bytes) throws IOException {
        OutputStream body = exchange.getResponseBody();
        body.write(bytes);
        body.flush();
    }

    /** A byte now and then: each arrives in good time, the whole never does. */
    private void drip(HttpExchange exchange, String good) throws IOException {
        exchange.sendResponseHeaders(200, 100_000);
        for (byte one : good.getBytes(StandardCharsets.UTF_8)) {
            if (pause(20)) {
                return;
            }
            write(exchange, one);
        }
        pause(60_000);
    }

    private static void truncate(HttpExchange exchange, String good) throws IOException {
        byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length + 1L);
        write(exchange, bytes);
    }

    /** Whether the server was closed meanwhile. */
    private boolean pause(long millis) {
        try {
            return end.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
