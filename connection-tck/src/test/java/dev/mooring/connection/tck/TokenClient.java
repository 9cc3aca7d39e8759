package dev.mooring.connection.tck;

import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Stands for a vendor's SDK. */
final class TokenClient {
    private final URI endpoint;
    private final Duration timeout;

    TokenClient(URI endpoint, Duration timeout) {
        this.endpoint = endpoint;
        this.timeout = timeout;
    }

    String post(String path, Login login, Map<String, String> fields) throws IOException {
        HttpURLConnection http =
                (HttpURLConnection) endpoint.resolve(path).toURL().openConnection();
        http.setConnectTimeout((int) timeout.toMillis());
        http.setReadTimeout((int) timeout.toMillis());
        http.setRequestMethod("POST");
        http.setDoOutput(true);
        http.setRequestProperty("x-user", login.username());
        http.setRequestProperty("x-password", login.password().reveal());
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + PercentEncoding.encode(field.getValue()))
                .collect(Collectors.joining("&"));
        http.getOutputStream().write(form.getBytes(StandardCharsets.UTF_8));
        if (http.getResponseCode() != 200) {
            throw new TokenServiceException(http.getResponseCode());
        }
        try (InputStream body = http.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
