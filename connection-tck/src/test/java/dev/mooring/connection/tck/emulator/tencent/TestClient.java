package dev.mooring.connection.tck.emulator.tencent;

import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Credential.Session;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedRequest.Header;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Signs and sends requests over plain sockets, as clients of the JDK do not let a caller choose the host name. */
final class TestClient {
    private final URI endpoint;
    private final Credential credential;
    private final Instant now;

    /** An answer. */
    record Answer(int status, String text) {}

    TestClient(URI endpoint, Credential credential) {
        this(endpoint, credential, Instant.now());
    }

    TestClient(URI endpoint, Credential credential, Instant now) {
        this.endpoint = endpoint;
        this.credential = credential;
        this.now = now;
    }

    Answer sts(String action, String body) throws IOException {
        return api("sts", "2018-08-13", action, body);
    }

    Answer scf(String action, String body) throws IOException {
        return api("scf", "2018-04-16", action, body);
    }

    private Answer api(String service, String version, String action, String body) throws IOException {
        List<Header> headers = new ArrayList<>(List.of(
                new Header("Host", service + ".ap-shanghai.tencentcloudapi.com"),
                new Header("Content-Type", "application/json; charset=utf-8"),
                new Header("X-TC-Action", action),
                new Header("X-TC-Version", version),
                new Header("X-TC-Region", "ap-shanghai"),
                new Header("X-TC-Timestamp", String.valueOf(now.getEpochSecond()))));
        if (credential instanceof Session session) {
            headers.add(new Header("X-TC-Token", session.sessionToken().reveal()));
        }
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        Tc3Verifier.Scope scope = new Tc3Verifier.Scope(now, service, List.of("content-type", "host"));
        String signature = Tc3Verifier.signature(EmulatedRequest.of("POST", "/", headers, content), scope, secret());
        headers.add(new Header(
                "Authorization",
                "TC3-HMAC-SHA256 Credential=" + id() + "/" + scope.date() + "/" + service
                        + "/tc3_request, SignedHeaders=content-type;host, Signature=" + signature));
        return send(EmulatedRequest.of("POST", "/", headers, content), "/");
    }

    /** A request to a bucket by its host name. */
    Answer cos(String method, String host, String key, Map<String, String> query, String body) throws IOException {
        Map<String, String> sorted = new TreeMap<>(query);
        String path = "/" + PercentEncoding.encodePath(key);
        String target = sorted.isEmpty()
                ? path
                : path + "?"
                        + sorted.entrySet().stream()
                                .map(e -> e.getKey() + "=" + PercentEncoding.encode(e.getValue()))
                                .collect(Collectors.joining("&"));
        List<Header> headers = new ArrayList<>(List.of(new Header("Host", host)));
        if (credential instanceof Session session) {
            headers.add(
                    new Header("x-cos-security-token", session.sessionToken().reveal()));
        }
        String window = now.getEpochSecond() - 60 + ";" + (now.getEpochSecond() + 600);
        String authorization = "q-sign-algorithm=sha1&q-ak=" + id() + "&q-sign-time=" + window + "&q-key-time=" + window
                + "&q-header-list=host&q-url-param-list=" + String.join(";", sorted.keySet());
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String signature = CosVerifier.signature(
                EmulatedRequest.of(method, target, headers, content), CosVerifier.fields(authorization), secret());
        headers.add(new Header("Authorization", authorization + "&q-signature=" + signature));
        return send(EmulatedRequest.of(method, target, headers, content), target);
    }

    private Answer send(EmulatedRequest request, String target) throws IOException {
        StringBuilder head = new StringBuilder(request.method() + " " + target + " HTTP/1.1\r\n");
        request.headers()
                .forEach(header -> head.append(header.name())
                        .append(": ")
                        .append(header.value())
                        .append("\r\n"));
        head.append("Connection: close\r\nContent-Length: ")
                .append(request.body().length)
                .append("\r\n\r\n");
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(request.body());
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int body = answer.indexOf("\r\n\r\n");
            return new Answer(Integer.parseInt(answer.substring(9, 12)), answer.substring(body + 4));
        }
    }

    private String id() {
        return credential instanceof Session session ? session.accessKeyId() : ((AccessKey) credential).accessKeyId();
    }

    private String secret() {
        return credential instanceof Session session
                ? session.accessKeySecret().reveal()
                : ((AccessKey) credential).accessKeySecret().reveal();
    }
}
