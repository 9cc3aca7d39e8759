package dev.mooring.connection.core.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.util.concurrent.Uninterruptibles;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A token service on loopback for several processes. What a token says of itself is true: whoever holds one can judge it
 * without trusting what handed it out. A request is the lines session, connection, mark and refresh token.
 */
final class TokenService implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
    /** The refresh tokens that a connection may spend: the one it got last, and the one it spent to get it. */
    private final Map<String, List<String>> refreshTokens = new ConcurrentHashMap<>();

    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger refreshes = new AtomicInteger();
    private final AtomicReference<Hold> hold = new AtomicReference<>();
    private volatile Duration life = Duration.ofMinutes(10);

    /**
     * One request that was granted.
     *
     * @param session whose it was
     * @param connection for which connection
     * @param token what was issued
     */
    record Call(String session, String connection, Token token) {}

    /**
     * What a token says of itself.
     *
     * @param mark the mark of the connection that it was issued for, at the time of the request
     * @param number which one it is
     * @param expires when it ends, in milliseconds of the machine's clock
     */
    record Token(String mark, int number, long expires) {
        static Token parse(String text) {
            String[] parts = text.split(":", -1);
            return new Token(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
        }

        @Override
        public String toString() {
            return mark + ":" + number + ":" + expires;
        }
    }

    /** Keeps one answer back that is issued already. */
    static final class Hold {
        private final CountDownLatch issued = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        void awaitIssued() {
            await(issued, "nobody asked for a token");
        }

        void release() {
            released.countDown();
        }

        private void keep() {
            issued.countDown();
            await(released, "nobody released the answer");
        }

        private static void await(CountDownLatch latch, String otherwise) {
            if (!Uninterruptibles.awaitUninterruptibly(latch, Duration.ofMinutes(1))) {
                throw new AssertionError(otherwise);
            }
        }
    }

    private TokenService(HttpServer server) {
        this.server = server;
    }

    static TokenService start() throws IOException {
        TokenService service =
                new TokenService(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        service.server.createContext("/token", service::handle);
        service.server.setExecutor(service.threads);
        service.server.start();
        return service;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
    }

    void life(Duration duration) {
        life = duration;
    }

    /** Keeps the next answer back until it is released. */
    Hold holdNext() {
        Hold next = new Hold();
        hold.set(next);
        return next;
    }

    List<Call> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    /** When the last of all tokens ends. */
    long lastExpiry() {
        return calls().stream().mapToLong(call -> call.token().expires()).max().orElse(0);
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            List<String> request = new String(exchange.getRequestBody().readAllBytes(), UTF_8)
                    .lines()
                    .toList();
            Optional<String> answer = issue(request);
            byte[] body = answer.orElse("unknown refresh token").getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.isPresent() ? 200 : 403, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> issue(List<String> request) {
        String connection = request.get(1);
        String refresh = request.get(3);
        String next = "refresh-" + connection + "-" + refreshes.incrementAndGet();
        if (!refresh.isEmpty() && !spend(connection, refresh, next)) {
            return Optional.empty();
        }
        long now = System.currentTimeMillis();
        Token token = new Token(request.get(2), number.incrementAndGet(), now + life.toMillis());
        calls.add(new Call(request.get(0), connection, token));
        Hold held = hold.getAndSet(null);
        if (held != null) {
            held.keep();
        }
        return Optional.of(token + "\n" + now + "\n" + next);
    }

    private boolean spend(String connection, String refresh, String next) {
        List<String> valid = refreshTokens.compute(
                connection, (name, known) -> known == null || known.contains(refresh) ? List.of(refresh, next) : known);
        return valid.contains(next);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
