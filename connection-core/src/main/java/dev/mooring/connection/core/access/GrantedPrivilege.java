package dev.mooring.connection.core.access;

import java.time.Instant;
import java.util.Optional;

/**
 * A privilege that somebody has.
 *
 * @param privilege the privilege
 * @param connection the name of the connection that it is on; empty when it is on the workspace
 * @param grantee who has it
 * @param grantedBy who granted it
 * @param at when
 */
public record GrantedPrivilege(
        Privilege privilege, Optional<String> connection, Grantee grantee, String grantedBy, Instant at) {}
