package dev.mooring.connection.tck;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.spi.Hops;
import dev.mooring.connection.spi.VendPlan;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Runs the plan of a hop on first use and keeps its credential until it is rejected. Safe for use by threads. */
public final class FakeHops implements Hops {
    private final Map<String, Credential> credentials = new ConcurrentHashMap<>();

    @Override
    public Credential get(String name, VendPlan plan) {
        return credentials.computeIfAbsent(name, hop -> run(plan));
    }

    @Override
    public void rejected(String name) {
        credentials.remove(name);
    }

    private Credential run(VendPlan plan) {
        try {
            return SpendingChecks.answered(plan, plan.call().run(this)).credential();
        } catch (ConnectionException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(plan.operation() + " threw something else than a ConnectionException", e);
        }
    }
}
