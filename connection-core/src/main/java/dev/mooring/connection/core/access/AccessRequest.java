package dev.mooring.connection.core.access;

import dev.mooring.connection.AccessScope;
import java.util.Optional;

/**
 * What is asked of an {@link AccessControl}: may that principal do that?
 *
 * @param principal who
 * @param action what
 * @param workspace where
 * @param connection with which connection; empty when it is about the workspace itself
 * @param scope what a credential, a test or an explanation shall reach; empty where nothing was said
 */
public record AccessRequest(
        Principal principal,
        AccessAction action,
        String workspace,
        Optional<Target> connection,
        Optional<AccessScope> scope) {
    /**
     * A connection, or the name of none.
     *
     * @param name its name as it is stored; as the caller spelled it when there is none. Names are the same in any
     *     letter case.
     * @param id its id, which a re-created connection of the same name does not have; empty when there is none, or when
     *     the layer has not looked yet: then it asks again
     */
    public record Target(String name, Optional<String> id) {}
}
