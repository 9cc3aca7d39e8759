package dev.mooring.connection.support.cloud;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.spi.ProbeStep.Finding;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Tries what a confused deputy would: to assume a role as the same principal, but not with the connection's external id. */
public final class ExternalIdCheck {
    private ExternalIdCheck() {}

    /** Assumes the role with the least rights there are. */
    @FunctionalInterface
    public interface Assumption {
        /**
         * One call to the issuer; fails with {@link ConnectionError#ROLE_NOT_ASSUMABLE} when the role refuses.
         *
         * @param externalId the external id to send, if any
         */
        void assume(Optional<String> externalId);
    }

    /**
     * Passes when the role is refused without an external id and with a wrong one; else warns.
     *
     * @param remedy the condition to add to the role's trust policy
     */
    public static Finding run(Assumption assumption, String remedy) {
        if (isOpen(assumption, Optional.empty())) {
            return open("without an external id", remedy);
        }
        return isOpen(assumption, Optional.of(randomId()))
                ? open("with a wrong external id", remedy)
                : Finding.passed("the role is refused without the external id and with a wrong one");
    }

    private static Finding open(String how, String remedy) {
        return Finding.warning(
                "the role can be assumed " + how + ", so whoever knows its ARN can use it through this system", remedy);
    }

    private static boolean isOpen(Assumption assumption, Optional<String> externalId) {
        try {
            assumption.assume(externalId);
            return true;
        } catch (ConnectionException e) {
            if (e.code() == ConnectionError.ROLE_NOT_ASSUMABLE) {
                return false;
            }
            throw e;
        }
    }

    private static String randomId() {
        return UUID.randomUUID().toString().replace("-", "").toLowerCase(Locale.ROOT);
    }
}
