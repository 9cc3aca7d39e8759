package dev.mooring.connection.tck;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendRequest;
import dev.mooring.connection.spi.Vending;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A type with a connection of it, wired to a backend anew: what one check looks at. Safe for use by threads. */
final class Subject implements AutoCloseable {
    private static final Duration BUDGET = Duration.ofSeconds(15);

    private final ConnectionType type;
    private final FakeProviderContext context;
    private final CanarySecrets canaries;
    private final FakeResources resources = new FakeResources();
    private final Requests requests;
    private final CredentialVendor vendor;

    Subject(ConnectionType type, Requests requests, FakeProviderContext context, CanarySecrets canaries) {
        this.type = type;
        this.context = context;
        this.canaries = canaries;
        this.requests = requests.resources(resources);
        requests.properties().secrets().values().forEach(canaries::watch);
        this.vendor = type.vendor(context);
    }

    ConnectionType type() {
        return type;
    }

    FakeProviderContext context() {
        return context;
    }

    Requests requests() {
        return requests;
    }

    VendPlan plan(VendRequest request) {
        return SpendingChecks.planned(vendor.plan(request), request);
    }

    /** Vends as core does; anything but a ConnectionException breaks the contract. */
    Issued vend(VendRequest request) {
        return call(plan(request));
    }

    Issued call(VendPlan plan) {
        try {
            Issued issued = SpendingChecks.answered(plan, plan.call().run(new FakeHops()));
            canaries.watch(issued.credential());
            issued.rotated().values().forEach(canaries::watch);
            return issued;
        } catch (ConnectionException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("a vend threw something else than a ConnectionException: " + e, e);
        }
    }

    Credential credential(AccessScope scope) {
        return vend(requests.vend(scope)).credential();
    }

    List<ProbeStep> steps(Optional<AccessScope> scope) {
        Vending vending = this::credential;
        return type.probe(context).steps(requests.probe(scope, vending));
    }

    ProbeExecution probe(Optional<AccessScope> scope) {
        return ProbeExecution.run(steps(scope), BUDGET);
    }

    @Override
    public void close() {
        try {
            resources.close();
        } catch (Exception e) {
            throw new AssertionError("a resource threw while it was closed", e);
        }
    }
}
