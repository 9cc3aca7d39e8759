package dev.mooring.connection;

import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The connections of one workspace, as one user of it sees them: all users of a workspace share its connections. Safe for
 * use by threads. Every method throws a {@link ConnectionException} on failure; a name is matched ignoring letter case.
 */
public interface Connections {
    /**
     * Creates a connection without calling the network: a role can trust it only once its external id is known.
     * Fails with {@link ConnectionError#NAME_ALREADY_EXISTS} when the name is taken.
     */
    Connection create(ConnectionDraft draft);

    /** Creates a connection, or changes nothing and yields the present one when the name is taken. */
    Creation createIfAbsent(ConnectionDraft draft);

    /**
     * Creates a connection, or gives the present one of that name all properties and the comment of the draft and none of
     * its old ones. A present connection of another type is refused with {@link ConnectionError#NAME_ALREADY_EXISTS}.
     */
    Creation createOrReplace(ConnectionDraft draft);

    /**
     * Tests the draft and creates the connection only if no stage failed; else throws the first failure. Nothing is
     * stored on failure.
     */
    Connection createValidated(ConnectionDraft draft, TestOptions options);

    /** Tests what the draft would become and stores nothing; a failing stage is reported, not thrown. */
    ProbeReport test(ConnectionDraft draft, TestOptions options);

    /**
     * Tests what the connection would become by the change, with its stored secrets as far as they stay, and changes nothing;
     * a failing stage is reported, not thrown. A change that {@link #alter} refuses is refused here too.
     */
    ProbeReport test(String name, Alteration alteration, TestOptions options);

    /** The connection of that name. */
    Optional<Connection> find(String name);

    /** The connection of that name; fails with {@link ConnectionError#CONNECTION_NOT_FOUND}. */
    Connection require(String name);

    /** All connections of the workspace, sorted by name. */
    List<Connection> list();

    /**
     * The connections of the page, sorted by name; fewer than its size when there are no more. However many there are,
     * this reads no others.
     *
     * @since 0.1
     */
    default List<Connection> list(Page page) {
        return list().stream()
                .filter(connection -> page.admits(connection.name()))
                .limit(page.size())
                .toList();
    }

    /**
     * Patches a connection. Its external id stays as it is. A change of an endpoint, or of another property that decides
     * where and how secrets are sent, is refused unless every stored secret is set again with it.
     */
    Connection alter(String name, Alteration alteration);

    /** Lets a connection be used again; without effect when it is enabled. */
    Connection enable(String name);

    /** Stops a connection from being used; credentials already handed out live until they expire. */
    Connection disable(String name);

    /**
     * Gives a role connection a new external id. The role's trust policy must be changed too: until then it can not be
     * assumed.
     */
    Connection rotateExternalId(String name);

    /**
     * Removes a connection; fails with {@link ConnectionError#CONNECTION_IN_USE} while something uses it, and names some
     * of that. {@link #disable} stops its use at once and can be undone.
     */
    void drop(String name);

    /** Removes a connection if there is one; whether there was. */
    boolean dropIfExists(String name);

    /**
     * Removes a connection with the connections that use it, directly or through others, and ends the registrations of
     * applications' objects with any of them: all of it or, on failure, nothing. What is dropped is decided in one
     * transaction: what begins to use one of them at the same time is dropped too, or is refused.
     */
    Cascade dropCascade(String name);

    /** As {@link #dropCascade} if there is such a connection, else empty. */
    Optional<Cascade> dropCascadeIfExists(String name);

    /** What {@link #dropCascade} would take with it now; changes nothing. */
    Cascade cascade(String name);

    /** Records that an object uses the connection, so that it can not be dropped; repeating it changes nothing. */
    void register(String name, Dependent dependent);

    /** Forgets that an object uses the connection. */
    void unregister(String name, Dependent dependent);

    /** What uses the connection, applications' objects and other connections, sorted. */
    List<Dependent> dependents(String name);

    /**
     * Tests a stored connection with its stored secrets; a failing stage is reported, not thrown. A disabled connection is
     * tested too, with a warning that it is.
     */
    ProbeReport test(String name, TestOptions options);

    /** A short-lived credential that can do what the scope says and no more. */
    Credential vend(String name, AccessScope scope);

    /**
     * A credential of a type whose issuer cannot narrow: it reaches everything. For other types fails with
     * {@link ConnectionError#INVALID_SCOPE}, for silence must not mean everything.
     */
    Credential vend(String name);

    /** A handle that always yields a valid credential. */
    CredentialSource source(String name, AccessScope scope);

    /** The handle that a ticket of another process names, opened as this user. */
    CredentialSource source(SourceTicket ticket);

    /** What a vend would send, without sending it. */
    Explanation explain(String name, AccessScope scope);

    /** What the owner of the connection's role has to paste into their cloud. */
    TrustDocuments trustPolicy(String name);

    /**
     * Begins the authorization of a connection whose type has one: the address at which the account's owner signs in, gives
     * consent and is sent back with a code. What belongs to it is kept sealed until {@link #authorize}; beginning another
     * one, or changing the connection, ends it. Fails with {@link ConnectionError#NOT_SUPPORTED} where codes are had
     * elsewhere.
     */
    URI beginAuthorization(String name);

    /**
     * Redeems a one-time code; the connection is READY afterwards.
     *
     * @param code the code, or where the type says so the whole address that the account's owner was sent back to
     */
    Connection authorize(String name, Secret code);
}
