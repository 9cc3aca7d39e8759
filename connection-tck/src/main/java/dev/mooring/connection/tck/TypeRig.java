package dev.mooring.connection.tck;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Violation;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.property.PropertySchema.Binding;
import dev.mooring.connection.spi.ConnectionType;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks, tests and vends connections of one type as core does, for a provider's own tests. */
public final class TypeRig {
    private final ConnectionType type;
    private final FakeProviderContext context = new FakeProviderContext(Clock.systemUTC());
    private final FakeReferences references = new FakeReferences();
    private Duration budget = Duration.ofSeconds(15);

    private TypeRig(ConnectionType type) {
        this.type = type;
    }

    /** A rig of that type, with a context of its own. */
    public static TypeRig of(ConnectionType type) {
        return new TypeRig(type);
    }

    /** Properties from names and values in turn. */
    public static List<RawProperty> properties(String... namesAndValues) {
        List<RawProperty> properties = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.add(RawProperty.of(namesAndValues[i], namesAndValues[i + 1]));
        }
        return List.copyOf(properties);
    }

    /** Sets the time limit of tests. */
    public TypeRig budget(Duration duration) {
        budget = duration;
        return this;
    }

    /** The context of all that is done here. */
    public FakeProviderContext context() {
        return context;
    }

    /** The connections that others name. */
    public FakeReferences references() {
        return references;
    }

    /** What is wrong with the properties, as {@code PROPERTY REASON}: errors only, in order and each once. */
    public List<String> errors(List<RawProperty> properties) {
        return texts(properties, true);
    }

    /** As {@link #errors}, warnings only. */
    public List<String> warnings(List<RawProperty> properties) {
        return texts(properties, false);
    }

    /** A test of the connection. */
    public ProbeExecution test(List<RawProperty> properties, Optional<AccessScope> scope) {
        Requests requests = requests(properties);
        return ProbeExecution.run(
                type.probe(context).steps(requests.probe(scope, wanted -> vend(requests, wanted))), budget);
    }

    /** What a test found. */
    public ProbeReport report(List<RawProperty> properties) {
        return test(properties, Optional.empty()).report();
    }

    /** The one failure of a test that fails. */
    public ConnectionException failure(List<RawProperty> properties, AccessScope scope) {
        ProbeExecution execution = test(properties, Optional.of(scope).filter(s -> !s.isEverything()));
        if (execution.thrown().size() != 1 || !(execution.thrown().get(0) instanceof ConnectionException failure)) {
            throw new AssertionError("not one failure: " + execution.thrown() + " "
                    + execution.report().results());
        }
        return failure;
    }

    /** As {@link #failure(List, AccessScope)}, of a test that names nothing. */
    public ConnectionException failure(List<RawProperty> properties) {
        return failure(properties, AccessScope.everything());
    }

    /** A source of the connection, whose properties the test may change. */
    public LiveSource source(List<RawProperty> properties) {
        return new LiveSource(this, properties);
    }

    ConnectionType type() {
        return type;
    }

    Requests requests(List<RawProperty> properties) {
        return Requests.of(type, properties, "unused-external-id").references(references);
    }

    private List<String> texts(List<RawProperty> properties, boolean areErrors) {
        Binding binding = type.schema().bind(properties);
        List<Violation> all = new ArrayList<>(binding.violations());
        type.validators().forEach(validator -> all.addAll(validator.validate(type.id(), binding.values())));
        return all.stream()
                .filter(violation -> violation.isError() == areErrors)
                .map(violation -> violation.property() + " " + violation.reason())
                .distinct()
                .toList();
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
