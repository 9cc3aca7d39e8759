package dev.mooring.connection.kafka;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.SourceTicket;
import dev.mooring.connection.Vended;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.tck.FakeHops;
import dev.mooring.connection.tck.FakeProviderContext;
import dev.mooring.connection.tck.FakeReferences;
import dev.mooring.connection.tck.Requests;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A source that asks the vendor at each call, with properties that a test may change. Safe for use by threads. */
final class LiveSource implements CredentialSource {
    final FakeProviderContext context = new FakeProviderContext(Clock.systemUTC());
    final FakeReferences references = new FakeReferences();
    final List<Credential> handedOut = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final KafkaConnectionType type = new KafkaConnectionType();
    private final KafkaVendor vendor = new KafkaVendor(context);
    private volatile List<RawProperty> properties;

    private LiveSource(List<RawProperty> properties) {
        this.properties = properties;
    }

    /** Of names and values in turn. */
    static LiveSource of(String... namesAndValues) {
        return new LiveSource(raw(namesAndValues));
    }

    static List<RawProperty> raw(String... namesAndValues) {
        List<RawProperty> raw = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            raw.add(RawProperty.of(namesAndValues[i], namesAndValues[i + 1]));
        }
        return List.copyOf(raw);
    }

    /** Replaces one property. */
    void alter(String name, String value) {
        List<RawProperty> changed = new ArrayList<>(properties);
        changed.removeIf(raw -> raw.key().equals(name));
        changed.add(RawProperty.of(name, value));
        properties = List.copyOf(changed);
    }

    int calls() {
        return calls.get();
    }

    @Override
    public Connection connection() {
        return request().connection();
    }

    @Override
    public AccessScope scope() {
        return AccessScope.everything();
    }

    @Override
    public Vended vended() {
        calls.incrementAndGet();
        try {
            Issued issued = vendor.plan(request().vend(scope())).call().run(new FakeHops());
            handedOut.add(issued.credential());
            return new Vended(issued.credential(), issued.covers(), issued.details());
        } catch (ConnectionException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void rejected(Credential credential) {}

    @Override
    public SourceTicket ticket() {
        return new SourceTicket("tests", "kafka", List.of());
    }

    private Requests request() {
        return Requests.of(type, properties, "external-id").references(references);
    }
}
