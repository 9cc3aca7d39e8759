package dev.mooring.connection.hms.wire;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.support.kerberos.KerberosLogin;
import java.util.Optional;

/** As whom a metastore is spoken to. Prints no secret. */
public sealed interface Identity {
    /**
     * Nobody in particular.
     *
     * @param user the name to tell the server, which believes it
     */
    record Unproven(Optional<String> user) implements Identity {}

    /**
     * A user with a password.
     *
     * @param user the user
     * @param password the password
     */
    record Password(String user, Secret password) implements Identity {}

    /**
     * A Kerberos login.
     *
     * @param login the login, which the caller closes
     * @param service the metastore's principal, with {@code _HOST} for a server's name
     */
    record Ticket(KerberosLogin login, String service) implements Identity {}

    /**
     * The holder of a delegation token.
     *
     * @param token the token
     */
    record Token(DelegationToken token) implements Identity {}
}
