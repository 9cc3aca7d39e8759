package dev.mooring.connection.kafka;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.FakeHops;
import dev.mooring.connection.tck.FakeProviderContext;
import dev.mooring.connection.tck.ProbeExecution;
import dev.mooring.connection.tck.Requests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tests connections as core does. */
final class ProbeRig {
    private final ConnectionType type = new KafkaProvider().types().get(0);
    private final FakeProviderContext context;
    private Duration budget = Duration.ofSeconds(15);

    ProbeRig(FakeProviderContext context) {
        this.context = context;
    }

    ProbeRig budget(Duration duration) {
        budget = duration;
        return this;
    }

    /** Properties from names and values in turn. */
    static List<RawProperty> properties(String... namesAndValues) {
        List<RawProperty> properties = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.add(RawProperty.of(namesAndValues[i], namesAndValues[i + 1]));
        }
        return properties;
    }

    ProbeExecution test(List<RawProperty> properties, Optional<AccessScope> scope) {
        Requests requests = Requests.of(type, properties, "unused-external-id");
        return ProbeExecution.run(
                type.probe(context).steps(requests.probe(scope, wanted -> vend(requests, wanted))), budget);
    }

    ProbeReport report(List<RawProperty> properties) {
        return test(properties, Optional.empty()).report();
    }

    /** The one failure of a test that fails. */
    ConnectionException failure(List<RawProperty> properties, AccessScope scope) {
        ProbeExecution execution = test(properties, Optional.of(scope).filter(s -> !s.isEverything()));
        if (execution.thrown().size() != 1 || !(execution.thrown().get(0) instanceof ConnectionException failure)) {
            throw new AssertionError("not one failure: " + execution.thrown() + " "
                    + execution.report().results());
        }
        return failure;
    }

    ConnectionException failure(List<RawProperty> properties) {
        return failure(properties, AccessScope.everything());
    }

    private Credential vend(Requests requests, AccessScope scope) {
        try {
            return type.vendor(context)
                    .plan(requests.vend(scope))
                    .call()
                    .run(new FakeHops())
                    .credential();
        } catch (ConnectionException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
