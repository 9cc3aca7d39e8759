package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.SourceTicket;
import dev.mooring.connection.Vended;
import dev.mooring.connection.credential.Credential;

/** A source that follows changes of its connection. */
final class LiveCredentialSource implements CredentialSource {
    private final WorkspaceConnections connections;
    private final SourceTicket ticket;
    private final AccessScope scope;
    private final StandingVend vend;

    LiveCredentialSource(WorkspaceConnections connections, SourceTicket ticket, AccessScope scope, StandingVend vend) {
        this.connections = connections;
        this.ticket = ticket;
        this.scope = scope;
        this.vend = vend;
    }

    @Override
    public Connection connection() {
        return connections.require(ticket.connection());
    }

    @Override
    public AccessScope scope() {
        return scope;
    }

    @Override
    public Vended vended() {
        return vend.get();
    }

    @Override
    public void rejected(Credential credential) {
        connections.rejected(ticket.connection(), scope, credential);
    }

    @Override
    public SourceTicket ticket() {
        return ticket;
    }

    @Override
    public String toString() {
        return "CredentialSource[" + ticket.workspace() + "." + ticket.connection() + ", " + scope + "]";
    }
}
