package dev.mooring.connection.tck.emulator.databricks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.tck.FakeBackend.Received;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.EmulatorServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * An emulator of a Databricks workspace and of its account: the OAuth token endpoints with HTTP Basic and the grant client
 * credentials, SCIM's Me, Unity Catalog and the passwords of Lakebase; or of an open-source Unity Catalog server. It checks
 * secrets, tokens, entitlements and privileges, and refuses in the documented ways. Safe for use by threads.
 */
public final class DatabricksEmulator implements AutoCloseable {
    /** The account of the emulated workspace. */
    public static final String ACCOUNT_ID = "4a5b6c7d-0000-1111-2222-333344445555";

    private static final String WORKSPACE_TOKENS = "/oidc/v1/token";
    private static final String ACCOUNT_TOKENS = "/oidc/accounts/" + ACCOUNT_ID + "/v1/token";

    private final Journal journal = new Journal();
    private final UnityCatalog catalog = new UnityCatalog();
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();
    private final Flavour flavour;
    private final Answers answers;
    private final WorkspaceIdentities identities;
    private final StorageCredentials storage;
    private final UnityEmulator unity;
    private final LakebaseEmulator lakebase;
    private final EmulatorServer server;

    private enum Flavour {
        WORKSPACE,
        /** Open source, and asks for a bearer token. */
        OPEN_SOURCE,
        /** Open source, and asks for nothing. */
        OPEN_SOURCE_WITHOUT_TOKENS
    }

    /** What goes wrong with the calls of one part. */
    public enum Trouble {
        /** 429 with {@code Retry-After: 7}. */
        THROTTLED,
        /** 500. */
        FAILING,
        /** 503. */
        UNAVAILABLE,
        /** 200 with a page for people, as behind a private link or at a wrong host. */
        LOGIN_PAGE,
        /** 400 {@code INVALID_PARAMETER_VALUE}, as for a request without an endpoint. */
        INVALID_PARAMETER,
        /** 302 to a page for people. */
        REDIRECTING,
        /** The connection is reset. */
        RESET
    }

    /** Learns which passwords were handed out, as the databases of the workspace do. */
    @FunctionalInterface
    public interface PasswordSink {
        /** Told before the caller has the password. */
        void issued(String user, String password, Instant until);
    }

    private DatabricksEmulator(Clock clock, Flavour flavour) {
        this.flavour = flavour;
        this.answers = new Answers(clock);
        this.identities = new WorkspaceIdentities(clock, answers, journal);
        this.storage = new StorageCredentials(clock, answers, journal);
        this.unity = new UnityEmulator(catalog, storage, answers, journal);
        this.lakebase = new LakebaseEmulator(clock, answers, journal);
        this.server = EmulatorServer.start(this::handle);
    }

    /** Starts a workspace on a free port of 127.0.0.1. */
    public static DatabricksEmulator start(Clock clock) {
        return new DatabricksEmulator(clock, Flavour.WORKSPACE);
    }

    /** Starts an open-source Unity Catalog server that wants a bearer token and has no token endpoint. */
    public static DatabricksEmulator openSource(Clock clock) {
        return new DatabricksEmulator(clock, Flavour.OPEN_SOURCE);
    }

    /** Starts an open-source Unity Catalog server without authorization. */
    public static DatabricksEmulator openSourceWithoutTokens(Clock clock) {
        DatabricksEmulator emulator = new DatabricksEmulator(clock, Flavour.OPEN_SOURCE_WITHOUT_TOKENS);
        emulator.unity.openToAll();
        return emulator;
    }

    /** Makes a service principal known, or changes its secret. */
    public DatabricksEmulator principal(String clientId, String secret) {
        identities.principal(clientId, secret);
        return this;
    }

    /** Makes a token known that does not expire. */
    public DatabricksEmulator token(String token, String principal) {
        identities.personalToken(token, principal);
        return this;
    }

    /** Takes a principal's workspace access away. */
    public DatabricksEmulator withoutAccess(String clientId) {
        identities.removeAccess(clientId);
        return this;
    }

    /** Gives a principal workspace access, as it has unless it was taken away. */
    public DatabricksEmulator withAccess(String clientId) {
        identities.giveAccess(clientId);
        return this;
    }

    /** Ends all tokens of the workspace. */
    public void revokeTokens() {
        identities.revokeTokens();
    }

    /** How long the workspace's tokens live from now on. */
    public DatabricksEmulator tokensLive(Duration lifetime) {
        identities.lifetime(lifetime);
        return this;
    }

    /** How long credentials of storage live from now on. */
    public DatabricksEmulator storageCredentialsLive(Duration lifetime) {
        storage.lifetime(lifetime);
        return this;
    }

    /** How long passwords of databases live from now on, unless asked otherwise. */
    public DatabricksEmulator passwordsLive(Duration lifetime) {
        lakebase.lifetime(lifetime);
        return this;
    }

