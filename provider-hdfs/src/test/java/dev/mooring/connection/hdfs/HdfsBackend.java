package dev.mooring.connection.hdfs;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.hdfs.server.Clusters;
import dev.mooring.connection.hdfs.server.HdfsServer;
import dev.mooring.connection.hdfs.server.HdfsServer.Call;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.emulator.TcpRelay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real cluster behind relays that can be cut. What it received is what its name nodes recorded. */
final class HdfsBackend implements FakeBackend {
    private static final Pattern TOKEN = Pattern.compile("for (\\S+) with renewer (\\S+)");
    private static final Set<String> HARMLESS =
            Set.of("listStatus", "getfileinfo", "checkAccess", "getDelegationToken", "renewDelegationToken", "open");

    private final HdfsServer server;
    private final TcpRelay first;
    private final TcpRelay second;
    private final int before;
    private final Optional<Path> keytab;

    HdfsBackend(HdfsServer server) {
        this(server, Optional.empty());
    }

    /** The keytab of the principal tck, replaced when the KDC knows it again. */
    HdfsBackend(HdfsServer server, Optional<Path> keytab) {
        this.keytab = keytab;
        this.server = server;
        this.first = TcpRelay.to(server.port(0));
        this.second = TcpRelay.to(server.port(1));
        this.before = server.calls(0).size();
    }

    /** The name nodes as this backend is reached by. */
    String addresses() {
        return "localhost:" + first.port() + ",localhost:" + second.port();
    }

    @Override
    public Map<String, URI> endpoints() {
        return Map.of();
    }

    @Override
    public Optional<Credential> serviceIdentity() {
        return Optional.empty();
    }

    @Override
    public void fail(Failure failure) {
        switch (failure) {
            case UNREACHABLE -> {
                first.cut();
                second.cut();
            }
            case DENIED -> server.admit("somebody");
            case BAD_CREDENTIAL -> Clusters.kdc().removePrincipal("tck");
            default -> throw new IllegalArgumentException(failure.name());
        }
    }

    @Override
    public void heal() {
        first.mend();
        second.mend();
        server.admit("*");
        keytab.ifPresent(file -> {
            try {
                Files.write(file, Clusters.kdc().keytabBytes("tck"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public List<Received> received() {
        return recorded().stream()
                .filter(call -> call.command().equals("getDelegationToken"))
                .map(HdfsBackend::received)
                .toList();
    }

    /** Name nodes record short names; the plan says principals of the realm. */
    private static Received received(Call call) {
        Matcher names = TOKEN.matcher(call.source());
        if (!names.find()) {
            throw new IllegalStateException(call.toString());
        }
        String owner = names.group(1) + "@" + Clusters.REALM;
        return new Received(
                "hdfs:GetDelegationToken",
                Map.of(
                        "owner", owner,
                        "renewer", names.group(2) + "@" + Clusters.REALM,
                        "reach", "all that " + owner + " may do on the cluster"));
    }

    private List<Call> recorded() {
        return server.calls(before).stream()
                .filter(call -> !call.user().startsWith("hdfs/") && !call.user().startsWith("root "))
                .toList();
    }

    @Override
    public long calls() {
        return first.connections() + second.connections();
    }

    @Override
    public long writes() {
        return recorded().stream()
                .filter(call -> !HARMLESS.contains(call.command()))
                .count();
    }

    @Override
    public boolean permits(Credential credential, Action action, Resource resource) {
        return true;
    }

    @Override
    public void close() {
        heal();
        first.close();
        second.close();
    }
}
