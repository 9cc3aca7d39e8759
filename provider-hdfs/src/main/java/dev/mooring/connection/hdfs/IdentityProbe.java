package dev.mooring.connection.hdfs;

import static java.util.Objects.requireNonNull;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode.Kind;
import dev.mooring.connection.hdfs.bridge.HadoopIdentity;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.kerberos.KerberosLogin;
import dev.mooring.connection.support.network.ServerProbe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps until some name node serves us: which are there, which know us, which is active. Made for one test. */
final class IdentityProbe {
    private final ProviderContext context;
    private final ProbeRequest request;
    private final HdfsSettings settings;
    private final NameNodeProbe calls;
    private final ServerProbe servers;
    private final List<HostPort> active = new ArrayList<>();
    private @Nullable HadoopIdentity who;

    IdentityProbe(ProviderContext context, ProbeRequest request, HdfsSettings settings, NameNodeProbe calls) {
        this.context = context;
        this.request = request;
        this.settings = settings;
        this.calls = calls;
        this.servers = new ServerProbe(context, settings.servers());
    }

    List<ProbeStep> steps() {
        List<ProbeStep> steps = new ArrayList<>(servers.steps());
        steps.add(new ProbeStep(Stage.AUTHENTICATE, settings.user(), this::login));
        settings.servers().stream()
                .distinct()
                .forEach(
                        node -> steps.add(new ProbeStep(Stage.AUTHENTICATE, node.toString(), run -> state(node, run))));
        steps.add(new ProbeStep(Stage.AUTHORIZE, "active name node", run -> activeNode()));
        return steps;
    }

    /** Who is logged in, once that step has run. */
    HadoopIdentity who() {
        return requireNonNull(who, "logged in");
    }

    /** The name nodes to work with: those that answer. */
    List<HostPort> usable() {
        return servers.alive();
    }

    private Finding login(ProbeRun run) {
        if (!settings.usesKerberos()) {
            who = HadoopIdentity.named(settings.user());
            return Finding.passed("nothing proves the name " + settings.user() + ": the cluster takes it on trust");
        }
        KerberosLogin login = run.closeLater(new HdfsLogin(context).open(request.connection(), request.properties()));
        try {
            who = HadoopIdentity.of(login.subject());
        } catch (IOException | RuntimeException e) {
            throw HdfsErrors.translate(e, "logging in " + settings.user());
        }
        return Finding.passed("the KDC knows " + settings.user() + "; its ticket ends at " + login.expiry());
    }

    /** A name node that does not serve is one of several; one that refuses us stands for all. */
    private Finding state(HostPort node, ProbeRun run) throws InterruptedException {
        if (!servers.alive().contains(node)) {
            return Finding.skipped("it does not answer");
        }
        if (who == null) {
            return Finding.skipped("the login failed");
        }
        try {
            boolean serves = calls.isActive(who(), node, run);
            if (serves) {
                active.add(node);
            }
            return Finding.passed((serves ? "active" : "standby") + "; knows " + settings.user());
        } catch (ConnectionException e) {
            if (e.code().kind() == Kind.EXTERNAL) {
                return servers.lose(node, e);
            }
            throw e;
        }
    }

    private Finding activeNode() {
        if (active.isEmpty()) {
            throw new ConnectionException(
                    HdfsError.HDFS_STANDBY_ONLY, "none of " + servers.alive() + " is active: all that answer stand by");
        }
        return Finding.passed(active.get(0) + " serves the file system");
    }
}
