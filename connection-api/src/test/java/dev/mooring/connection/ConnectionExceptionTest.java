package dev.mooring.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.Violation.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionExceptionTest {
    private static final ConnectionException WHOLE = ConnectionException.builder(
                    ConnectionError.ISSUER_THROTTLED, "too many calls")
            .remedy("wait")
            .cause(new IOException("429"))
            .violations(List.of(Violation.error("A", Reason.MISSING, "an A")))
            .retryAfter(Duration.ofSeconds(7))
            .requestId("r-1")
            .build();

    @Test
    void takesTheRemedyOfItsCodeUnlessItHasItsOwn() {
        assertThat(new ConnectionException(ConnectionError.TIMED_OUT, "slow").remedy())
                .isEqualTo(ConnectionError.TIMED_OUT.remedy());
        assertThat(new ConnectionException(ConnectionError.TIMED_OUT, "slow", "be quick").remedy())
                .isEqualTo("be quick");
    }

    @Test
    void keepsEveryPartWhenItIsGivenAPlace() {
        ConnectionException placed = WHOLE.at(new SourcePosition(3, 14));

        assertThat(placed.position()).contains(new SourcePosition(3, 14));
        assertThat(placed.code()).isEqualTo(WHOLE.code());
        assertThat(placed).hasMessage(WHOLE.getMessage()).hasCause(WHOLE.getCause());
        assertThat(placed.remedy()).isEqualTo("wait");
        assertThat(placed.violations()).isEqualTo(WHOLE.violations());
        assertThat(placed.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(placed.requestId()).contains("r-1");
        assertThat(placed.getStackTrace()).isEqualTo(WHOLE.getStackTrace());
        assertThat(placed).hasToString("ISSUER_THROTTLED at 3:14: too many calls [wait]");
    }

    @Test
    void keepsTheFirstPlace() {
        ConnectionException placed = WHOLE.at(new SourcePosition(3, 14));

        assertThat(placed.at(new SourcePosition(1, 1))).isSameAs(placed);
    }

    @Test
    void keepsWhatWasSuppressed() {
        ConnectionException failure = new ConnectionException(ConnectionError.TIMED_OUT, "slow");
        failure.addSuppressed(new IOException("close failed"));

        assertThat(failure.at(new SourcePosition(1, 1)).getSuppressed()).hasSize(1);
    }

    @Test
    void staysReadableAfterATripToAnotherProcess() throws Exception {
        ConnectionException arrived = (ConnectionException) copied(WHOLE.at(new SourcePosition(3, 14)));

        assertThat(arrived).hasToString("ISSUER_THROTTLED at 3:14: too many calls [wait]");
        assertThat(arrived.code()).isEqualTo(ConnectionError.ISSUER_THROTTLED);
        assertThat(arrived.violations()).isEmpty();
        assertThat(arrived.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(arrived.requestId()).contains("r-1");
        assertThat(arrived).hasRootCauseMessage("429");
    }

    @Test
    void travelsAlsoWithoutOptionalParts() throws Exception {
        ConnectionException arrived =
                (ConnectionException) copied(new ConnectionException(ConnectionError.TIMED_OUT, "slow"));

        assertThat(arrived.position()).isEmpty();
        assertThat(arrived.retryAfter()).isEmpty();
        assertThat(arrived.violations()).isEmpty();
    }

    @Test
    void aTicketArrivesEqualInAnotherProcess() throws Exception {
        SourceTicket ticket = new SourceTicket(
                "analytics", "lake", AccessScope.read("s3://b/day=1").texts());

        Object arrived = copied(ticket);

        assertThat(arrived).isEqualTo(ticket);
        assertThat(AccessScope.parse(((SourceTicket) arrived).scope())).isEqualTo(AccessScope.read("s3://b/day=1"));
    }

    @Test
    void aViolationKeepsItsFirstPlace() {
        Violation violation = Violation.error("A", Reason.MISSING, "an A").at(Optional.of(new SourcePosition(3, 5)));

        assertThat(violation.at(Optional.of(new SourcePosition(1, 1)))).isSameAs(violation);
        assertThat(violation).hasToString("A MISSING: an A (at 3:5)");
    }

    private static Object copied(Object original) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }
}
