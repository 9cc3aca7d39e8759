package dev.mooring.connection.core.internal.store;

/**
 * A privilege with the name of what it is on.
 *
 * @param row the privilege
 * @param name the connection's name; empty when it is on the workspace
 */
public record NamedGrant(GrantRow row, String name) {}
