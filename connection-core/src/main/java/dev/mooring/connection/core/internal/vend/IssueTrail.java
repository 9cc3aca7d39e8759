package dev.mooring.connection.core.internal.vend;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import dev.mooring.connection.core.audit.AuditEntry.Ending;
import dev.mooring.connection.core.audit.AuditEntry.Issue;
import dev.mooring.connection.core.audit.AuditEntry.Outcome;
import dev.mooring.connection.core.audit.ScopeDigest;
import dev.mooring.connection.core.internal.store.ConnectionStore;
import dev.mooring.connection.core.internal.time.EngineTime;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.VendPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records each credential that an issuer gave. One that is stored with its connection is read at every use, which may be
 * many times a second: that is recorded once in five minutes for each user, connection, version and scope.
 */
final class IssueTrail {
    static final Duration STORED_EACH = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(IssueTrail.class);
    private static final int MOST = 100_000;
    private static final int LONGEST_ID = 200;

    private final ConnectionStore store;
    private final EngineTime time;
    private final Cache<StoredUse, Boolean> stored;

    private record StoredUse(VendKey key, String operation) {}

    IssueTrail(ConnectionStore store, EngineTime time) {
        this.store = store;
        this.time = time;
        this.stored = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(STORED_EACH)
                .ticker(time.nanos()::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    /** Fails with {@link UnrecordedIssue} when it can not be recorded. */
    void record(VendTarget target, VendPlan plan, Issued issued, String why) {
        try {
            if (plan.reuse() == VendPlan.Reuse.NEVER) {
                StoredUse use = new StoredUse(target.key(), plan.operation());
                // one of many at a time records it, and the others wait for that: none goes ahead of the record
                stored.asMap().computeIfAbsent(use, first -> append(target, plan, issued, why));
            } else {
                append(target, plan, issued, why);
            }
        } catch (ConnectionException e) {
            throw new UnrecordedIssue(e);
        } catch (RuntimeException e) {
            throw new UnrecordedIssue(new ConnectionException(
                    ConnectionError.STORE_UNAVAILABLE,
                    "the audit can not be written",
                    ConnectionError.STORE_UNAVAILABLE.remedy(),
                    e));
        }
    }

    private boolean append(VendTarget target, VendPlan plan, Issued issued, String why) {
        Issue issue = new Issue(
                plan.operation(),
                ScopeDigest.of(target.scope()),
                CredentialLoader.sessionName(target),
                issued.receipt().requestId().map(IssueTrail::cut),
                issued.credential().expiresAt());
        Connection connection = target.row().connection();
        store.trail()
                .append(new AuditEntry(
                        Instant.ofEpochMilli(time.millis()),
                        target.user(),
                        Action.VEND,
                        connection.workspace(),
                        connection.id(),
                        connection.name(),
                        connection.version(),
                        new Ending(Outcome.DONE, 1, Optional.of(issue), why)));
        if (plan.reuse() == VendPlan.Reuse.UNTIL_EXPIRY) {
            LOG.info(
                    "issued {} for connection {} scope {} session {} request {} expires {}",
                    issue.operation(),
                    connection.id(),
                    issue.scopeDigest(),
                    issue.session(),
                    issue.requestId().orElse("unknown"),
                    issue.expires().map(Instant::toString).orElse("never"));
        }
        return true;
    }

    /** It comes from outside and may have any length. */
    private static String cut(String requestId) {
        return requestId.length() <= LONGEST_ID ? requestId : requestId.substring(0, LONGEST_ID);
    }
}
