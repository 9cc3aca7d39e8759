package dev.mooring.connection.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ScopeSyntax.Narrowing;
import dev.mooring.connection.tck.FakeBackend.Failure;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a connection type promises, as tests. A provider extends it once per type; what it does not check is not
 * promised. Every behaviour is expected; an override that expects less carries a comment that says why.
 */
public abstract class ConnectionTypeTck {
    private static final Duration SHORT_CALL = Duration.ofMillis(500);

    private final CanarySecrets canaries = new CanarySecrets();
    private Optional<OutputCapture> output = Optional.empty();

    /** The type. */
    protected abstract ConnectionType type();

    /** Properties that make a working connection to the backend, secrets of at least eight characters. */
    protected abstract List<RawProperty> validProperties();

    /** The backend, the same for the whole life of this instance; the suite closes it. */
    protected abstract FakeBackend backend();

    /** For a type that can assume a role: properties that do so. Vends are then checked with these. */
    protected Optional<List<RawProperty>> roleProperties() {
        return Optional.empty();
    }

    /**
     * Something that the connection reaches and a scope can name, with all of the type's actions. The suite also looks
     * below and beside it.
     */
    protected Optional<Resource> grantableResource() {
        return Optional.empty();
    }

    /** The provider that lists the type. */
    protected Optional<ConnectionProvider> provider() {
        return Optional.empty();
    }

    /** The failures that can happen to this type; without a role, the external id can not be wrong. */
    protected Set<Failure> failures() {
        Set<Failure> failures = EnumSet.allOf(Failure.class);
        if (roleProperties().isEmpty()) {
            failures.remove(Failure.WRONG_EXTERNAL_ID);
        }
        return failures;
    }

    /** The codes that a failure may map to. */
    protected Set<? extends ErrorCode> expectedCodes(Failure failure) {
        return FailureChecks.usualCodes(failure);
    }

    /** Whether a vend with the vended properties calls an issuer; by default so for roles only. */
    protected boolean callsAnIssuer() {
        return roleProperties().isPresent();
    }

    /** Whether a request to the issuer can name a session and a lifetime; that of OAuth's client credentials can not. */
    protected boolean requestsNameSessions() {
        return true;
    }

    /** What the type logged somewhere else than to the console or java.util.logging. */
    protected String capturedLogs() {
        return "";
    }

    /** The values that must not leak; the suite itself adds secret properties, identities and vended credentials. */
    protected final CanarySecrets canaries() {
        return canaries;
    }

    @BeforeEach
    final void captureOutput() {
        output = Optional.of(new OutputCapture());
        backend().serviceIdentity().ifPresent(canaries::watch);
    }

    @AfterEach
    final void closeAndSearchLogs() {
        backend().close();
        output.ifPresent(capture -> {
            capture.close();
            canaries.assertNotIn("what was printed or logged", capture.text(), capturedLogs());
        });
    }

    @Test
    void identityIsCompleteAndConstant() {
        schemaChecks(validProperties()).isConstant();
        schemaChecks(validProperties()).isIdentified();
        provider().ifPresent(schemaChecks(validProperties())::isListedBy);
        assertThat(backend().calls()).as("calls made by loading types").isZero();
    }

    @Test
    void propertiesAreDescribedAndUnambiguous() {
        schemaChecks(validProperties()).isDescribed();
    }

    @Test
    void propertiesAreAcceptedOrNamedAsWrong() {
        for (List<RawProperty> properties : List.of(validProperties(), vendedProperties())) {
            SchemaChecks checks = schemaChecks(properties);
            checks.acceptsValidProperties();
            checks.namesMissingProperties();
            checks.namesUnknownProperties();
            checks.namesMalformedProperties();
            checks.repeatsNoSecretInViolations(canaries);
        }
    }

    @Test
    void nothingPrintedHoldsASecret() {
        for (List<RawProperty> properties : List.of(validProperties(), vendedProperties())) {
            try (Subject subject = subject(properties)) {
                new SecrecyChecks(subject, canaries).nothingPrintedHoldsASecret(properties);
            }
        }
    }

    @Test
    void planIsPure() {
        withSubject(subject -> vendChecks(subject).planIsPure());
    }

    @Test
    void issuerReceivesWhatThePlanSays() {
        withSubject(subject -> vendChecks(subject).issuerReceivesThePlan());
    }

    @Test
    void externalIdSessionNameAndLifetimeReachTheIssuer() {
        assumeTrue(callsAnIssuer() && requestsNameSessions(), "this type's vends tell no issuer of these");
        withSubject(subject -> vendChecks(subject).identifyingFieldsReachTheIssuer());
    }

    @Test
    void credentialExpiresAsIssued() {
        withSubject(subject -> vendChecks(subject).credentialExpiresAsIssued());
    }

