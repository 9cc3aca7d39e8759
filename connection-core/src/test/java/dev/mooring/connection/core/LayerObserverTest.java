package dev.mooring.connection.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.core.LayerObserver.Origin;
import dev.mooring.connection.core.LayerObserver.Registration;
import dev.mooring.connection.core.LayerObserver.StoreOperation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerObserverTest {
    private static final AccessScope READ = AccessScope.read("depot://orders/2025/");

    @TempDir
    Path directory;

    private final MutableClock clock = new MutableClock();
    private final FakeProvider provider = new FakeProvider();
    private ConnectionLayer layer;
    private Connections ann;

    private static final class Told implements LayerObserver {
        private final List<Object> events = new CopyOnWriteArrayList<>();

        @Override
        public void vended(TypeId type, Origin origin) {
            events.add(origin);
        }

        @Override
        public void vendFailed(ErrorCode code) {
            events.add(code);
        }

        @Override
        public void issuerCalled(IssuerCall call) {
            events.add(call);
        }

        @Override
        public void storeCalled(StoreCall call) {
            events.add(call);
        }

        <T> List<T> of(Class<T> kind) {
            return events.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }

    @BeforeEach
    void open() {
        layer = ConnectionLayer.in(directory).provider(provider).clock(clock).open();
        ann = layer.workspace("sales", "ann");
        ann.create(draft("depot"));
    }

    @AfterEach
    void close() {
        layer.close();
    }

    @Test
    void severalAreToldAndOneThatFailsHarmsNobody() {
        Told first = new Told();
        Told last = new Told();
        layer.observe(first);
        layer.observe(new LayerObserver() {
            @Override
            public void vended(TypeId type, Origin origin) {
                throw new IllegalStateException("it can not count");
            }
        });
        layer.observe(last);

        ann.vend("depot", READ);

        assertThat(first.of(Origin.class)).containsExactly(Origin.ISSUED);
        assertThat(last.of(Origin.class)).containsExactly(Origin.ISSUED);
    }

    @Test
    void nothingIsToldAfterARegistrationIsClosed() {
        Told told = new Told();
        Registration one = layer.observe(told);
        Registration two = layer.observe(told);
        ann.vend("depot", READ);
        assertThat(told.of(Origin.class)).as("told twice, as registered").hasSize(2);

        one.close();
        one.close();
        ann.vend("depot", READ);
        assertThat(told.of(Origin.class)).hasSize(3);

        two.close();
        ann.vend("depot", READ);
        assertThat(told.of(Origin.class)).hasSize(3);
    }

    @Test
    void hitsAreCountedOnlyWhileSomebodyWantsToKnow() {
        CredentialSource source = ann.source("depot", READ);
        source.get();
        source.get();
        source.get();
        assertThat(layer.statistics().hits()).isEmpty();

        Registration registration = layer.observe(new Told());
        source.get();
        source.get();
        assertThat(layer.statistics().hits().values()).containsExactly(1L);

        registration.close();
        source.get();
        source.get();
        assertThat(layer.statistics().hits().values()).containsExactly(1L);
    }

    @Test
    void aRefusalOfTheStoreIsNoFailureOfIt() {
        Told told = new Told();
        layer.observe(told);
        try {
            ann.create(draft("DEPOT"));
        } catch (RuntimeException e) {
            // it is taken
        }

        assertThat(told.of(LayerObserver.StoreCall.class))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.failure()).isEmpty())
                .anySatisfy(call -> assertThat(call.operation()).isEqualTo(StoreOperation.WRITE));
    }

    @Test
    void whatAnIssuerDidIsToldWithItsCode() {
        Told told = new Told();
        layer.observe(told);
        provider.issuer.failNext(new ConnectionException(ConnectionError.ACCESS_DENIED, "not that"));
        try {
            ann.vend("depot", READ);
        } catch (RuntimeException e) {
            // it is denied
        }
        clock.advance(Duration.ofSeconds(10));
        ann.vend("depot", READ);

        assertThat(told.of(LayerObserver.IssuerCall.class))
                .extracting(call -> call.result().failure())
                .containsExactly(Optional.of(ConnectionError.ACCESS_DENIED), Optional.empty());
        assertThat(told.of(ErrorCode.class)).containsExactly(ConnectionError.ACCESS_DENIED);
        assertThat(told.of(LayerObserver.IssuerCall.class).get(1).result().lifetime())
                .isPresent();
    }

    @Test
    void statisticsNameNoConnection() {
        ann.vend("depot", READ);

        assertThat(layer.statistics().issuers())
                .singleElement()
                .satisfies(load -> assertThat(load.issuer()).isEmpty());
        assertThat(layer.statistics().credentials()).isEqualTo(1);
        assertThat(layer.statistics().connections()).isEqualTo(1);
    }

    private static ConnectionDraft draft(String name) {
        return ConnectionDraft.of(name, "DEPOT")
                .property("ENDPOINT", "host")
                .property("ROLE_ARN", "role-1")
                .build();
    }
}
