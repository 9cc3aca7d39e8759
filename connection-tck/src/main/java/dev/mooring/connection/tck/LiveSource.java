package dev.mooring.connection.tck;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.SourceTicket;
import dev.mooring.connection.Vended;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.Issued;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A source that asks the vendor at each call, with properties that a test may change. Safe for use by threads. */
public final class LiveSource implements CredentialSource {
    private final TypeRig rig;
    private final CredentialVendor vendor;
    private final AtomicInteger calls = new AtomicInteger();
    private final List<Credential> refused = new CopyOnWriteArrayList<>();
    private volatile List<RawProperty> properties;

    LiveSource(TypeRig rig, List<RawProperty> properties) {
        this.rig = rig;
        this.vendor = rig.type().vendor(rig.context());
        this.properties = List.copyOf(properties);
    }

    /** Replaces one property. */
    public void alter(String name, String value) {
        List<RawProperty> changed = new ArrayList<>(properties);
        changed.removeIf(raw -> raw.key().equals(name));
        changed.add(RawProperty.of(name, value));
        properties = List.copyOf(changed);
    }

    /** How often it was asked. */
    public int calls() {
        return calls.get();
    }

    /** What it was told to be refused, in order. */
    public List<Credential> refused() {
        return List.copyOf(refused);
    }

    @Override
    public Connection connection() {
        return requests().connection();
    }

    @Override
    public AccessScope scope() {
        return AccessScope.everything();
    }

    @Override
    public Vended vended() {
        calls.incrementAndGet();
        try {
            Issued issued = vendor.plan(requests().vend(scope())).call().run(new FakeHops());
            return new Vended(issued.credential(), issued.covers(), issued.details());
        } catch (ConnectionException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void rejected(Credential credential) {
        refused.add(credential);
    }

    @Override
    public SourceTicket ticket() {
        return new SourceTicket("tck", "live", scope().texts());
    }

    private Requests requests() {
        return rig.requests(properties);
    }
}
