package dev.mooring.connection.databricks;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.databricks.bridge.LakebaseEndpoint;
import dev.mooring.connection.databricks.bridge.LakebaseEndpoint.Verification;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.Dialer;
import dev.mooring.connection.support.network.EndpointProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One test of a connection to Lakebase; used by its thread only. */
final class LakebaseChecks {
    private final ProviderContext context;
    private final ProbeRequest request;
    private final PropertyValues values;
    private final Dialer dialer;
    private final HostPort server;
    private Optional<Login> login = Optional.empty();

    LakebaseChecks(ProviderContext context, ProbeRequest request) {
        this.context = context;
        this.request = request;
        this.values = request.properties();
        this.dialer = new Dialer(context);
        this.server =
                new HostPort(values.require(LakebaseProperties.PGHOST), values.require(LakebaseProperties.PGPORT));
    }

    /** With its certificates as they are now. */
    private LakebaseEndpoint endpoint() {
        LakebaseEndpoint own = LakebaseProperties.endpoint(values, context.contents(request.connection()));
        return new LakebaseEndpoint(own.server(), database(), own.verification(), own.trustedCertificates());
    }

    /** A scope narrows nothing here; it names the database to look at. */
    private String database() {
        return request.scope()
                .filter(scope -> !scope.isEverything())
                .map(scope -> scope.grants().get(0).resource().root())
                .orElseGet(() -> values.require(LakebaseProperties.PGDATABASE));
    }

    List<ProbeStep> steps() {
        URI tokens = WorkspaceProperties.tokenEndpoint(values).resolve("/");
        List<ProbeStep> steps = new ArrayList<>(new EndpointProbe(context)
                .steps(List.of(values.require(WorkspaceProperties.HOST).resolve("/"), tokens)));
        steps.add(new ProbeStep(Stage.RESOLVE, server.host(), run -> resolve()));
        steps.add(new ProbeStep(Stage.CONNECT, server.toString(), this::connect));
        steps.add(new ProbeStep(Stage.SECURE, server.toString(), this::secure));
        steps.add(new ProbeStep(Stage.AUTHENTICATE, "token", run -> authenticate()));
        steps.add(new ProbeStep(Stage.AUTHORIZE, "database credential", run -> authorize()));
        steps.add(new ProbeStep(Stage.OPERATE, database(), this::query));
        steps.sort(Comparator.comparing(ProbeStep::stage));
        return steps;
    }

    private Finding resolve() {
        String addresses = context.resolve(server.host()).stream()
                .map(InetAddress::getHostAddress)
                .collect(Collectors.joining(", "));
        return LakebaseProperties.region(server.host())
                .filter(region ->
                        values.has(LakebaseProperties.ENDPOINT) && !LakebaseProperties.REGIONS.contains(region))
                .map(region -> Finding.warning(
                        addresses + "; " + LakebaseValidator.unknownRegion(region),
                        "check PGHOST, and that the project is one of autoscaling Lakebase"))
                .orElseGet(() -> Finding.passed(addresses));
    }

    private Finding connect(ProbeRun run) throws IOException {
        try (Socket socket = dialer.connect(server, run)) {
            return Finding.passed("connected to " + socket.getRemoteSocketAddress());
        } catch (ConnectionException e) {
            if (e.code() != ConnectionError.ENDPOINT_UNREACHABLE) {
                throw e;
            }
            throw new ConnectionException(
                    e.code(),
                    String.valueOf(e.getMessage()),
                    "an endpoint that was scaled to zero takes a while to start: test again in a minute; if it lasts, check"
                            + " PGHOST and PGPORT, the route and the firewall",
                    e.getCause());
        }
    }

    private Finding secure(ProbeRun run) throws IOException {
        return values.require(LakebaseProperties.TLS_VERIFICATION) == Verification.FULL
                ? Finding.passed(new PostgresGreeting(dialer, endpoint()).verified(run))
                : Finding.warning(LakebaseValidator.UNVERIFIED, "remove TLS_VERIFICATION, or set it to FULL");
    }

    /** Asked for apart from the database credential, so that a report tells the two hops apart. */
    private Finding authenticate() {
        Credential token = new WorkspaceTokens(context).fresh(values);
        return Finding.passed(WorkspaceProperties.tokenEndpoint(values) + " issued a token"
                + token.expiresAt().map(end -> " that lives until " + end).orElse(""));
    }

    private Finding authorize() {
        Credential credential = request.vending().vend(AccessScope.everything());
        if (!(credential instanceof Login vended)) {
            throw new AssertionError("passwords are logins");
        }
        login = Optional.of(vended);
        return Finding.passed("a password for " + vended.username()
                + vended.expiresAt()
                        .map(end -> ", good for logins until " + end)
                        .orElse(""));
    }

    private Finding query(ProbeRun run) {
        Login vended = login.orElseThrow();
        LakebaseEndpoint.Identity identity = endpoint().identity(vended, dialer.limit(run));
        if (!vended.username().equals(identity.user())) {
            throw new ConnectionException(
                    DatabricksError.DATABRICKS_OTHER_USER,
                    "the session runs as " + identity.user() + ", not as the client id " + vended.username());
        }
        return Finding.passed("current_user is " + identity.user() + ", current_database is " + identity.database()
                + "; such a password opens every database of the workspace that this principal may use");
    }
}
