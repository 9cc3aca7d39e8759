package dev.mooring.connection.core.access;

import dev.mooring.connection.ConnectionError;
import java.util.List;

/**
 * Decides who may do what; asked before every call, at every vend and every use of a source, also when the credential is
 * there already. Called by many threads at once; a vend is as quick as its answer.
 *
 * <p>What it throws ends the call too, so that a decision that can not be made is none in favour.
 */
@FunctionalInterface
public interface AccessControl {
    /** Whether the principal may. The answer holds for this call alone. */
    boolean isAllowed(AccessRequest request);

    /** Those that are allowed, in the order of the requests, which are of one principal: for lists. */
    default List<AccessRequest> allowed(List<AccessRequest> requests) {
        return requests.stream().filter(this::isAllowed).toList();
    }

    /** What somebody who was denied can do next; must not depend on whether the connection is there. */
    default String remedy(AccessRequest denied) {
        return ConnectionError.NOT_AUTHORIZED.remedy();
    }
}
