package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.Connection;
import dev.mooring.connection.core.internal.crypto.RowContent;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import java.util.Base64;
import java.util.List;

/**
 * A row: a connection, its sealed secrets and the connections it names.
 *
 * @param connection the connection, free of secrets
 * @param secrets its sealed secrets
 * @param references names of the connections that it uses
 * @param schemaVersion version of the schema that its properties were bound with
 */
public record StoredConnection(
        Connection connection, SealedSecrets secrets, List<String> references, int schemaVersion) {
    /** Copies the references. */
    public StoredConnection {
        references = List.copyOf(references);
    }

    /** Whether this one names the other, which is of the same workspace. */
    boolean uses(Connection other) {
        return references.stream().anyMatch(name -> name.equalsIgnoreCase(other.name()));
    }

    /** Tells rows apart that decide differently what is reached. */
    public String contentDigest() {
        return Base64.getEncoder().encodeToString(content().digest(secrets.names()));
    }

    /** What the row's seal covers, beside the names of its secrets. */
    public RowContent content() {
        return new RowContent(connection.identity(), connection.properties(), references, schemaVersion);
    }
}
