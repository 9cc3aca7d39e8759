package dev.mooring.connection;

import dev.mooring.connection.credential.Credential;

/** What an engine holds instead of a credential: a handle that always yields a valid one. Safe for use by threads. */
public interface CredentialSource {
    /** The connection as it is now. */
    Connection connection();

    /** The scope of every credential of this source. */
    AccessScope scope();

    /**
     * A valid credential, from memory when possible; else blocks for one call to the issuer. Throws a
     * {@link ConnectionException} when there is none.
     */
    default Credential get() {
        return vended().credential();
    }

    /** As {@link #get()}, with what the issuer said about the credential. */
    Vended vended();

    /**
     * Says that the service answered 401 or 403 for this credential, so that it is not handed out again. Without effect
     * when a newer one is already there; at most one renewal follows per credential.
     */
    void rejected(Credential credential);

    /** A serialisable name of this source; {@link Connections#source(SourceTicket)} opens it elsewhere. */
    SourceTicket ticket();
}
