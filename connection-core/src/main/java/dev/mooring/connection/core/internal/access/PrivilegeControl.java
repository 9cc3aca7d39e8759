package dev.mooring.connection.core.internal.access;

import dev.mooring.connection.core.access.AccessAction;
import dev.mooring.connection.core.access.AccessControl;
import dev.mooring.connection.core.access.AccessRequest;
import dev.mooring.connection.core.access.AccessRequest.Target;
import dev.mooring.connection.core.access.Grantee;
import dev.mooring.connection.core.access.Principal;
import dev.mooring.connection.core.access.Privilege;
import dev.mooring.connection.core.internal.store.AccessList;
import dev.mooring.connection.core.internal.store.CachingConnectionStore;
import dev.mooring.connection.core.internal.store.GrantRow;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides by privileges. Administrators may do everything, the creator of a connection everything with it, others what they
 * were granted. What is granted is remembered for vends, as connections are; a refusal is never from memory.
 */
public final class PrivilegeControl implements AccessControl {
    private final CachingConnectionStore store;
    private final List<Grantee> administrators;

    /** Privileges of that store. */
    public PrivilegeControl(CachingConnectionStore store, List<Grantee> administrators) {
        this.store = store;
        this.administrators = List.copyOf(administrators);
    }

    boolean isAdministrator(Principal principal) {
        return administrators.stream().anyMatch(each -> each.includes(principal));
    }

    @Override
    public boolean isAllowed(AccessRequest request) {
        if (isAdministrator(request.principal())) {
            return true;
        }
        String name = request.connection().map(Target::name).orElse("");
        if (request.action() == AccessAction.VEND
                && store.findKnownAccessList(request.workspace(), name)
                        .filter(list -> isGiven(list, request))
                        .isPresent()) {
            return true;
        }
        return isGiven(store.accessListNow(request.workspace(), name), request);
    }

    private static boolean isGiven(AccessList list, AccessRequest request) {
        Optional<String> id = request.connection().flatMap(Target::id);
        return sufficient(request.action()).stream().anyMatch(each -> list.gives(request.principal(), each, id));
    }

    /** Whoever changes a connection is told what it is afterwards, and so may look at it before. */
    private static Set<Privilege> sufficient(AccessAction action) {
        return action == AccessAction.DESCRIBE
                ? EnumSet.of(Privilege.READ_METADATA, Privilege.ALTER)
                : EnumSet.of(action.privilege());
    }

    /** One question to the store for all, which are of one principal, workspace and action. */
    @Override
    public List<AccessRequest> allowed(List<AccessRequest> requests) {
        if (requests.isEmpty() || isAdministrator(requests.get(0).principal())) {
            return requests;
        }
        AccessRequest first = requests.get(0);
        Set<Privilege> sufficient = sufficient(first.action());
        Set<String> ids = new HashSet<>();
        requests.forEach(request -> request.connection().flatMap(Target::id).ifPresent(ids::add));
        Set<String> given = new HashSet<>();
        boolean isGivenAll = false;
        for (GrantRow row : store.grants().held(first.workspace(), first.principal(), ids)) {
            if (row.privilege() == Privilege.OWNERSHIP || sufficient.contains(row.privilege())) {
                given.add(row.connectionId());
                isGivenAll |= row.isOnWorkspace();
            }
        }
        return isGivenAll
                ? requests
                : requests.stream()
                        .filter(request -> request.connection()
                                .flatMap(Target::id)
                                .filter(given::contains)
                                .isPresent())
                        .toList();
    }

    @Override
    public String remedy(AccessRequest denied) {
        String grantee = SqlNames.quoted(denied.principal().user());
        if (denied.action() == AccessAction.GRANT) {
            return "only administrators, and the owner of a connection, give and take privileges";
        }
        String privilege = denied.action().privilege().spelled();
        Optional<Target> target = denied.connection().filter(t -> denied.action() != AccessAction.CREATE);
        return target.isPresent()
                ? "let its owner or an administrator GRANT " + privilege + " ON CONNECTION "
                        + SqlNames.quoted(target.get().name()) + " TO USER " + grantee
                : "let an administrator GRANT " + privilege + " ON WORKSPACE " + SqlNames.quoted(denied.workspace())
                        + " TO USER " + grantee;
    }
}
