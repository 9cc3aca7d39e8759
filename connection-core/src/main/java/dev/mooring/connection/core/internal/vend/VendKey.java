package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.AccessScope;
import java.util.List;

/**
 * What a kept credential belongs to. Data only, and all that a request to an issuer is made from: change any of it and
 * the credential is not found.
 *
 * @param connectionId id of the connection, not its name: a re-created connection is another
 * @param version version of the connection
 * @param content digest of what decides what it reaches: a row that was changed in the store, without its version,
 *     must not find what another row's credential was kept as
 * @param principal the user whose name the session bears
 * @param hop name of an earlier hop, empty for the credential itself
 * @param scope the normalised scope
 * @param referenceVersions ids, versions and contents of the connections that it uses
 */
record VendKey(
        String connectionId,
        long version,
        String content,
        String principal,
        String hop,
        AccessScope scope,
        List<String> referenceVersions) {

    /** The key of an earlier hop, which does not depend on user and scope. */
    VendKey hop(String name) {
        return new VendKey(connectionId, version, content, "", name, AccessScope.everything(), referenceVersions);
    }
}
