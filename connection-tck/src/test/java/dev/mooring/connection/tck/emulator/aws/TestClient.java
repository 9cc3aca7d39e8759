package dev.mooring.connection.tck.emulator.aws;

import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Session;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Sends signed requests to an emulator. */
final class TestClient {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI endpoint;
    private final Credential credential;
    private final String region;

    TestClient(URI endpoint, Credential credential, String region) {
        this.endpoint = endpoint;
        this.credential = credential;
        this.region = region;
    }

    HttpResponse<String> sts(Map<String, String> parameters) throws Exception {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("Version", "2011-06-15");
        return send("sts", "POST", "/", query(all));
    }

    Session assume(Map<String, String> parameters) throws Exception {
        HttpResponse<String> response = sts(parameters);
        String xml = response.body();
        if (response.statusCode() != 200) {
            throw new IOException(xml);
        }
        return new Session(
                element(xml, "AccessKeyId"),
                Secret.of(element(xml, "SecretAccessKey")),
                Secret.of(element(xml, "SessionToken")),
                Instant.parse(element(xml, "Expiration")));
    }

    HttpResponse<String> s3(String method, String target, String body) throws Exception {
        return send("s3", method, target, body);
    }

    HttpResponse<String> lambda(String method, String target) throws Exception {
        return send("lambda", method, target, "");
    }

    HttpResponse<String> secret(String id) throws Exception {
        return send(
                "secretsmanager",
                "POST",
                "/",
                "{\"SecretId\":\"" + id + "\"}",
                Map.of("X-Amz-Target", "secretsmanager.GetSecretValue"));
    }

    HttpResponse<String> kms(String operation, String body) throws Exception {
        return send("kms", "POST", "/", body, Map.of("X-Amz-Target", "TrentService." + operation));
    }

    HttpResponse<String> unsigned(String method, String target) throws Exception {
        return http.send(
                HttpRequest.newBuilder(endpoint.resolve(target))
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String service, String method, String target, String body) throws Exception {
        return send(service, method, target, body, Map.of());
    }

    private HttpResponse<String> send(
            String service, String method, String target, String body, Map<String, String> more) throws Exception {
        String[] parts = target.split("\\?", 2);
        Map<String, String> headers = new TestSigner(credential, region, service)
                .sign(
                        method,
                        endpoint.getAuthority(),
                        parts[0],
                        parts.length > 1 ? parts[1] : "",
                        TestSigner.sha256(body),
                        Instant.now());
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve(target))
                .timeout(Duration.ofSeconds(2))
                .method(method, BodyPublishers.ofString(body));
        headers.remove("host");
        headers.forEach(request::header);
        more.forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    static String query(Map<String, String> parameters) {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(e -> PercentEncoding.encode(e.getKey()) + "=" + PercentEncoding.encode(e.getValue()))
                        .collect(Collectors.joining("&"));
    }

    static String element(String xml, String name) {
        Matcher matcher =
                Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(xml);
        return matcher.find() ? matcher.group(1) : "";
    }
}
