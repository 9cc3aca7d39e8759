package dev.mooring.connection.databricks;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.emulator.TcpRelay;
import dev.mooring.connection.tck.emulator.databricks.DatabricksEmulator;
import dev.mooring.connection.tck.emulator.databricks.DatabricksEmulator.Trouble;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An emulated workspace behind a relay that can be cut, with one service principal. */
public class WorkspaceBackend implements FakeBackend {
    public static final String CLIENT_ID = "c00f575e-d706-4f6b-b62c-e7a14850571b";
    public static final String SECRET = "dose-canary-client-secret";

    private final DatabricksEmulator workspace;
    private final TcpRelay relay;

    WorkspaceBackend() {
        this(DatabricksEmulator.start(Clock.systemUTC()));
    }

    WorkspaceBackend(DatabricksEmulator workspace) {
        this.workspace = workspace.principal(CLIENT_ID, SECRET);
        this.relay = TcpRelay.to(workspace.host().getPort());
    }

    public final DatabricksEmulator workspace() {
        return workspace;
    }

    public final String host() {
        return "http://127.0.0.1:" + relay.port();
    }

    /** Addresses come from properties only. */
    @Override
    public final Map<String, URI> endpoints() {
        return Map.of();
    }

    @Override
    public final Optional<Credential> serviceIdentity() {
        return Optional.empty();
    }

    @Override
    public void fail(Failure failure) {
        switch (failure) {
            case UNREACHABLE -> relay.cut();
            case BAD_CREDENTIAL -> workspace.principal(CLIENT_ID, "another-secret");
            case DENIED -> workspace.withoutAccess(CLIENT_ID);
            case THROTTLED -> workspace.trouble("/", Trouble.THROTTLED);
            case WRONG_EXTERNAL_ID -> throw new AssertionError("there is no role");
        }
    }

    @Override
    public void heal() {
        relay.mend();
        workspace.principal(CLIENT_ID, SECRET).withAccess(CLIENT_ID).heal();
    }

    @Override
    public final List<Received> received() {
        return workspace.received();
    }

    @Override
    public final long calls() {
        return workspace.calls().size();
    }

    /** Nothing that a workspace offers here changes anything. */
    @Override
    public final long writes() {
        return 0;
    }

    @Override
    public boolean permits(Credential credential, Action action, Resource resource) {
        return workspace.permits(credential, action, resource);
    }

    @Override
    public void close() {
        relay.close();
        workspace.close();
    }
}
