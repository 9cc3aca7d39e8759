package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.core.internal.store.StoredConnection;
import dev.mooring.connection.spi.References;
import java.util.List;

/**
 * What is asked of the engine.
 *
 * @param row the connection
 * @param user for whom
 * @param scope what the credential shall be able to do
 * @param references reaches the connections that this one uses
 * @param referenceVersions ids, versions and contents of these connections
 */
public record VendTarget(
        StoredConnection row, String user, AccessScope scope, References references, List<String> referenceVersions) {
    /** Copies the list. */
    public VendTarget {
        referenceVersions = List.copyOf(referenceVersions);
    }

    VendKey key() {
        return new VendKey(
                row.connection().id(),
                row.connection().version(),
                row.contentDigest(),
                user,
                "",
                scope,
                referenceVersions);
    }
}
