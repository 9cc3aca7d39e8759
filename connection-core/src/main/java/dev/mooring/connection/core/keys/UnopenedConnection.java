package dev.mooring.connection.core.keys;

import dev.mooring.connection.ErrorCode;

/**
 * A connection that can not be opened.
 *
 * @param workspace its workspace
 * @param name its name
 * @param code SECRET_UNREADABLE when its key is missing, SEAL_BROKEN when it is not what was sealed, CONNECTION_NOT_READY
 *     when its row can not even be read
 * @param reason what is wrong, free of secrets
 */
public record UnopenedConnection(String workspace, String name, ErrorCode code, String reason) {}
