package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Vended;
import dev.mooring.connection.core.internal.registry.RegisteredType;
import dev.mooring.connection.core.internal.registry.TypeRegistry;
import dev.mooring.connection.core.internal.rotation.Pauses;
import dev.mooring.connection.core.internal.rotation.RotatedSecrets;
import dev.mooring.connection.core.internal.rotation.SecretLeases;
import dev.mooring.connection.core.internal.rotation.SpendingCalls;
import dev.mooring.connection.core.internal.rotation.SpendingCalls.Answer;
import dev.mooring.connection.core.internal.store.StoredConnection;
import dev.mooring.connection.core.internal.vend.IssuerCalls.Asked;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ScopeSyntax.Narrowing;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** One load: unseal, plan, call, check the answer against the provider's contract, record that it came. */
final class CredentialLoader {
    private final TypeRegistry registry;
    private final RotatedSecrets rotated;
    private final SpendingCalls spendingCalls;
    private final IssueTrail issues;
    private final ResourcePool resources;
    private final IssuerCalls calls;

    CredentialLoader(VendingEngine.Parts parts, ResourcePool resources) {
        this(parts, resources, Thread::sleep);
    }

    CredentialLoader(VendingEngine.Parts parts, ResourcePool resources, Pauses.Sleeper sleeper) {
        this.registry = parts.registry();
        this.calls = new IssuerCalls(registry, parts.time(), parts.observers());
        Clock clock = parts.time().clock();
        this.resources = resources;
        Pauses pauses = new Pauses(sleeper, parts.random());
        this.rotated = new RotatedSecrets(parts.sealer(), parts.store(), clock, pauses);
        this.issues = new IssueTrail(parts.store(), parts.time());
        this.spendingCalls = new SpendingCalls(registry, new SecretLeases(parts.store(), clock, pauses), rotated);
    }

    /** The credential itself. */
    Loaded load(Asked asked) {
        return with(asked.target(), request -> run(scopeFree(plan(asked.target(), request), asked.target()), asked));
    }

    /** A stored secret is one, however many scopes are vended: what spends it must not be made once a scope. */
    private static VendPlan scopeFree(VendPlan plan, VendTarget target) {
        if (plan.spending().isPresent() && !target.scope().isEverything()) {
            throw new ConnectionException(
                    ConnectionError.PROVIDER_CONTRACT,
                    plan.operation() + " spends a stored secret for one scope, and is no hop");
        }
        return plan;
    }

    /** With a hold on resources of its own: it may go on after the load that needed it. */
    Loaded hop(VendPlan plan, Asked asked) {
        return with(asked.target(), request -> run(plan, asked));
    }

    /** What was issued is recorded before anybody gets it, or nobody does. */
    Loaded run(VendPlan plan, Asked asked) {
        VendTarget target = asked.target();
        Answer answer = plan.spending()
                .map(spending ->
                        spendingCalls.run(spending, target.row(), target.user(), call -> calls.make(plan, call, asked)))
                .orElseGet(() -> spendingNothing(plan, asked));
        Issued issued = answer.issued();
        Optional<Instant> expiry = expiry(answer, target);
        issues.record(target, plan, issued, asked.purpose());
        return new Loaded(new Vended(issued.credential(), issued.covers(), issued.details()), plan.reuse(), expiry);
    }

    /** As {@link IssuerCalls#issuer}. */
    Optional<String> issuer(StoredConnection row) {
        return calls.issuer(row);
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
    static ConnectionException unmapped(String what, Throwable failure) {
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
        return row.connection().properties().withSecrets(rotated.unsealed(row));
    }

    /** Fails unless the row is as it was sealed. */
    void verify(StoredConnection row) {
        rotated.verify(row);
    }

    static String sessionName(VendTarget target) {
        return SessionNames.of(target.row().connection().workspace(), target.user());
    }

    /** A plan that did not say that its call spends a secret: what replaces one is kept all the same. */
    private Answer spendingNothing(VendPlan plan, Asked asked) {
        Answer answer = calls.make(plan, plan.call(), asked);
        rotated.keep(
                answer.issued().rotated(), asked.target().row(), asked.target().user());
        return answer;
    }

    private Optional<Instant> expiry(Answer answer, VendTarget target) {
        return ExpiryCheck.expiry(
                answer,
                registry.require(target.row().connection().type())
                        .type()
                        .lifetime(target.row().connection().properties()));
    }

    /** Fails unless the connection is still what the caller saw: an attempt may come long after it. */
    void requireUnchanged(VendTarget target) {
        Connection seen = target.row().connection();
        if (rotated.current(target.row()).connection().version() != seen.version()) {
            throw new ConnectionException(
                    ConnectionError.CONCURRENT_CHANGE, "connection " + seen.name() + " was changed meanwhile");
        }
    }
}
