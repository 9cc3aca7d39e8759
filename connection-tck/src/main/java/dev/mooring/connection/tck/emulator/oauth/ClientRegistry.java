package dev.mooring.connection.tck.emulator.oauth;

import dev.mooring.connection.tck.emulator.EmulatedRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Knows clients, and recognises them by their secrets (RFC 6749, 2.3.1). Safe for use by threads. */
final class ClientRegistry {
    private static final String BASIC = "Basic ";

    private final Map<String, EmulatedClient> clients = new ConcurrentHashMap<>();

    void add(EmulatedClient client) {
        clients.put(client.id(), client);
    }

    Optional<EmulatedClient> find(String id) {
        return Optional.ofNullable(clients.get(id));
    }

    /** Empty unless the request proves one way, and one way only, who sent it. */
    Optional<EmulatedClient> authenticated(EmulatedRequest request) {
        Map<String, String> form = request.form();
        Optional<String> header = request.header("Authorization");
        if (header.isPresent()) {
            return form.containsKey("client_secret") ? Optional.empty() : byHeader(header.get());
        }
        Optional<EmulatedClient> client = find(form.getOrDefault("client_id", ""));
        return form.containsKey("client_secret")
                ? client.filter(known -> isRight(known, "client_secret_post", form.get("client_secret")))
                : client.filter(known -> known.authentications().contains("none"));
    }

    /** Id and secret are form-encoded before Base64. */
    private Optional<EmulatedClient> byHeader(String header) {
        if (!header.startsWith(BASIC)) {
            return Optional.empty();
        }
        String pair = new String(Base64.getDecoder().decode(header.substring(BASIC.length())), StandardCharsets.UTF_8);
        int colon = pair.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String secret = URLDecoder.decode(pair.substring(colon + 1), StandardCharsets.UTF_8);
        return find(URLDecoder.decode(pair.substring(0, colon), StandardCharsets.UTF_8))
                .filter(known -> isRight(known, "client_secret_basic", secret));
    }

    private static boolean isRight(EmulatedClient client, String way, String secret) {
        return client.authentications().contains(way) && client.secret().equals(Optional.of(secret));
    }
}
