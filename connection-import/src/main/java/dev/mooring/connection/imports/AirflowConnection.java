package dev.mooring.connection.imports;

import dev.mooring.connection.credential.Secret;
import java.util.Optional;

/**
 * A connection as Airflow writes it in a URI. Printing it shows neither its password nor its extras.
 *
 * @param type its type, lower case
 * @param server where it leads
 * @param login the user
 * @param password the user's password
 * @param schema the path, often a database
 * @param extra what else it says
 */
public record AirflowConnection(
        String type,
        Server server,
        Optional<String> login,
        Optional<Secret> password,
        Optional<String> schema,
        AirflowExtra extra) {

    /**
     * Where a connection leads.
     *
     * @param host the host, sometimes with a protocol before it or a path behind it
     * @param port the port
     */
    public record Server(Optional<String> host, Optional<Integer> port) {}
}
