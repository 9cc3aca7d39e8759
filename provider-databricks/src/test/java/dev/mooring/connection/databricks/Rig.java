package dev.mooring.connection.databricks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Result;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.tck.CanarySecrets;
import dev.mooring.connection.tck.FakeHops;
import dev.mooring.connection.tck.FakeProviderContext;
import dev.mooring.connection.tck.ProbeExecution;
import dev.mooring.connection.tck.Requests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Vends and tests with a type alone, as core would; what fails is searched for secrets. */
final class Rig {
    private final ConnectionType type;
    private final FakeProviderContext context;
    private final CanarySecrets canaries = new CanarySecrets();

    Rig(ConnectionType type, FakeProviderContext context) {
        this.type = type;
        this.context = context;
        canaries.watch(WorkspaceBackend.SECRET);
    }

    /** Pairs of names and values. */
    static List<RawProperty> properties(String... pairs) {
        List<RawProperty> properties = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.add(RawProperty.of(pairs[i], pairs[i + 1]));
        }
        return properties;
    }

    /** The first properties, with those of the same name among the others in their place. */
    static List<RawProperty> with(List<RawProperty> properties, String... pairs) {
        List<RawProperty> others = properties(pairs);
        return Stream.concat(
                        properties.stream()
                                .filter(kept -> others.stream()
                                        .noneMatch(other -> other.key().equals(kept.key()))),
                        others.stream())
                .toList();
    }

    /** Those without the names. */
    static List<RawProperty> without(List<RawProperty> properties, String... names) {
        return properties.stream()
                .filter(kept -> !List.of(names).contains(kept.key()))
                .toList();
    }

    CanarySecrets canaries() {
        return canaries;
    }

    Issued vend(List<RawProperty> properties, AccessScope scope) throws Exception {
        return vend(properties, scope, new FakeHops());
    }

    Issued vend(List<RawProperty> properties, AccessScope scope, FakeHops hops) throws Exception {
        CredentialVendor vendor = type.vendor(context);
        VendPlan plan = vendor.plan(Requests.of(type, properties, "none").vend(scope));
        Issued issued = plan.call().run(hops);
        canaries.watch(issued.credential());
        canaries.assertNotIn("what was issued", issued, plan);
        return issued;
    }

    ConnectionException refusal(List<RawProperty> properties, AccessScope scope, ErrorCode code) {
        ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> vend(properties, scope));
        assertThat(failure).as("a vend for %s fails", scope).isNotNull();
        assertThat(failure.code()).as(failure.toString()).isEqualTo(code);
        assertThat(failure.remedy()).isNotBlank();
        canaries.assertNotIn("a refusal", failure);
        return failure;
    }

    ProbeReport probe(List<RawProperty> properties, Optional<AccessScope> scope) {
        Requests requests = Requests.of(type, properties, "none");
        CredentialVendor vendor = type.vendor(context);
        ProbeExecution execution = ProbeExecution.run(
                type.probe(context).steps(requests.probe(scope, wanted -> {
                    try {
                        return canaries.watch(vendor.plan(requests.vend(wanted))
                                .call()
                                .run(new FakeHops())
                                .credential());
                    } catch (ConnectionException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                })),
                Duration.ofSeconds(15));
        assertThat(execution.thrown()).allSatisfy(thrown -> {
            assertThat(thrown).isInstanceOf(ConnectionException.class);
            canaries.assertNotIn("what a test threw", thrown);
        });
        canaries.assertNotIn("a report", execution.report());
        return execution.report();
    }

    /** The only result of that stage and target. */
    static Result result(ProbeReport report, Stage stage, String target) {
        return report.results().stream()
                .filter(result -> result.stage() == stage && result.target().equals(target))
                .findFirst()
                .orElseThrow(() -> new AssertionError(report.results()));
    }
}
