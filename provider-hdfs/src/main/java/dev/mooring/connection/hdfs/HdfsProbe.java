package dev.mooring.connection.hdfs;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.hdfs.NameNodeProbe.Right;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeRequest.Mode;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Check;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.Dialer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The connectivity test of HDFS: every name node apart, then what the scope names on the active one. */
final class HdfsProbe implements ConnectivityProbe {
    private final ProviderContext context;

    HdfsProbe(ProviderContext context) {
        this.context = context;
    }

    @Override
    public List<ProbeStep> steps(ProbeRequest request) {
        HdfsSettings settings = new HdfsSettings(request.connection().id(), request.properties());
        NameNodeProbe calls = new NameNodeProbe(settings, new Dialer(context));
        IdentityProbe identity = new IdentityProbe(context, request, settings, calls);
        List<ProbeStep> steps = new ArrayList<>(identity.steps());
        List<Grant> grants = request.scope().map(AccessScope::grants).orElse(List.of());
        if (grants.isEmpty()) {
            steps.add(new ProbeStep(Stage.OPERATE, "/", run -> calls.root(identity.who(), identity.usable(), run)));
        }
        grants.forEach(grant -> steps.addAll(grantSteps(grant, request.mode(), new Place(settings, calls, identity))));
        return steps;
    }

    /** What the steps of a grant need. */
    private record Place(HdfsSettings settings, NameNodeProbe calls, IdentityProbe identity) {
        /** The path within the file system; a resource of another one is refused. */
        String path(Grant grant) {
            String root = grant.resource().root();
            boolean ours = root.equalsIgnoreCase(settings.authority())
                    || settings.servers().stream().map(HostPort::toString).anyMatch(root::equalsIgnoreCase);
            if (!ours) {
                throw new ConnectionException(
                        ConnectionError.INVALID_SCOPE,
                        grant.resource() + " is not on this connection's cluster",
                        "name a folder as hdfs://" + settings.authority() + "/folder/");
            }
            String path = grant.resource().path();
            return path.isEmpty() ? "/" : "/" + path.substring(0, path.length() - 1);
        }
    }

    private static List<ProbeStep> grantSteps(Grant grant, Mode mode, Place place) {
        Set<Action> actions = grant.actions();
        NameNodeProbe calls = place.calls();
        IdentityProbe identity = place.identity();
        List<ProbeStep> steps = new ArrayList<>();
        if (actions.contains(Action.LIST)) {
            steps.add(
                    step("list", grant, run -> calls.list(identity.who(), identity.usable(), place.path(grant), run)));
        }
        if (actions.contains(Action.READ)) {
            steps.add(step(
                    "read",
                    grant,
                    run -> calls.access(
                            identity.who(), identity.usable(), new Right(place.path(grant), "read", false), run)));
        }
        if (actions.contains(Action.WRITE) && mode == Mode.WRITE) {
            steps.add(step(
                    "write", grant, run -> calls.write(identity.who(), identity.usable(), place.path(grant), run)));
        } else if (actions.contains(Action.WRITE)) {
            steps.add(step(
                    "write",
                    grant,
                    run -> calls.access(
                            identity.who(), identity.usable(), new Right(place.path(grant), "write into", true), run)));
        }
        if (actions.contains(Action.DELETE)) {
            steps.add(step(
                    "delete",
                    grant,
                    run -> calls.access(
                            identity.who(),
                            identity.usable(),
                            new Right(place.path(grant), "delete from", true),
                            run)));
        }
        return steps;
    }

    private static ProbeStep step(String verb, Grant grant, Check check) {
        return new ProbeStep(Stage.OPERATE, verb + " " + grant.resource(), check);
    }
}
