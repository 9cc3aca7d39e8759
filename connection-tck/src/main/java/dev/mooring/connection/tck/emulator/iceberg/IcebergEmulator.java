package dev.mooring.connection.tck.emulator.iceberg;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import dev.mooring.connection.tck.emulator.api.ApiTrouble;
import dev.mooring.connection.tck.emulator.oauth.EmulatedClient;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An emulator of an Iceberg REST catalog that asks for tokens of its own token endpoint, has one warehouse, and hands out
 * storage credentials table by table. Tables are made up: it has no metadata. Safe for use by threads.
 */
public final class IcebergEmulator implements AutoCloseable {
    /** The path of its token endpoint. */
    public static final String TOKEN_PATH = "/v1/oauth/tokens";

    private static final String PREFIX = "wh1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TokenEmulator tokens;
    private final VendedStorage storage;
    private final Set<String> tables = ConcurrentHashMap.newKeySet();
    private final AtomicLong writes = new AtomicLong();
    private volatile ApiTrouble trouble = ApiTrouble.NONE;
    private volatile boolean handsOut = true;

    private IcebergEmulator(Clock clock) {
        this.storage = new VendedStorage(clock);
        this.tokens = TokenEmulator.start(clock, TOKEN_PATH, this::page);
    }

    /** Starts one on a free port of 127.0.0.1. */
    public static IcebergEmulator start(Clock clock) {
        return new IcebergEmulator(clock);
    }

    /** Makes a client known; it authenticates in the body, as Iceberg's own clients do. */
    public IcebergEmulator client(String id, String secret) {
        tokens.client(EmulatedClient.confidential(id, secret).authenticatesBy("client_secret_post"));
        return this;
    }

    /** Makes a table, named {@code namespace/table} with dots between the namespace's levels. */
    public IcebergEmulator table(String name) {
        tables.add(name);
        return this;
    }

    /** What its storage credentials look like from now on. */
    public VendedStorage storage() {
        return storage;
    }

    /** Lists no operation that hands out credentials from now on. */
    public IcebergEmulator withoutCredentials() {
        handsOut = false;
        return this;
    }

    /** What goes wrong from now on with whoever is known. */
    public IcebergEmulator trouble(ApiTrouble what) {
        trouble = what;
        return this;
    }

    /** Its token endpoint. */
    public TokenEmulator tokens() {
        return tokens;
    }

    /** Where it is. */
    public URI endpoint() {
        return URI.create(tokens.issuer());
    }

    /** The one warehouse that it has. */
    public String warehouse() {
        return "lake";
    }

    /** How many requests came. */
    public long calls() {
        return tokens.calls();
    }

    /** How many requests to the catalog were neither GET nor HEAD. */
    public long writes() {
        return writes.get();
    }

    @Override
    public void close() {
        tokens.close();
    }

    private EmulatedResponse page(EmulatedRequest request) {
        boolean isReading = request.method().equals("GET") || request.method().equals("HEAD");
        if (!isReading) {
            writes.incrementAndGet();
        }
        if (tokens.bearer(request).isEmpty()) {
            return error(401, "NotAuthorizedException", "the token is missing or over");
        }
        return trouble.answer().orElseGet(() -> isReading ? answer(request) : error(405, "none", "read only"));
    }

    private EmulatedResponse answer(EmulatedRequest request) {
        String path = request.path();
        if (path.equals("/v1/config")) {
            return request.query("warehouse").equals(Optional.of(warehouse()))
                    ? json(200, configuration())
                    : error(404, "NoSuchWarehouseException", "there is no such warehouse");
        }
        String root = "/v1/" + PREFIX + "/namespaces";
        if (path.equals(root)) {
            return json(200, Map.of("namespaces", namespaces()));
        }
        if (!path.startsWith(root + "/")) {
            return error(404, "NoSuchResource", "there is no such page");
        }
        String[] parts = path.substring(root.length() + 1).split("/", -1);
        String namespace = PercentEncoding.decode(parts[0]).replace('\u001f', '.');
        if (parts.length == 1) {
            return tables.stream().anyMatch(name -> name.startsWith(namespace + "/"))
                    ? json(200, Map.of("namespace", List.of(namespace.split("\\.")), "properties", Map.of()))
                    : error(404, "NoSuchNamespaceException", "there is no namespace " + namespace);
        }
        return credentials(parts, namespace);
    }

    private EmulatedResponse credentials(String[] parts, String namespace) {
        if (parts.length != 4 || !parts[1].equals("tables") || !parts[3].equals("credentials")) {
            return error(404, "NoSuchResource", "there is no such page");
        }
        String table = namespace + "/" + PercentEncoding.decode(parts[2]);
        return tables.contains(table)
                ? json(200, storage.answer(table))
                : error(404, "NoSuchTableException", "there is no table " + table);
    }

    private List<List<String>> namespaces() {
        return tables.stream()
                .map(name -> List.of(name.substring(0, name.indexOf('/')).split("\\.")))
                .distinct()
                .toList();
    }

    private Map<String, Object> configuration() {
        String credentials = "GET /v1/{prefix}/namespaces/{namespace}/tables/{table}/credentials";
        List<String> others = List.of("GET /v1/{prefix}/namespaces", "GET /v1/{prefix}/namespaces/{namespace}");
        return Map.of(
                "defaults",
                Map.of(),
                "overrides",
                Map.of("prefix", PREFIX),
                "endpoints",
                handsOut ? List.of(others.get(0), others.get(1), credentials) : others);
    }

    private static EmulatedResponse error(int status, String type, String message) {
        return json(status, Map.of("error", Map.of("message", message, "type", type, "code", status)));
    }

    private static EmulatedResponse json(int status, Map<String, Object> object) {
        try {
            return EmulatedResponse.of(status, JSON.writeValueAsString(object))
                    .header("Content-Type", "application/json")
                    .header("X-Request-Id", "catalog-request");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
