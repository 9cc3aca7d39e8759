package dev.mooring.connection.tck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The suite flags each flaw, by the test named for it and with a message that says what is wrong. */
class BrokenTypesTest {
    private interface Check extends Consumer<ConnectionTypeTck> {}

    static Stream<Arguments> flaws() {
        return Stream.of(
                flaw(Flaw.PLAN_SHOWS_A_SECRET, ConnectionTypeTck::nothingPrintedHoldsASecret, "a plan shows a secret"),
                flaw(Flaw.LOGS_A_SECRET, ConnectionTypeTck::credentialExpiresAsIssued, "printed or logged"),
                flaw(Flaw.MESSAGE_HOLDS_A_SECRET, ConnectionTypeTck::failuresOfVendsAreMapped, "shows a secret"),
                flaw(Flaw.EXCEPTION_ESCAPES, ConnectionTypeTck::failuresOfVendsAreMapped, "something else than"),
                flaw(Flaw.EXCEPTION_ESCAPES, ConnectionTypeTck::failuresOfTestsAreMapped, "something else than"),
                flaw(Flaw.NO_CAUSE, ConnectionTypeTck::failuresOfVendsAreMapped, "cause under"),
                flaw(Flaw.NO_CAUSE, ConnectionTypeTck::failuresOfTestsAreMapped, "cause under"),
                flaw(Flaw.STEPS_ARE_UNORDERED, ConnectionTypeTck::testIsOrderedAndMadeWithoutCalls, "stages of a test"),
                flaw(Flaw.SCOPE_IS_IGNORED, ConnectionTypeTck::readScopeDoesNotWrite, "does not grant"),
                flaw(Flaw.SCOPE_IS_IGNORED, ConnectionTypeTck::scopeEndsAtItsBoundary, "does not grant"),
                flaw(Flaw.SCOPE_IS_IGNORED, ConnectionTypeTck::globCharactersStayLiteral, "does not grant"),
                flaw(Flaw.SCOPE_IS_IGNORED, ConnectionTypeTck::everyLocationOfAScopeSurvives, "does not grant"),
                flaw(Flaw.EVERY_SCOPE_IS_REFUSED, ConnectionTypeTck::readScopeDoesNotWrite, "reading only is vended"),
                flaw(Flaw.ACTIONS_ARE_IGNORED, ConnectionTypeTck::eachActionIsGrantedAlone, "does not grant"),
                flaw(Flaw.POLICY_IS_EMPTY, ConnectionTypeTck::emptyPolicyIsNeverSent, "policy as received"),
                flaw(Flaw.TEST_WRITES, ConnectionTypeTck::readOnlyTestWritesNothing, "writes of a read-only test"),
                flaw(Flaw.PLAN_CALLS, ConnectionTypeTck::planIsPure, "calls made"),
                flaw(
                        Flaw.PLAN_DIFFERS_FROM_THE_CALL,
                        ConnectionTypeTck::issuerReceivesWhatThePlanSays,
                        "fields received"),
                flaw(Flaw.NO_TIME_LIMIT, ConnectionTypeTck::testEndsWhenNothingAnswers, "silent"),
                flaw(Flaw.SESSION_NAME_IS_SHARED, ConnectionTypeTck::manyThreadsVendAtOnce, "session name"),
                flaw(
                        Flaw.ROTATES_UNANNOUNCED,
                        ConnectionTypeTck::issuerReceivesWhatThePlanSays,
                        "without VendPlan.spending"),
                flaw(Flaw.SPENDS_A_SECRET_FOR_A_SCOPE, ConnectionTypeTck::planIsPure, "is for everything or a hop"));
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void isFlagged(Flaw flaw, Check check, String message) {
        assertThatThrownBy(() -> run(new TokenTck(Set.of(flaw)), check))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    private static void run(ConnectionTypeTck suite, Check check) {
        suite.captureOutput();
        try {
            check.accept(suite);
        } finally {
            suite.closeAndSearchLogs();
        }
    }

    private static Arguments flaw(Flaw flaw, Check check, String message) {
        return Arguments.of(flaw, check, message);
    }
}
