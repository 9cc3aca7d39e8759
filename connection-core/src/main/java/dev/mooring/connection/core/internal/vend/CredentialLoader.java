package dev.mooring.connection.core.internal.vend;

import com.google.common.hash.Hashing;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Vended;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.core.internal.crypto.SecretSealer;
import dev.mooring.connection.core.internal.registry.RegisteredType;
import dev.mooring.connection.core.internal.registry.TypeRegistry;
import dev.mooring.connection.core.internal.store.AuditEntry;
import dev.mooring.connection.core.internal.store.ConnectionStore;
import dev.mooring.connection.core.internal.store.StoredConnection;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Hops;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ScopeSyntax.Narrowing;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One load: unseal, plan, call, check the answer against the provider's contract. */
final class CredentialLoader {
    private static final Logger LOG = LoggerFactory.getLogger(CredentialLoader.class);
    private static final Duration SKEW_WORTH_A_CORRECTION = Duration.ofSeconds(3);
    private static final Duration SKEW_WORTH_A_WARNING = Duration.ofMinutes(1);
    private static final int ROTATION_ATTEMPTS = 10;
    private static final Duration EXPIRY_TOLERANCE = Duration.ofMinutes(5);

    private final TypeRegistry registry;
    private final SecretSealer sealer;
    private final ConnectionStore store;
    private final ResourcePool resources;
    private final Clock clock;

    CredentialLoader(VendingEngine.Parts parts, ResourcePool resources) {
        this.registry = parts.registry();
        this.sealer = parts.sealer();
        this.store = parts.store();
        this.clock = parts.time().clock();
        this.resources = resources;
    }

    Loaded load(VendTarget target, Hops hops) {
        return with(target, request -> run(plan(target, request), target, hops));
    }

    Loaded run(VendPlan plan, VendTarget target, Hops hops) {
        Issued issued = call(plan, hops);
        Instant received = clock.instant();
        Optional<Instant> expiry = checkedExpiry(issued, target, received);
        keepRotated(issued, target);
        if (plan.reuse() == VendPlan.Reuse.UNTIL_EXPIRY) {
            LOG.info(
                    "issued {} for connection {} scope {} session {} request {} expires {}",
                    plan.operation(),
                    target.row().connection().id(),
                    digest(target.scope()),
                    sessionName(target),
                    issued.receipt().requestId().orElse("unknown"),
                    issued.credential().expiresAt().map(Instant::toString).orElse("never"));
        }
        return new Loaded(new Vended(issued.credential(), issued.covers(), issued.details()), plan.reuse(), expiry);
    }

    VendPlan plan(VendTarget target) {
        return with(target, request -> plan(target, request));
    }

    /** Whether the scope means something to the type, before anything is unsealed. */
    RegisteredType checkedType(VendTarget target) {
        RegisteredType type = registry.require(target.row().connection().type());
        type.type().scopes().problem(target.scope()).ifPresent(problem -> {
            throw new ConnectionException(ConnectionError.INVALID_SCOPE, problem);
        });
        if (type.type().scopes().narrowing() == Narrowing.NONE
                && !target.scope().isEverything()) {
            throw new ConnectionException(
                    ConnectionError.SCOPE_NOT_ENFORCEABLE,
                    "the issuer of " + type.id() + " can not narrow a credential",
                    "ask for everything: the credential reaches all that the connection does");
        }
        return type;
    }

    private VendPlan plan(VendTarget target, VendRequest request) {
        try {
            return checkedType(target).vendor().plan(request);
        } catch (ConnectionException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw unmapped("planning a vend", e);
        }
    }

    /** Without the failure itself: its message is a vendor's and may hold anything. */
    private static ConnectionException unmapped(String what, Throwable failure) {
        return new ConnectionException(
                ConnectionError.PROVIDER_CONTRACT,
                what + " failed with an unmapped " + failure.getClass().getName());
    }

    private <T> T with(VendTarget target, Function<VendRequest, T> use) {
        RegisteredType type = checkedType(target);
        try (ResourcePool.Lease lease = resources.lease(target.row().connection())) {
            PropertyValues values = unsealed(target.row());
            return use.apply(new VendRequest(
                    target.row().connection(),
                    values,
                    target.scope(),
                    type.type().lifetime(values),
                    new VendRequest.Tools(sessionName(target), lease.resources(), target.references())));
        }
    }

    PropertyValues unsealed(StoredConnection row) {
        return row.connection().properties().withSecrets(sealer.unseal(row.secrets(), place(row)));
    }

    private static SecretSealer.Place place(StoredConnection row) {
        Connection connection = row.connection();
        return new SecretSealer.Place(
                connection.workspace(), connection.id(), row.secrets().revision());
    }

