package dev.mooring.connection.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.tck.FakeBackend.Failure;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Checks that a backend's failure becomes a code, a remedy and a cause, of a vend as of a test. */
final class FailureChecks {
    private final Supplier<Subject> subjects;
    private final FakeBackend backend;
    private final CanarySecrets canaries;

    /** Subjects are made anew while the backend fails, as endpoints and identity may change with a failure. */
    FailureChecks(Supplier<Subject> subjects, FakeBackend backend, CanarySecrets canaries) {
        this.subjects = subjects;
        this.backend = backend;
        this.canaries = canaries;
    }

    static Set<? extends ErrorCode> usualCodes(Failure failure) {
        return switch (failure) {
            case UNREACHABLE -> Set.of(ConnectionError.ENDPOINT_UNREACHABLE);
            case BAD_CREDENTIAL -> Set.of(ConnectionError.CREDENTIAL_REJECTED);
            case DENIED -> Set.of(ConnectionError.ACCESS_DENIED, ConnectionError.ROLE_NOT_ASSUMABLE);
            case WRONG_EXTERNAL_ID -> Set.of(ConnectionError.ROLE_NOT_ASSUMABLE);
            case THROTTLED -> Set.of(ConnectionError.ISSUER_THROTTLED);
        };
    }

    /** Says whether the failure concerns vends at all: a stored credential is handed out without a call. */
    boolean vendMaps(Failure failure, AccessScope scope, Set<? extends ErrorCode> expected) {
        backend.fail(failure);
        try (Subject subject = subjects.get()) {
            subject.vend(subject.requests().vend(scope));
            assertThat(backend.received())
                    .as("%s went unnoticed by a vend that called its issuer", failure)
                    .isEmpty();
            return false;
        } catch (ConnectionException e) {
            assertMapped(failure, e, expected);
            return true;
        } finally {
            backend.heal();
        }
    }

    void testMaps(Failure failure, Optional<AccessScope> scope, Set<? extends ErrorCode> expected) {
        backend.fail(failure);
        try (Subject subject = subjects.get()) {
            ProbeExecution execution = subject.probe(scope);
            ProbeReport report = execution.report();
            assertThat(report.outcome())
                    .as("outcome of a test under %s", failure)
                    .isEqualTo(ProbeReport.Outcome.FAILED);
            assertThat(execution.thrown())
                    .as("what the steps of a test threw under %s", failure)
                    .isNotEmpty()
                    .allSatisfy(thrown -> assertThat(thrown).isInstanceOf(ConnectionException.class));
            assertMapped(failure, (ConnectionException) execution.thrown().get(0), expected);
            canaries.assertNotIn("a report under " + failure, report);
        } finally {
            backend.heal();
        }
    }

    private void assertMapped(Failure failure, ConnectionException thrown, Set<? extends ErrorCode> expected) {
        assertThat(expected.stream().map(ErrorCode::name))
                .as("codes that %s may map to, against %s", failure, thrown)
                .contains(thrown.code().name());
        assertThat(thrown.remedy()).as("remedy under %s", failure).isNotBlank();
        assertThat(thrown.getMessage()).as("message under %s", failure).isNotBlank();
        assertThat(thrown.getCause()).as("cause under %s", failure).isNotNull();
        canaries.assertNotIn("the exception under " + failure, thrown);
    }
}
