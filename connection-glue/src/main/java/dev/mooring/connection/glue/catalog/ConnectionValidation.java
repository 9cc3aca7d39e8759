package dev.mooring.connection.glue.catalog;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;

/** What the report of a test means where Glue would validate credentials. */
final class ConnectionValidation {
    private ConnectionValidation() {}

    /** Whether anything was found to work; fails as the first failed step did. */
    static boolean isVerified(ProbeReport report) {
        report.failure().ifPresent(failure -> {
            throw new ConnectionException(
                    failure.code().orElse(ConnectionError.PROVIDER_CONTRACT),
                    "the test failed at " + failure.stage() + " " + failure.target() + ": " + failure.detail(),
                    failure.remedy().orElse("test the connection for the whole report"));
        });
        return report.outcome() != Outcome.UNVERIFIED;
    }

    /** Fails unless something was found to work. */
    static void requireWorking(ProbeReport report) {
        if (!isVerified(report)) {
            throw new ConnectionException(
                    ConnectionError.NOT_SUPPORTED,
                    "nothing of the connection could be tested",
                    "name what can be reached, such as TARGETS of a NETWORK connection");
        }
    }
}
