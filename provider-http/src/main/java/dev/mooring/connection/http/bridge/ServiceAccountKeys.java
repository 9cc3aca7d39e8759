package dev.mooring.connection.http.bridge;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.SourceTicket;
import dev.mooring.connection.Vended;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.http.bridge.LakeSailIdentity.ServiceAccount;
import dev.mooring.connection.http.wire.LakeSail;
import dev.mooring.connection.support.network.HttpFailures;
import dev.mooring.connection.support.oauth.JsonObject;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of the service account that a LakeSail connection authenticates as: made, described, rotated and retired with the
 * connection's own key. Blocks for the calls that each method needs. Safe for use by threads.
 */
public final class ServiceAccountKeys {
    private static final String EXPIRES_AT = "EXPIRES_AT";

    private final Connections connections;
    private final String name;
    private final CredentialSource source;

    private ServiceAccountKeys(Connections connections, String name) {
        this.connections = connections;
        this.name = name;
        this.source = connections.source(name, AccessScope.everything());
    }

    /**
     * A key, without itself.
     *
     * @param id its id
     * @param expiresAt when it ends, if it does
     */
    public record Description(String id, Optional<Instant> expiresAt) {}

    /**
     * A key that was made. It is shown this once.
     *
     * @param description what describes it
     * @param key the key
     */
    public record Created(Description description, Secret key) {}

    /**
     * A connection's change from one key to another.
     *
     * @param to the key that the connection has now
     * @param from the id of the one it had, if the connection knew it
     */
    public record Rotation(Description to, Optional<String> from) {}

    /** The keys of the connection's service account; fails at first use when it authenticates as someone else. */
    public static ServiceAccountKeys of(Connections connections, String name) {
        return new ServiceAccountKeys(connections, name);
    }

    /** Makes a key that does not end by itself. */
    public Created create() {
        return create(account(), Map.of());
    }

    /** Makes a key that ends at that time. */
    public Created createUntil(Instant end) {
        return create(account(), Map.of("expiresAt", end.toString()));
    }

    /** Describes a key of the account. */
    public Description describe(String keyId) {
        return description(api().describeKey(account().id(), requireId(keyId)));
    }

    /**
     * Gives the connection a new key that does not end by itself: makes it, proves that the API takes it for the same
     * account, and stores it unless the connection was changed meanwhile ({@link ConnectionError#CONCURRENT_CHANGE}); on a
     * failure the new key is retired again. The old one stays valid, for other processes use it for some seconds more:
     * {@link #retire} it then.
     */
    public Rotation rotate() {
        return rotate(Map.of());
    }

    /** As {@link #rotate()}, with a key that ends at that time. */
    public Rotation rotateUntil(Instant end) {
        return rotate(Map.of("expiresAt", end.toString()));
    }

    /**
     * Makes a key worthless; whether there was such a key. Refused is the connection's own one, and any while the connection
     * does not know which its own is: {@code KEY_ID} was never given.
     */
    public boolean retire(String keyId) {
        Optional<String> own = storedKeyId(connections.require(name));
        if (own.isEmpty()) {
            throw new ConnectionException(
                    ConnectionError.CONNECTION_NOT_READY,
                    "connection " + name + " does not know the id of its own key, which may be " + requireId(keyId),
                    "set KEY_ID, or rotate the connection's key first");
        }
        if (own.equals(Optional.of(keyId))) {
            throw new ConnectionException(
                    ConnectionError.CONNECTION_IN_USE,
                    "connection " + name + " uses key " + keyId,
                    "rotate the connection's key first");
        }
        return api().deleteKey(account().id(), requireId(keyId));
    }

    private Created create(ServiceAccount account, Map<String, String> wish) {
        JsonObject answer = api().createKey(account.id(), JsonObject.write(wish));
        Description description = description(answer);
        Optional<Secret> key = answer.text("key").filter(LakeSail::isKey).map(Secret::of);
        if (key.isEmpty()) {
            api().deleteKey(account.id(), description.id());
            throw unexpected("its answer holds no key that a request can show");
        }
        return new Created(description, key.get());
    }

