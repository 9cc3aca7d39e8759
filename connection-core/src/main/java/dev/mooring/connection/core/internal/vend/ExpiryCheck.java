package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.internal.rotation.SpendingCalls.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a credential by this layer's clock, which may differ from its issuer's. */
final class ExpiryCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ExpiryCheck.class);
    private static final Duration SKEW_WORTH_A_CORRECTION = Duration.ofSeconds(3);
    private static final Duration SKEW_WORTH_A_WARNING = Duration.ofMinutes(1);
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private ExpiryCheck() {}

    /** The end of what was answered to a request for a credential of that lifetime; empty when it has none. */
    static Optional<Instant> expiry(Answer answer, Duration lifetime) {
        Duration skew = skew(answer);
        if (skew.abs().compareTo(SKEW_WORTH_A_WARNING) > 0) {
            LOG.warn("the issuer's clock differs from this machine's by {} s", skew.toSeconds());
        }
        Optional<Instant> expiry = answer.issued().credential().expiresAt().map(end -> end.minus(skew));
        expiry.ifPresent(end -> requireSensible(
                end, answer, lifetime.plus(lifetime.dividedBy(10)).plus(TOLERANCE)));
        return expiry;
    }

    /** An issuer that answered at any time while it was asked has the right time: an answer may be long on its way. */
    private static Duration skew(Answer answer) {
        return answer.issued()
                .receipt()
                .issuerClock()
                .map(issuer -> beyond(issuer, answer))
                .filter(difference -> difference.abs().compareTo(SKEW_WORTH_A_CORRECTION) > 0)
                .orElse(Duration.ZERO);
    }

    private static Duration beyond(Instant issuer, Answer answer) {
        if (issuer.isBefore(answer.sent())) {
            return Duration.between(answer.sent(), issuer);
        }
        return issuer.isAfter(answer.received()) ? Duration.between(answer.received(), issuer) : Duration.ZERO;
    }

    private static void requireSensible(Instant expiry, Answer answer, Duration longest) {
        if (expiry.isAfter(answer.sent()) && !expiry.isAfter(answer.received())) {
            throw new ConnectionException(
                    ConnectionError.TIMED_OUT, "the credential expired before the issuer's answer arrived");
        }
        if (!expiry.isAfter(answer.received())) {
            throw new ConnectionException(
                    ConnectionError.PROVIDER_CONTRACT, "the issuer answered with a credential that is expired already");
        }
        if (expiry.isAfter(answer.received().plus(longest))) {
            throw new ConnectionException(
                    ConnectionError.PROVIDER_CONTRACT,
                    "the issuer answered with a credential that lives longer than was asked");
        }
    }
}
