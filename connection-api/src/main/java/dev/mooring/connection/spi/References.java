package dev.mooring.connection.spi;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.credential.Credential;

/** Other connections of the same workspace, reached as the same user. */
public interface References {
    /** The connection of that name; fails when there is none or it can not be used. */
    Connection require(String connectionName);

    /** A credential of the connection of that name. */
    Credential vend(String connectionName, AccessScope scope);
}
