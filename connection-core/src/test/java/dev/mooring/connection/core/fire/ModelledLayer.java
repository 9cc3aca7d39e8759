package dev.mooring.connection.core.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.Alteration;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.SourceTicket;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.core.fire.FaultyIssuer.Issue;
import dev.mooring.connection.core.fire.LayerModel.Asking;
import dev.mooring.connection.credential.Credential;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** A layer and the {@link LayerModel} that judges each of its answers. */
final class ModelledLayer implements AutoCloseable {
    private static final String WORKSPACE = "sales";
    private static final String DBA = "dba";
    private static final Duration LATELY = Duration.ofMinutes(1);

    private final LayerThreads threads = new LayerThreads();
    private final MutableClock clock = new MutableClock();
    private final FaultyIssuer issuer = new FaultyIssuer(clock);
    private final ConnectionLayer layer = ConnectionLayer.inMemory()
            .provider(new FaultyProvider(issuer))
            .clock(clock)
            .open();
    private final Connections dba = layer.workspace(WORKSPACE, DBA);
    private final Map<Issue, Credential> credentials = new HashMap<>();
    private final LayerModel model;
    private boolean isDown;

    /** How a caller comes by a credential. */
    enum Way {
        NAME,
        OTHER_LETTER_CASE,
        SOURCE
    }

    private ModelledLayer(Duration life) {
        issuer.life(life);
        model = new LayerModel(life);
    }

    static ModelledLayer withConnections(Duration life, String... names) {
        ModelledLayer layer = new ModelledLayer(life);
        for (String name : names) {
            layer.create(name, "one");
        }
        return layer;
    }

    void create(String name, String endpoint) {
        Optional<ErrorCode> expected = model.connection(name).map(present -> ConnectionError.NAME_ALREADY_EXISTS);
        change(expected, () -> dba.create(FaultyProvider.draft(name, endpoint)));
    }

    void alter(String name, String endpoint) {
        change(
                absence(name),
                () -> dba.alter(
                        name, Alteration.builder().set("ENDPOINT", endpoint).build()));
    }

    void disable(String name) {
        change(absence(name), () -> dba.disable(name));
    }

    void enable(String name) {
        change(absence(name), () -> dba.enable(name));
    }

    void drop(String name) {
        LayerModel.require(dba.dropIfExists(name) == model.connection(name).isPresent(), "whether there was a " + name);
        model.remove(name);
    }

    void advance(Duration by) {
        // what is under way lands at the time at which it started
        threads.awaitRest(issuer);
        clock.advance(by);
    }

    void fail(Fault fault) {
        isDown = true;
        issuer.down(fault);
    }

    void recover() {
        isDown = false;
        issuer.recover();
    }

    void setIssuersClock(Duration ahead) {
        threads.awaitRest(issuer);
        issuer.ahead(ahead);
    }

    void vend(Asking asking, Way way) {
        Instant now = clock.instant();
        try {
            Credential credential = call(asking, way);
            Issue issue = issuer.known(credential);
            credentials.put(issue, credential);
            model.handedOut(asking, issue, now);
        } catch (ConnectionException e) {
            assertThat(e.remedy()).as("the remedy of %s", e).isNotBlank();
            model.failed(asking, e.code(), issuer.failures(), now);
        }
        awaitRenewalIfDue(asking, now);
    }

    void reject(Asking asking) {
        Optional<Issue> last = model.lastOf(asking);
        if (last.isPresent()) {
            // a renewal under way may be of before or after the rejection
            threads.awaitRest(issuer);
            source(asking).rejected(credentials.get(last.get()));
            model.rejectedLast(asking, clock.instant());
        }
    }

    @Override
    public void close() {
        layer.close();
    }

    /** A renewal is owed to the caller of what is due, unless the issuer failed lately or in the life of that credential. */
    private void awaitRenewalIfDue(Asking asking, Instant now) {
        boolean isOwed = !isDown
                && model.error(asking.name()).isEmpty()
                && model.isDue(asking, now)
                && issuer.failures().stream()
                        .noneMatch(failure -> failure.at()
                                .isAfter(
                                        model.lastOf(asking).orElseThrow().end().minus(issuer.life())));
        if (isOwed) {
            Issue due = model.lastOf(asking).orElseThrow();
            Awaitility.await("the renewal of " + due + " at " + now)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !issuer.known(call(asking, Way.NAME)).equals(due));
        }
    }

    private Credential call(Asking asking, Way way) {
        Connections connections = layer.workspace(WORKSPACE, asking.user());
        return switch (way) {
            case NAME -> connections.vend(asking.name(), asking.scope());
            case OTHER_LETTER_CASE -> connections.vend(asking.name().toUpperCase(Locale.ROOT), asking.scope());
            case SOURCE -> source(asking).get();
        };
    }

    private CredentialSource source(Asking asking) {
        return layer.workspace(WORKSPACE, asking.user())
                .source(new SourceTicket(
                        WORKSPACE, asking.name(), asking.scope().texts()));
    }

    private Optional<ErrorCode> absence(String name) {
        return model.connection(name).isPresent()
                ? Optional.empty()
                : Optional.of(ConnectionError.CONNECTION_NOT_FOUND);
    }

    private void change(Optional<ErrorCode> expected, Supplier<Connection> statement) {
        try {
            Connection after = statement.get();
            LayerModel.require(expected.isEmpty(), "the statement had to fail with " + expected);
            model.set(after);
        } catch (ConnectionException e) {
            LayerModel.require(expected.equals(Optional.of(e.code())), e + " where " + expected + " was expected");
        }
    }
}
