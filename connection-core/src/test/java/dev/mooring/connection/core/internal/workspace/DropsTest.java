package dev.mooring.connection.core.internal.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Cascade;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.FakeProvider;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.core.internal.store.CachingConnectionStore;
import dev.mooring.connection.credential.Credential;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropsTest {
    private static final AccessScope READ = AccessScope.read("depot://orders/2025/");
    private static final Dependent VOLUME = new Dependent("VOLUME", "sales.landing");

    @TempDir
    Path directory;

    private final MutableClock clock = new MutableClock();
    private final FakeProvider provider = new FakeProvider();
    private ConnectionLayer layer;
    private Connections ann;

    @BeforeEach
    void open() {
        layer = layer();
        ann = layer.workspace("sales", "ann");
        depot();
    }

    private void depot() {
        ann.create(ConnectionDraft.of("depot", "DEPOT")
                .property("ENDPOINT", "host")
                .property("ROLE_ARN", "role-1")
                .build());
    }

    @AfterEach
    void close() {
        layer.close();
    }

    @Test
    void whatUsesADroppedConnectionVendsNoMore() {
        vault();
        CredentialSource source = ann.source("vault", AccessScope.everything());
        Credential before = source.get();

        Cascade cascade = ann.dropCascade("DEPOT");

        assertThat(cascade.connections()).containsExactly("vault", "depot");
        fails(ConnectionError.CONNECTION_NOT_FOUND, source::get);
        fails(ConnectionError.CONNECTION_NOT_FOUND, () -> ann.vend("depot", READ));
        depot();
        vault();
        assertThat(source.get()).isNotEqualTo(before);
    }

    @Test
    void anotherNodeSeesWithinTheBoundThatAllOfItIsGone() {
        vault();
        try (ConnectionLayer node = layer()) {
            Connections bob = node.workspace("sales", "bob");
            CredentialSource source = bob.source("vault", AccessScope.everything());
            source.get();

            ann.dropCascade("depot");
            clock.advance(CachingConnectionStore.STALENESS.plusSeconds(1));

            fails(ConnectionError.CONNECTION_NOT_FOUND, source::get);
            assertThat(bob.list()).isEmpty();
        }
    }

    @Test
    void tellsBeforehandWhatItWouldDo() {
        vault();
        ann.register("vault", VOLUME);

        Cascade before = ann.cascade("depot");

        assertThat(before.releases()).containsExactly(new Cascade.Use("vault", VOLUME));
        assertThat(ann.list()).hasSize(2);
        assertThat(ann.dropCascade("depot")).isEqualTo(before);
        assertThat(ann.list()).isEmpty();
    }

    @Test
    void theAbsentIsTolerantlyDroppedOnlyWhenToldSo() {
        assertThat(ann.dropCascadeIfExists("none")).isEmpty();
        fails(ConnectionError.CONNECTION_NOT_FOUND, () -> ann.dropCascade("none"));
        fails(ConnectionError.CONNECTION_NOT_FOUND, () -> ann.cascade("none"));
        assertThat(ann.dropCascadeIfExists("depot")).map(Cascade::connections).contains(List.of("depot"));
    }

    @Test
    void aRefusalOffersToDisableAndSaysWhenTheConnectionWasUsedLast() {
        ann.register("depot", VOLUME);
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> ann.drop("depot"))
                .withMessage("connection depot is used by VOLUME sales.landing");
        Instant used = clock.instant();
        ann.vend("depot", READ);
        clock.advance(Duration.ofMinutes(3));

        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> ann.drop("depot"))
                .withMessage("connection depot is used by VOLUME sales.landing; it was last used at " + used)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ConnectionError.CONNECTION_IN_USE))
                .satisfies(e -> assertThat(e.remedy())
                        .contains("ALTER CONNECTION depot DISABLE", "DROP CONNECTION depot CASCADE"));
    }

    private ConnectionLayer layer() {
        return ConnectionLayer.in(directory).provider(provider).clock(clock).open();
    }

    private void vault() {
        ann.create(ConnectionDraft.of("vault", "VAULT")
                .property("STORAGE_CONNECTION", "depot")
                .build());
    }

    private static void fails(ConnectionError code, ThrowingCallable call) {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).as(e.toString()).isEqualTo(code));
    }
}
