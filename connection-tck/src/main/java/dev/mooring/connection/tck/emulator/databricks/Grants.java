package dev.mooring.connection.tck.emulator.databricks;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who may do what with which table, schema or external location. */
final class Grants {
    private final Set<Granted> all = ConcurrentHashMap.newKeySet();

    private record Granted(String principal, Privilege privilege, String securable) {}

    void grant(String principal, Privilege privilege, String securable) {
        all.add(new Granted(principal, privilege, securable));
    }

    void revoke(String principal, Privilege privilege, String securable) {
        all.remove(new Granted(principal, privilege, securable));
    }

    boolean has(String principal, Privilege privilege, String securable) {
        return all.contains(new Granted(principal, privilege, securable));
    }

    void require(String principal, Privilege privilege, String kind, String securable) {
        if (!has(principal, privilege, securable)) {
            throw DatabricksFailure.lacks(privilege, kind, securable);
        }
    }
}
