package dev.mooring.connection.hms.wire;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.support.network.SecretForms;

/** Leaves out what a server says when it repeats the secret that it was shown, in any form it was sent in. */
record Discretion(Identity identity) {
    /** The failure, or one of the same meaning without the server's words and without cause. */
    ConnectionException checked(ConnectionException failure) {
        return forms().isIn(failure)
                ? new ConnectionException(
                        failure.code(),
                        "the metastore answered in words that hold the connection's secret, which are left out",
                        failure.code().remedy())
                : failure;
    }

    private SecretForms forms() {
        if (identity instanceof Identity.Password login) {
            return SecretForms.of(login.user(), login.password());
        }
        return identity instanceof Identity.Token token
                ? SecretForms.of("", Secret.of(new String(token.token().proof())))
                : SecretForms.none();
    }
}
