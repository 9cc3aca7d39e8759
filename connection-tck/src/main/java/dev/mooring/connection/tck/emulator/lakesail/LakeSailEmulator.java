package dev.mooring.connection.tck.emulator.lakesail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.EmulatorServer;
import dev.mooring.connection.tck.emulator.api.ApiTrouble;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An emulator of the LakeSail API (v1): users' tokens, service accounts and their keys. It checks the header, what the
 * caller may do and when keys end, and answers errors as documented. Deleting a key is what such APIs have; its page was
 * never read. Safe for use by threads.
 */
public final class LakeSailEmulator implements AutoCloseable {
    private static final String PREFIX = "/api/org/v1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LakeSailAccounts accounts;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final EmulatorServer server;
    private volatile ApiTrouble trouble = ApiTrouble.NONE;

    private LakeSailEmulator(Clock clock) {
        this.accounts = new LakeSailAccounts(clock);
        this.server = EmulatorServer.start(this::handle);
    }

    /** Starts one on a free port of 127.0.0.1. */
    public static LakeSailEmulator start(Clock clock) {
        return new LakeSailEmulator(clock);
    }

    /** Lets that user in with that token. */
    public LakeSailEmulator user(String username, String token) {
        accounts.user(username, token);
        return this;
    }

    /** Lets whoever has that key do anything. */
    public LakeSailEmulator root(String key) {
        accounts.root(key);
        return this;
    }

    /** A new service account; its first key. */
    public IssuedKey serviceAccount(String username) {
        return accounts.serviceAccount(username);
    }

    /** Whether that key works. */
    public boolean accepts(String key) {
        return accounts.identity(key).isPresent();
    }

    /**
     * A key, which is shown once.
     *
     * @param id its id
     * @param key the key
     */
    public record IssuedKey(String id, String key) {
        /** Without the key. */
        @Override
        public String toString() {
            return "IssuedKey[" + id + "]";
        }
    }

    /** What goes wrong from now on. */
    public LakeSailEmulator trouble(ApiTrouble what) {
        trouble = what;
        return this;
    }

    /** Where it is. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** How many requests came. */
    public long calls() {
        return calls.get();
    }

    /** How many of them were no GET. */
    public long writes() {
        return writes.get();
    }

    @Override
    public void close() {
        server.close();
    }

    private EmulatedResponse handle(EmulatedRequest request) {
        calls.incrementAndGet();
        if (!request.method().equals("GET")) {
            writes.incrementAndGet();
        }
        Optional<Map<String, Object>> caller = request.header("Authorization")
                .filter(header -> header.startsWith("Bearer "))
                .flatMap(header -> accounts.identity(header.substring("Bearer ".length())));
        if (caller.isEmpty()) {
            return error(401, "valid authentication credentials are missing");
        }
        if (!request.path().startsWith(PREFIX)) {
            return error(404, "there is no such resource");
        }
        return trouble.answer().orElseGet(() -> answer(request, caller.get()));
    }

    private EmulatedResponse answer(EmulatedRequest request, Map<String, Object> caller) {
        String path = request.path().substring(PREFIX.length());
        if (path.equals("/me") && request.method().equals("GET")) {
            return json(200, caller);
        }
        String[] parts = path.split("/", -1);
        boolean isAboutKeys = parts.length >= 4 && parts[1].equals("service-accounts") && parts[3].equals("keys");
        if (!isAboutKeys || !accounts.has(parts[2])) {
            return error(404, "there is no such resource");
        }
        return switch (request.method() + parts.length) {
            case "POST4" -> created(request, parts[2]);
            case "GET5" ->
                accounts.key(parts[2], parts[4])
                        .map(key -> json(200, key))
                        .orElseGet(() -> error(404, "there is no such key"));
            case "DELETE5" ->
                accounts.delete(parts[2], parts[4]) ? EmulatedResponse.of(204, "") : error(404, "there is no such key");
            default -> error(400, "there is no such operation");
        };
    }

    private EmulatedResponse created(EmulatedRequest request, String account) {
        try {
            JsonNode end = JSON.readTree(request.text()).path("expiresAt");
            Optional<Instant> expiry = end.isTextual() ? Optional.of(Instant.parse(end.asText())) : Optional.empty();
            return json(201, accounts.create(account, expiry));
        } catch (JsonProcessingException | DateTimeException e) {
            return error(400, "the request is malformed");
        }
    }

    private static EmulatedResponse error(int status, String message) {
        return json(status, Map.of("message", message));
    }

    private static EmulatedResponse json(int status, Map<String, Object> object) {
        try {
            return EmulatedResponse.of(status, JSON.writeValueAsString(object))
                    .header("Content-Type", "application/json");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
