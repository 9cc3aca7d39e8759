package dev.mooring.connection.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Violation;
import dev.mooring.connection.property.PropertySchema.Binding;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.Vending;
import dev.mooring.connection.tck.CanarySecrets;
import dev.mooring.connection.tck.FakeHops;
import dev.mooring.connection.tck.FakeProviderContext;
import dev.mooring.connection.tck.ProbeExecution;
import dev.mooring.connection.tck.Requests;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One connection of a type, used without a layer. */
final class Trial {
    final CanarySecrets canaries = new CanarySecrets();
    final FakeHops hops = new FakeHops();
    final FakeProviderContext context;
    private final ConnectionType type;
    private final List<RawProperty> raw;

    private Trial(Clock clock, String typeName, List<RawProperty> raw) {
        this.context = new FakeProviderContext(clock);
        this.type = type(typeName);
        this.raw = raw;
    }

    /** A connection with properties of names and values in turn. */
    static Trial of(Clock clock, String type, String... namesAndValues) {
        return new Trial(clock, type, EmulatedBackend.properties(namesAndValues));
    }

    static ConnectionType type(String name) {
        return new HttpProvider()
                .types().stream()
                        .filter(type -> type.id().isNamed(name))
                        .findFirst()
                        .orElseThrow();
    }

    /** All that is wrong with properties. */
    static List<Violation> violations(String type, List<RawProperty> raw) {
        ConnectionType checked = type(type);
        Binding binding = checked.schema().bind(raw);
        List<Violation> all = new ArrayList<>(binding.violations());
        checked.validators().forEach(validator -> all.addAll(validator.validate(checked.id(), binding.values())));
        return all;
    }

    Requests requests() {
        Requests requests = Requests.of(type, raw, "external-id");
        requests.properties().secrets().values().stream()
                .filter(secret -> secret.reveal().length() >= 8)
                .forEach(canaries::watch);
        return requests;
    }

    Issued vend(AccessScope scope) {
        try {
            Issued issued =
                    type.vendor(context).plan(requests().vend(scope)).call().run(hops);
            canaries.watch(issued.credential());
            canaries.assertNotIn("what was issued", issued, issued.details());
            return issued;
        } catch (ConnectionException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("a vend threw something else than a ConnectionException", e);
        }
    }

    Issued vend() {
        return vend(AccessScope.everything());
    }

    ConnectionException refusal(AccessScope scope) {
        ConnectionException refusal = catchThrowableOfType(ConnectionException.class, () -> vend(scope));
        assertThat(refusal).isNotNull();
        assertThat(refusal.remedy()).isNotBlank();
        canaries.assertNotIn("a refusal", refusal);
        return refusal;
    }

    ConnectionException refusal() {
        return refusal(AccessScope.everything());
    }

    ProbeReport test(Optional<AccessScope> scope) {
        Vending vending = wanted -> vend(wanted).credential();
        ProbeReport report = ProbeExecution.run(
                        type.probe(context).steps(requests().probe(scope, vending)), Duration.ofSeconds(15))
                .report();
        canaries.assertNotIn("a report", report);
        return report;
    }

    ProbeReport test() {
        return test(Optional.empty());
    }
}
