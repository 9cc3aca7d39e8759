package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.Connection;
import dev.mooring.connection.core.Keyring.WrappedKey;
import dev.mooring.connection.core.internal.crypto.RowContent;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A row: a connection, its sealed secrets and the connections it names.
 *
 * @param connection the connection, free of secrets
 * @param secrets its sealed secrets
 * @param references names of the connections that it uses
 * @param schemaVersion version of the schema that its properties were bound with
 * @param isDamaged whether the store holds something that can not be read, of which this is what could be
 */
public record StoredConnection(
        Connection connection, SealedSecrets secrets, List<String> references, int schemaVersion, boolean isDamaged) {
    /** Copies the references. */
    public StoredConnection {
        references = List.copyOf(references);
    }

    /** A row that is whole. */
    public StoredConnection(Connection connection, SealedSecrets secrets, List<String> references, int schemaVersion) {
        this(connection, secrets, references, schemaVersion, false);
    }

    static StoredConnection damaged(Connection connection, SealedSecrets secrets) {
        return new StoredConnection(connection, secrets, List.of(), 0, true);
    }

    /** The same row with its data key wrapped otherwise. */
    StoredConnection wrapped(WrappedKey key) {
        return sealed(new SealedSecrets(Optional.of(key), secrets.seal(), secrets.ciphertexts(), secrets.revision()));
    }

    /** Whether this one names the other, which is of the same workspace. */
    boolean uses(Connection other) {
        return references.stream().anyMatch(name -> RowName.isSame(name, other.name()));
    }

    /** The same row with what is sealed as it is there. */
    StoredConnection sealed(SealedSecrets present) {
        return new StoredConnection(connection, present, references, schemaVersion, isDamaged);
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
