package dev.mooring.connection;

import java.io.Serializable;
import java.util.List;

/**
 * Names a credential source so that another process can open its own: no secret and no principal travels.
 *
 * @param workspace the workspace
 * @param connection the connection's name
 * @param scope the scope's texts, see {@link AccessScope#texts()}
 */
public record SourceTicket(String workspace, String connection, List<String> scope) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Copies the texts. */
    public SourceTicket {
        scope = List.copyOf(scope);
    }
}
