package dev.mooring.connection.aliyun;

import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Finding.Verdict;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.EndpointProbe;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Supplier;

/** The first steps of a test whose addresses may be known only while it runs: steps are made without calls. */
final class LateEndpoints {
    private final EndpointProbe probe;
    private final Supplier<List<URI>> endpoints;

    LateEndpoints(ProviderContext context, Supplier<List<URI>> endpoints) {
        this.probe = new EndpointProbe(context);
        this.endpoints = endpoints;
    }

    /** The steps for addresses that are known without a call. */
    List<ProbeStep> known() {
        return probe.steps(endpoints.get());
    }

    /** One step per stage, each for all addresses. */
    List<ProbeStep> steps() {
        List<ProbeStep> steps = new ArrayList<>();
        for (Stage stage : List.of(Stage.RESOLVE, Stage.CONNECT, Stage.SECURE)) {
            steps.add(new ProbeStep(stage, "addresses of that network", run -> all(stage, run)));
        }
        return steps;
    }

    private Finding all(Stage stage, ProbeRun run) throws Exception {
        StringJoiner details = new StringJoiner("; ");
        Optional<Finding> warning = Optional.empty();
        for (ProbeStep step : known()) {
            if (step.stage() == stage) {
                Finding finding = step.check().run(run);
                details.add(step.target() + ": " + finding.detail());
                warning = finding.verdict() == Verdict.WARNING ? Optional.of(finding) : warning;
            }
        }
        return warning.orElseGet(() -> details.length() == 0
                ? Finding.skipped("no address of that network is for TLS")
                : Finding.passed(details.toString()));
    }
}
