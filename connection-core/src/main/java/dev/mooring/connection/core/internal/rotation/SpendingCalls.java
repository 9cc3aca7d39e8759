package dev.mooring.connection.core.internal.rotation;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.internal.registry.TypeRegistry;
import dev.mooring.connection.core.internal.store.SecretLease;
import dev.mooring.connection.core.internal.store.StoredConnection;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.Hops;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.VendPlan;
import java.time.Instant;

/**
 * Calls that spend a stored secret: under the connection's lease, with the secret as it is stored then, and what replaces
 * it is stored before the credential is handed on.
 */
public final class SpendingCalls {
    private static final int SECRETS_TRIED = 3;

    private final TypeRegistry registry;
    private final SecretLeases leases;
    private final RotatedSecrets rotated;

    /**
     * What an issuer answered, and when: storing what it replaced takes its time.
     *
     * @param issued the answer
     * @param sent when it was asked for, by the layer's clock
     * @param received when it came
     */
    public record Answer(Issued issued, Instant sent, Instant received) {}

    /** Makes the call and turns what it throws into a ConnectionException. */
    @FunctionalInterface
    public interface Caller {
        /** Makes the call. */
        Answer call(VendPlan.Call call);
    }

    /** Calls for connections of these types. */
    public SpendingCalls(TypeRegistry registry, SecretLeases leases, RotatedSecrets rotated) {
        this.registry = registry;
        this.leases = leases;
        this.rotated = rotated;
    }

    /** Makes the call for the connection as the caller saw it, in the name of the user. */
    public Answer run(VendPlan.Spending spending, StoredConnection seen, String user, Caller caller) {
        SecretLease lease = acquire(spending, seen);
        try {
            for (int attempt = 1; ; attempt++) {
                lease = prepared(lease, seen, user);
                Secret stored = stored(spending, lease.row());
                try {
                    Answer answer = caller.call(hops -> spending.exchange().run(stored, new WithoutSpending(hops)));
                    rotated.keepSpent(answer.issued().rotated(), lease.row(), user);
                    return answer;
                } catch (ConnectionException e) {
                    if (e.code() != ConnectionError.CREDENTIAL_REJECTED) {
                        throw e;
                    }
                    lease = leases.again(lease);
                    if (attempt == SECRETS_TRIED
                            || stored(spending, lease.row()).equals(stored)) {
                        throw spent(e, spending, lease);
                    }
                }
            }
        } finally {
            leases.release(lease);
        }
    }

    private SecretLease acquire(VendPlan.Spending spending, StoredConnection seen) {
        try {
            return leases.acquire(seen);
        } catch (ConnectionException e) {
            if (e.code() != ConnectionError.CONNECTION_NOT_FOUND) {
                throw e;
            }
            throw new ConnectionException(
                    ConnectionError.CONNECTION_NOT_FOUND,
                    "connection " + seen.connection().name() + " is not stored, so that what replaces its "
                            + spending.secret().name() + " could not be kept",
                    "create the connection first, and test it then",
                    e);
        }
    }

    /** The lease with enough time for a call and the row that the call may use. */
    private SecretLease prepared(SecretLease lease, StoredConnection seen, String user) {
        boolean isStale = rotated.keepEarlier(lease.row(), user);
        SecretLease prepared = isStale || !leases.lastsForACall(lease) ? leases.again(lease) : lease;
        Connection present = prepared.row().connection();
        if (present.version() != seen.connection().version()) {
            throw new ConnectionException(
                    ConnectionError.CONCURRENT_CHANGE, "connection " + present.name() + " was changed meanwhile");
        }
        return prepared;
    }

    private Secret stored(VendPlan.Spending spending, StoredConnection row) {
        String property = spending.secret().name();
        Secret stored = rotated.unsealed(row).get(property);
        if (stored == null) {
            throw new ConnectionException(
                    ConnectionError.CONNECTION_NOT_READY,
                    "connection " + row.connection().name() + " has no " + property,
                    remedy(property, row.connection()));
        }
        return stored;
    }

    /** The issuer's refusal, which no retry can mend: the secret's successor never arrived, or was revoked. */
    private ConnectionException spent(ConnectionException refusal, VendPlan.Spending spending, SecretLease lease) {
        Connection connection = lease.row().connection();
        String property = spending.secret().name();
        String why = lease.isTakenOver()
                ? "; a process that was renewing it ended, and with it perhaps the " + property + " that replaced it"
                : "";
        ConnectionException.Builder told = ConnectionException.builder(refusal.code(), refusal.getMessage() + why)
                .remedy(remedy(property, connection))
                .cause(refusal);
        refusal.retryAfter().ifPresent(told::retryAfter);
        refusal.requestId().ifPresent(told::requestId);
        return told.build();
    }

    private String remedy(String property, Connection connection) {
        String set = "ALTER CONNECTION " + connection.name() + " SET a new " + property;
        return registry.require(connection.type()).authorizer().isPresent()
                ? "authorise the connection again with Connections.authorize, or " + set
                : set;
    }

    /** The lease is one: a hop that wanted it too would wait for its own caller. */
    private record WithoutSpending(Hops hops) implements Hops {
        @Override
        public Credential get(String name, VendPlan plan) {
            if (plan.spending().isPresent()) {
                throw new ConnectionException(
                        ConnectionError.PROVIDER_CONTRACT,
                        "hop " + name + " spends a stored secret within a call that spends one");
            }
            return hops.get(name, plan);
        }

        @Override
        public void rejected(String name) {
            hops.rejected(name);
        }
    }
}
