package dev.mooring.connection.aws;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeRequest.Mode;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.VendRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the steps of a test one after the other, as core does: a failure skips the later stages. */
final class ProbeRig {
    private final ConnectionType type;
    private final ProviderContext context;

    /** What became of one step; the failure is empty unless the step failed. */
    record Outcome(
            Stage stage, String target, Optional<ProbeStep.Finding> finding, Optional<ConnectionException> failure) {
        String verdict() {
            return finding.map(f -> f.verdict().name()).orElse("FAILED");
        }

        String detail() {
            return finding.map(ProbeStep.Finding::detail)
                    .orElseGet(() -> failure.orElseThrow().toString());
        }
    }

    ProbeRig(ConnectionType type, ProviderContext context) {
        this.type = type;
        this.context = context;
    }

    List<Outcome> test(Optional<AccessScope> scope, Mode mode, String... assignments) throws Exception {
        PropertyValues values = VendRequests.values(type, assignments);
        ProbeRequest request = new ProbeRequest(
                VendRequests.connection(type, values),
                values,
                scope,
                mode,
                wanted -> vend(wanted, assignments),
                VendRequests.tools());
        List<Outcome> outcomes = new ArrayList<>();
        Optional<Stage> failed = Optional.empty();
        for (ProbeStep step : type.probe(context).steps(request)) {
            if (failed.isPresent() && step.stage() != failed.get()) {
                break;
            }
            Outcome outcome = run(step);
            outcomes.add(outcome);
            failed = outcome.failure().isPresent() ? Optional.of(step.stage()) : failed;
        }
        return outcomes;
    }

    private Outcome run(ProbeStep step) throws Exception {
        try {
            return new Outcome(
                    step.stage(), step.target(), Optional.of(step.check().run(new Run())), Optional.empty());
        } catch (ConnectionException e) {
            return new Outcome(step.stage(), step.target(), Optional.empty(), Optional.of(e));
        }
    }

    private Credential vend(AccessScope scope, String... assignments) {
        VendRequest request = VendRequests.of(type, scope, assignments);
        try {
            return type.vendor(context)
                    .plan(request)
                    .call()
                    .run(VendRequests.NO_HOPS)
                    .credential();
        } catch (ConnectionException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static final class Run implements ProbeRun {
        @Override
        public Duration remaining() {
            return Duration.ofSeconds(15);
        }

        @Override
        public <T extends AutoCloseable> T closeLater(T resource) {
            return resource;
        }
    }
}