    /** Makes an autoscaling endpoint known, as {@code projects/…/branches/…/endpoints/…}. */
    public DatabricksEmulator endpoint(String name) {
        lakebase.endpoint(name);
        return this;
    }

    /** Makes a provisioned instance known. */
    public DatabricksEmulator instance(String name) {
        lakebase.instance(name);
        return this;
    }

    /** Offers no autoscaling Lakebase from now on, as in regions that lack it. */
    public DatabricksEmulator withoutAutoscaling() {
        lakebase.withdraw();
        return this;
    }

    /** Who learns of passwords of databases from now on. */
    public DatabricksEmulator passwords(PasswordSink sink) {
        lakebase.passwords(sink);
        return this;
    }

    /** The metastore. */
    public UnityCatalog unityCatalog() {
        return catalog;
    }

    /** Lets credentials of storage be asked for under one version of the interface only, {@code 2.0} or {@code 2.1}. */
    public DatabricksEmulator vendUnder(String version) {
        unity.vendUnder(version);
        return this;
    }

    /** Changes answers with credentials of storage before they are sent. */
    public DatabricksEmulator distort(Consumer<ObjectNode> change) {
        unity.distort(change);
        return this;
    }

    /** What goes wrong from now on with calls whose path holds that part. */
    public DatabricksEmulator trouble(String part, Trouble trouble) {
        troubles.put(part, trouble);
        return this;
    }

    /** Ends all trouble. */
    public void heal() {
        troubles.clear();
    }

    /** Where it answers, also as the account's host. */
    public URI host() {
        return server.endpoint();
    }

    /** The granted requests for credentials so far, with the names of operations and fields that plans have. */
    public List<Received> received() {
        return journal.granted();
    }

    /** The secrets issued so far. */
    public List<String> issued() {
        return journal.issued();
    }

    /** Method and path of all requests so far, also of those that were refused. */
    public List<String> calls() {
        return journal.calls();
    }

    /** How many requests so far have a path with that part. */
    public long calls(String part) {
        return journal.calls().stream().filter(call -> call.contains(part)).count();
    }

    /** Whether a credential of storage may act on an object directly below the resource, or list with its path as prefix. */
    public boolean permits(Credential credential, Action action, Resource resource) {
        return storage.permits(credential, action, resource);
    }

    @Override
    public void close() {
        server.close();
    }

    private EmulatedResponse handle(EmulatedRequest request) {
        journal.called(request);
        Optional<Trouble> trouble = troubles.keySet().stream()
                .filter(request.path()::contains)
                .findFirst()
                .map(troubles::get);
        if (trouble.isPresent()) {
            return troubled(trouble.get());
        }
        try {
            return answer(request);
        } catch (DatabricksFailure e) {
            return answers.refusal(e);
        }
    }

    private EmulatedResponse answer(EmulatedRequest request) {
        String path = request.path();
        boolean isWorkspace = flavour == Flavour.WORKSPACE;
        if (isWorkspace && (path.equals(WORKSPACE_TOKENS) || path.equals(ACCOUNT_TOKENS))) {
            // where the caller believes that it is: something may stand before it
            return identities.token(request, "http://" + request.header("Host").orElse("") + path);
        }
        String caller = flavour == Flavour.OPEN_SOURCE_WITHOUT_TOKENS ? "anonymous" : identities.caller(request);
        if (path.equals(isWorkspace ? "/api/2.0/preview/scim/v2/Me" : "/api/1.0/unity-control/scim2/Me")) {
            return answers.of(200, answers.object().put("userName", caller).put("active", true));
        }
        return isWorkspace && !path.contains("/unity-catalog/")
                ? lakebase.answer(request, caller)
                : unity.answer(request, caller);
    }

    private static EmulatedResponse troubled(Trouble trouble) {
        return switch (trouble) {
            case THROTTLED ->
                EmulatedResponse.of(429, "{\"error_code\":\"REQUEST_LIMIT_EXCEEDED\",\"message\":\"slow down\"}")
                        .header("Retry-After", "7");
            case FAILING -> EmulatedResponse.of(500, "{\"error_code\":\"INTERNAL_ERROR\",\"message\":\"it broke\"}");
            case UNAVAILABLE -> EmulatedResponse.of(503, "upstream connect error");
            case INVALID_PARAMETER ->
                EmulatedResponse.of(
                        400,
                        "{\"error_code\":\"INVALID_PARAMETER_VALUE\",\"message\":\"Field 'endpoint' is required\"}");
            case LOGIN_PAGE -> EmulatedResponse.of(200, "<html>Sign in</html>").header("Content-Type", "text/html");
            case REDIRECTING -> EmulatedResponse.of(302, "").header("Location", "https://elsewhere.example/login");
            case RESET -> EmulatedResponse.of(200, "").reset();
        };
    }
}