    static String sessionName(VendTarget target) {
        return SessionNames.of(target.row().connection().workspace(), target.user());
    }

    private static Issued call(VendPlan plan, Hops hops) {
        try {
            return plan.call().run(hops);
        } catch (ConnectionException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionException(
                    ConnectionError.TIMED_OUT, plan.operation() + " was interrupted", "try again", e);
        } catch (Exception e) {
            // its message is a vendor's and may hold anything
            throw new ConnectionException(
                    ConnectionError.PROVIDER_CONTRACT,
                    plan.operation() + " failed with an unmapped "
                            + e.getClass().getName());
        }
    }

    /** The end of the credential by this layer's clock, which may differ from the issuer's. */
    private Optional<Instant> checkedExpiry(Issued issued, VendTarget target, Instant received) {
        Duration skew = issued.receipt()
                .issuerClock()
                .map(issuer -> Duration.between(received, issuer))
                .filter(difference -> difference.abs().compareTo(SKEW_WORTH_A_CORRECTION) > 0)
                .orElse(Duration.ZERO);
        if (skew.abs().compareTo(SKEW_WORTH_A_WARNING) > 0) {
            LOG.warn("the issuer's clock differs from this machine's by {} s", skew.toSeconds());
        }
        Optional<Instant> expiry = issued.credential().expiresAt().map(end -> end.minus(skew));
        Duration longest = registry.require(target.row().connection().type())
                .type()
                .lifetime(target.row().connection().properties());
        expiry.ifPresent(end -> requireSensible(
                end, received, longest.plus(longest.dividedBy(10)).plus(EXPIRY_TOLERANCE)));
        return expiry;
    }

    private static void requireSensible(Instant expiry, Instant now, Duration longest) {
        if (!expiry.isAfter(now)) {
            throw new ConnectionException(
                    ConnectionError.PROVIDER_CONTRACT, "the issuer answered with a credential that is expired already");
        }
        if (expiry.isAfter(now.plus(longest))) {
            throw new ConnectionException(
                    ConnectionError.PROVIDER_CONTRACT,
                    "the issuer answered with a credential that lives longer than was asked");
        }
    }

    /**
     * The old secret is spent: nobody may see the credential before the new one is safe. What changed the connection
     * meanwhile keeps its changes, for only the rotated secrets are put into the row as it is then.
     */
    private void keepRotated(Issued issued, VendTarget target) {
        if (issued.rotated().isEmpty()) {
            return;
        }
        StoredConnection row = target.row();
        for (int attempt = 1; ; attempt++) {
            try {
                store.replaceSecrets(row, withRotated(row, issued), rotation(row, target.user()));
                return;
            } catch (ConnectionException e) {
                if (e.code() != ConnectionError.CONCURRENT_CHANGE || attempt == ROTATION_ATTEMPTS) {
                    throw e;
                }
                row = current(row);
            }
        }
    }

    private SealedSecrets withRotated(StoredConnection row, Issued issued) {
        Map<String, Secret> secrets = new TreeMap<>(sealer.unseal(row.secrets(), place(row)));
        issued.rotated().forEach((spec, secret) -> secrets.put(spec.name(), secret));
        Connection connection = row.connection();
        return sealer.seal(
                secrets,
                new SecretSealer.Place(
                        connection.workspace(), connection.id(), row.secrets().revision() + 1));
    }

    private AuditEntry rotation(StoredConnection row, String user) {
        Connection c = row.connection();
        return new AuditEntry(
                clock.instant(), user, AuditEntry.Action.ROTATE_SECRET, c.workspace(), c.id(), c.name(), c.version());
    }

    /** The row as it is now; fails when the connection was dropped. */
    private StoredConnection current(StoredConnection row) {
        Connection known = row.connection();
        return store.find(known.workspace(), known.name())
                .filter(found -> found.connection().id().equals(known.id()))
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.CONNECTION_NOT_FOUND, "connection " + known.name() + " was dropped meanwhile"));
    }

    /** Fails unless the connection is still what the caller saw: an attempt may come long after it. */
    void requireUnchanged(VendTarget target) {
        Connection seen = target.row().connection();
        if (current(target.row()).connection().version() != seen.version()) {
            throw new ConnectionException(
                    ConnectionError.CONCURRENT_CHANGE, "connection " + seen.name() + " was changed meanwhile");
        }
    }

    private static String digest(AccessScope scope) {
        return scope.isEverything()
                ? "everything"
                : Hashing.sha256()
                        .hashString(scope.toString(), StandardCharsets.UTF_8)
                        .toString()
                        .substring(0, 16);
    }
}
