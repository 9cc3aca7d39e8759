package dev.mooring.connection.tck.emulator.lakesail;

import dev.mooring.connection.tck.emulator.lakesail.LakeSailEmulator.IssuedKey;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Users, service accounts and keys. Safe for use by threads. */
final class LakeSailAccounts {
    private final Map<String, Map<String, Object>> users = new HashMap<>();
    private final Map<String, Map<String, Object>> services = new HashMap<>();
    private final Map<String, Key> keys = new HashMap<>();
    private final Clock clock;
    private String root = "";
    private int ids = 1000;

    private record Key(String id, String account, Optional<Instant> end, Instant created) {}

    LakeSailAccounts(Clock clock) {
        this.clock = clock;
    }

    synchronized void user(String username, String token) {
        Map<String, Object> user = named("U", username);
        user.put("email", username + "@example.com");
        user.put("firstName", username);
        user.put("lastName", "Example");
        user.put("displayName", username + " Example");
        users.put(token, user);
    }

    synchronized void root(String key) {
        root = key;
    }

    synchronized IssuedKey serviceAccount(String username) {
        Map<String, Object> account = named("SA", username);
        account.put("description", "made for tests");
        String id = String.valueOf(account.get("id"));
        services.put(id, account);
        Map<String, Object> key = create(id, Optional.empty());
        return new IssuedKey(String.valueOf(key.get("id")), String.valueOf(key.get("key")));
    }

    synchronized boolean has(String account) {
        return services.containsKey(account);
    }

    /** The answer of {@code /me}. */
    synchronized Optional<Map<String, Object>> identity(String credential) {
        if (!root.isEmpty() && credential.equals(root)) {
            return Optional.of(Map.of("root", Map.of()));
        }
        Map<String, Object> user = users.get(credential);
        if (user != null) {
            return Optional.of(Map.of("user", user));
        }
        return Optional.ofNullable(keys.get(credential))
                .filter(key -> key.end().map(clock.instant()::isBefore).orElse(true))
                .map(key -> Map.of("serviceAccount", services.get(key.account())));
    }

    synchronized Map<String, Object> create(String account, Optional<Instant> end) {
        Key key = new Key("K" + ++ids, account, end, clock.instant());
        String secret = "sak-" + UUID.randomUUID();
        keys.put(secret, key);
        Map<String, Object> shown = described(key);
        shown.put("key", secret);
        return shown;
    }

    synchronized Optional<Map<String, Object>> key(String account, String id) {
        return keys.values().stream()
                .filter(key -> key.account().equals(account) && key.id().equals(id))
                .map(LakeSailAccounts::described)
                .findFirst();
    }

    synchronized boolean delete(String account, String id) {
        return keys.values()
                .removeIf(key -> key.account().equals(account) && key.id().equals(id));
    }

    private static Map<String, Object> described(Key key) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", key.id());
        key.end().ifPresent(end -> shown.put("expiresAt", end.toString()));
        shown.put("createdAt", key.created().toString());
        shown.put("updatedAt", key.created().toString());
        return shown;
    }

    private Map<String, Object> named(String prefix, String username) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("id", prefix + ++ids);
        named.put("username", username);
        named.put("createdAt", clock.instant().toString());
        named.put("updatedAt", clock.instant().toString());
        return named;
    }
}
