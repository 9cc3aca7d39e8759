package dev.mooring.connection.hdfs;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Result;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.hdfs.server.Clusters;
import dev.mooring.connection.hdfs.server.HdfsServer;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.tck.FakeHops;
import dev.mooring.connection.tck.FakeProviderContext;
import dev.mooring.connection.tck.ProbeExecution;
import dev.mooring.connection.tck.Requests;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Connections to the clusters of these tests, without a layer around them. Immutable. */
final class ProbeRig {
    static final String REALM = "@" + Clusters.REALM;
    private static final Duration BUDGET = Duration.ofSeconds(15);

    private final Map<String, String> properties;
    private final FakeProviderContext context = new FakeProviderContext(Clock.systemUTC());

    private ProbeRig(Map<String, String> properties) {
        this.properties = properties;
    }

    /** A connection of that user to these ports of name nodes. */
    static ProbeRig simple(String user, int... ports) {
        return new ProbeRig(
                new TreeMap<>(Map.of("NAME_NODE", "zeta", "NAME_NODE_RPC_ADDRESSES", addresses(ports), "USER", user)));
    }

    /** A connection of that principal, which needs not exist before, to these ports of name nodes. */
    static ProbeRig kerberos(String principal, int... ports) {
        return kerberos(principal, Clusters.kdc().keytabBytes(principal), ports);
    }

    static ProbeRig kerberos(String principal, byte[] keytab, int... ports) {
        return new ProbeRig(new TreeMap<>(Map.of(
                "NAME_NODE",
                "zeta",
                "NAME_NODE_RPC_ADDRESSES",
                addresses(ports),
                "AUTH_TYPE",
                "kerberos",
                "KERBEROS_PRINCIPAL",
                principal + REALM,
                "KERBEROS_KEYTAB",
                "base64:" + Base64.getEncoder().encodeToString(keytab),
                "NAME_NODE_PRINCIPAL",
                HdfsServer.SERVICE + REALM)));
    }

    private static String addresses(int... ports) {
        List<String> servers =
                Arrays.stream(ports).mapToObj(port -> "localhost:" + port).toList();
        return String.join(",", servers);
    }

    ProbeRig with(String property, String value) {
        Map<String, String> changed = new TreeMap<>(properties);
        changed.put(property, value);
        return new ProbeRig(changed);
    }

    ProbeRig without(String property) {
        Map<String, String> changed = new TreeMap<>(properties);
        changed.remove(property);
        return new ProbeRig(changed);
    }

    Requests requests() {
        List<RawProperty> raw = new ArrayList<>();
        properties.forEach((name, value) -> raw.add(RawProperty.of(name, value)));
        return Requests.of(new HdfsConnectionType(), raw, "unused");
    }

    ProbeReport test() {
        return execute(requests().probe(Optional.empty(), scope -> issue().credential()), context);
    }

    ProbeReport test(String... scope) {
        AccessScope read = AccessScope.parse(List.of(scope));
        return execute(requests().probe(Optional.of(read), each -> issue().credential()), context);
    }

    ProbeReport writingTest(String scope) {
        AccessScope write = AccessScope.parse(List.of(scope));
        return execute(requests().writingProbe(write, each -> issue().credential()), context);
    }

    ProbeReport test(Duration limitOfACall) {
        FakeProviderContext impatient = new FakeProviderContext(Clock.systemUTC()).timeout(limitOfACall);
        return execute(requests().probe(Optional.empty(), scope -> issue().credential()), impatient);
    }

    private static ProbeReport execute(ProbeRequest request, FakeProviderContext context) {
        return ProbeExecution.run(new HdfsConnectionType().probe(context).steps(request), BUDGET)
                .report();
    }

    /** Vends as core would. */
    Issued issue() {
        try {
            return new HdfsConnectionType()
                    .vendor(context)
                    .plan(requests().vend(AccessScope.everything()))
                    .call()
                    .run(new FakeHops());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** What was found of a target in a stage. */
    static Result at(ProbeReport report, Stage stage, String target) {
        return report.results().stream()
                .filter(result -> result.stage() == stage && result.target().contains(target))
                .findFirst()
                .orElseThrow(() -> new AssertionError(report.toString()));
    }
}