    private Rotation rotate(Map<String, String> wish) {
        Connection before = connections.require(name);
        ServiceAccount account = account();
        Created created = create(account, wish);
        try {
            requireSame(account, created);
            connections.alter(name, change(before, created));
        } catch (RuntimeException e) {
            undo(account, created, e);
            throw e;
        }
        return new Rotation(created.description(), storedKeyId(before));
    }

    /** A key that nobody stored must not stay valid; but a change whose outcome is unknown may have stored it. */
    private void undo(ServiceAccount account, Created created, RuntimeException failure) {
        try {
            String id = created.description().id();
            if (!storedKeyId(connections.require(name)).equals(Optional.of(id))) {
                api().deleteKey(account.id(), id);
            }
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private static Alteration change(Connection before, Created created) {
        Alteration.Builder change = Alteration.builder()
                .set(LakeSail.KEY.name(), created.key().reveal())
                .set(LakeSail.KEY_ID.name(), created.description().id())
                .expectVersion(before.version());
        Optional<Instant> end = created.description().expiresAt();
        if (end.isPresent()) {
            change.set(EXPIRES_AT, end.get().toString());
        } else if (before.properties().values().containsKey(EXPIRES_AT)) {
            change.unset(EXPIRES_AT);
        }
        return change.build();
    }

    private void requireSame(ServiceAccount account, Created created) {
        FixedSource candidate = new FixedSource(source, created.key());
        LakeSailIdentity identity = new LakeSailApi(candidate).me();
        if (!(identity instanceof ServiceAccount same) || !same.id().equals(account.id())) {
            throw unexpected("it takes the new key for " + identity + " instead of " + account);
        }
    }

    private ServiceAccount account() {
        LakeSailIdentity identity = api().me();
        if (identity instanceof ServiceAccount account) {
            if (!LakeSail.isId(account.id())) {
                throw unexpected("its answer holds no id of an account");
            }
            return account;
        }
        throw new ConnectionException(
                ConnectionError.NOT_SUPPORTED,
                "connection " + name + " authenticates as " + identity + ", which has no keys",
                "store the key of a service account in it");
    }

    private LakeSailApi api() {
        return new LakeSailApi(source);
    }

    private URI endpoint() {
        return api().endpoint();
    }

    private static Optional<String> storedKeyId(Connection connection) {
        return connection.properties().get(LakeSail.KEY_ID);
    }

    private Description description(JsonObject answer) {
        return new Description(
                answer.text("id")
                        .filter(LakeSail::isId)
                        .orElseThrow(() -> unexpected("its answer holds no id of a key")),
                answer.text("expiresAt").map(this::time));
    }

    private static String requireId(String keyId) {
        if (!LakeSail.isId(keyId)) {
            throw new ConnectionException(
                    ConnectionError.RESOURCE_NOT_FOUND,
                    "no key has such an id: ids are 1 to 20 of A-Z and 0-9",
                    "give the id that the key's creation answered with");
        }
        return keyId;
    }

    private Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw unexpected("its answer holds a time that is none");
        }
    }

    private ConnectionException unexpected(String why) {
        return HttpFailures.unexpected(LakeSail.WHO, endpoint(), why);
    }

    /** The same connection with a key that is not stored yet. */
    private record FixedSource(CredentialSource of, Secret key) implements CredentialSource {
        @Override
        public Connection connection() {
            return of.connection();
        }

        @Override
        public AccessScope scope() {
            return of.scope();
        }

        @Override
        public Vended vended() {
            Vended stored = of.vended();
            return new Vended(new Credential.Bearer(key, Optional.empty()), stored.covers(), stored.details());
        }

        @Override
        public void rejected(Credential credential) {
            // there is no other
        }

        @Override
        public SourceTicket ticket() {
            return of.ticket();
        }
    }
}