    @Test
    void emptyPolicyIsNeverSent() {
        withSubject(subject -> vendChecks(subject).policyIsNeverEmpty());
    }

    @Test
    void manyThreadsVendAtOnce() {
        withSubject(subject -> {
            vendChecks(subject).manyThreadsVendAtOnce();
            vendChecks(subject).sessionsAreDistinct(requestsNameSessions());
        });
    }

    @Test
    void readScopeDoesNotWrite() {
        boolean mustVend = callsAnIssuer() && backend().narrowsActions();
        withSubject(subject -> assertThat(scopeChecks(subject).readingStaysReading() || !mustVend)
                .as("a scope of reading only is vended")
                .isTrue());
    }

    @Test
    void eachActionIsGrantedAlone() {
        withSubject(subject -> scopeChecks(subject).eachActionStandsAlone());
    }

    @Test
    void scopeEndsAtItsBoundary() {
        withSubject(subject -> scopeChecks(subject).prefixEndsAtItsBoundary());
    }

    @Test
    void globCharactersStayLiteral() {
        withSubject(subject -> scopeChecks(subject).globCharactersStayLiteral());
    }

    @Test
    void everyLocationOfAScopeSurvives() {
        withSubject(subject -> scopeChecks(subject).everyLocationSurvives());
    }

    @Test
    void failuresOfVendsAreMapped() {
        FailureChecks checks = new FailureChecks(() -> subject(vendedProperties()), backend(), canaries);
        assumeTrue(callsAnIssuer(), "this type's vends call no issuer");
        failures()
                .forEach(failure -> assertThat(
                                checks.vendMaps(failure, chosenScopes().vended(), expectedCodes(failure)))
                        .as("a vend fails under %s", failure)
                        .isTrue());
    }

    @Test
    void failuresOfTestsAreMapped() {
        FailureChecks checks = new FailureChecks(() -> subject(vendedProperties()), backend(), canaries);
        failures().forEach(failure -> checks.testMaps(failure, chosenScopes().probed(), expectedCodes(failure)));
    }

    @Test
    void testIsOrderedAndMadeWithoutCalls() {
        withSubject(subject -> probeChecks(subject).stepsAreOrdered());
    }

    @Test
    void testOfAHealthyBackendPasses() {
        withSubject(subject -> probeChecks(subject).healthyTestPasses());
    }

    @Test
    void readOnlyTestWritesNothing() {
        withSubject(subject -> probeChecks(subject).readOnlyTestWritesNothing());
    }

    @Test
    void testEndsWhenNothingAnswers() {
        assumeTrue(!backend().endpoints().isEmpty(), "this type takes its address from properties only");
        try (SilentServer silent = new SilentServer()) {
            FakeProviderContext context = context().timeout(SHORT_CALL);
            backend().endpoints().keySet().forEach(service -> context.override(service, silent.endpoint()));
            try (Subject subject = new Subject(type(), requests(vendedProperties()), context, canaries)) {
                probeChecks(subject).endsWhenNothingAnswers();
            }
        }
    }

    @Test
    void trustGuideNamesExternalIdAndAccount() {
        withSubject(subject -> new SecrecyChecks(subject, canaries)
                .roleIsGuided(roleProperties(), chosenScopes().vended()));
    }

    private void withSubject(Consumer<Subject> check) {
        try (Subject subject = subject(vendedProperties())) {
            check.accept(subject);
        }
    }

    private List<RawProperty> vendedProperties() {
        return roleProperties().orElseGet(this::validProperties);
    }

    private ChosenScopes chosenScopes() {
        return new ChosenScopes(type().scopes(), grantableResource(), callsAnIssuer());
    }

    private Subject subject(List<RawProperty> properties) {
        return new Subject(type(), requests(properties), context(), canaries);
    }

    private Requests requests(List<RawProperty> properties) {
        return Requests.of(type(), properties, backend().externalId());
    }

    private FakeProviderContext context() {
        return FakeProviderContext.of(Clock.systemUTC(), backend());
    }

    private SchemaChecks schemaChecks(List<RawProperty> properties) {
        return new SchemaChecks(type(), properties);
    }

    private VendChecks vendChecks(Subject subject) {
        return new VendChecks(subject, backend(), chosenScopes().vended());
    }

    private ScopeChecks scopeChecks(Subject subject) {
        assumeTrue(type().scopes().narrowing() == Narrowing.BY_ISSUER, "this type says that it can not narrow");
        Resource resource = grantableResource()
                .orElseThrow(() -> new AssertionError("a type that narrows overrides grantableResource()"));
        return new ScopeChecks(subject, backend(), resource);
    }

    private ProbeChecks probeChecks(Subject subject) {
        return new ProbeChecks(subject, backend(), chosenScopes().probed());
    }
}
