package dev.mooring.connection.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** An STS on loopback that keeps what it was asked and answers what a test says. */
final class StsStub implements AutoCloseable {
    final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile int status = 200;
    private volatile String body = "";
    private volatile boolean silent;

    StsStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    StsStub answering(int code, String text) {
        status = code;
        body = text;
        return this;
    }

    StsStub issuing(String operation) {
        return answering(200, """
            <%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%1$sResult><Credentials>
            <AccessKeyId>ASIAVENDED0000000000</AccessKeyId><SecretAccessKey>vended-secret</SecretAccessKey>
            <SessionToken>vended-token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
            </Credentials></%1$sResult><ResponseMetadata><RequestId>req-7</RequestId></ResponseMetadata></%1$sResponse>
            """.formatted(operation));
    }

    StsStub refusing(int code, String error) {
        return answering(code, """
            <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
            <Code>%s</Code><Message>no</Message></Error><RequestId>req-8</RequestId></ErrorResponse>
            """.formatted(error));
    }

    /** Takes requests and never answers them. */
    StsStub silent() {
        silent = true;
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> request = Arrays.stream(form.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        request.put("Authorization", exchange.getRequestHeaders().getFirst("Authorization"));
        requests.add(request);
        if (silent) {
            awaitClose();
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/xml");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void awaitClose() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
