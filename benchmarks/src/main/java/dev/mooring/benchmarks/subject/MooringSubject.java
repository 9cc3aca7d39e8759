package dev.mooring.benchmarks.subject;

import dev.mooring.benchmarks.issuer.TokenService;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential.Session;

/** Mooring as it comes: a layer in memory, with no option set. */
public final class MooringSubject implements Subject {
    private static final String SHARED = "shared";
    private static final AccessScope ONE_SCOPE = scope("all");

    private final ConnectionLayer layer;
    private final Connections connections;
    private final Layout layout;

    /** What a key is to Mooring. */
    public enum Layout {
        /** A scope of the one connection. */
        ONE_CONNECTION,
        /** A connection, always with the same scope. */
        MANY_CONNECTIONS
    }

    /** Opens a layer over the service. */
    public MooringSubject(TokenService service, Layout layout) {
        this.layer = ConnectionLayer.inMemory().provider(new TokenType(service)).open();
        this.connections = layer.workspace("benchmark", "me");
        this.layout = layout;
        create(SHARED);
    }

    private void create(String name) {
        connections.create(draft(name));
    }

    /** A connection to the token service. */
    public static ConnectionDraft draft(String name) {
        return ConnectionDraft.of(ConnectionCategory.STORAGE, name, TokenType.NAME)
                .property(TokenType.ENDPOINT.name(), "tokens.example")
                .property(TokenType.KEY.name(), "a-secret-key")
                .build();
    }

    /** The scope of one key. */
    public static AccessScope scope(String key) {
        return AccessScope.read(TokenType.SCHEME + "://bucket/" + key + "/");
    }

    private String name(String key) {
        if (layout == Layout.ONE_CONNECTION) {
            return SHARED;
        }
        String name = "c_" + key;
        create(name);
        return name;
    }

    @Override
    public Handle handle(String key) {
        return connections.source(name(key), scopeOf(key))::get;
    }

    @Override
    public Handle lookup(String key) {
        String name = name(key);
        AccessScope scope = scopeOf(key);
        return () -> connections.vend(name, scope);
    }

    private AccessScope scopeOf(String key) {
        return layout == Layout.ONE_CONNECTION ? scope(key) : ONE_SCOPE;
    }

    @Override
    public String tokenId(Object credential) {
        return ((Session) credential).accessKeyId();
    }

    @Override
    public void close() {
        layer.close();
    }
}
