package dev.mooring.connection.core.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.core.fire.FaultyIssuer.Issue;
import dev.mooring.connection.core.fire.FaultyTokenServer.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What goes wrong between a provider and its issuer, over real sockets. */
class TransportFaultsTest {
    private static final Map<Answer, ConnectionError> CODES = Map.of(
            Answer.THROTTLED, ConnectionError.ISSUER_THROTTLED,
            Answer.UNAVAILABLE, ConnectionError.ISSUER_FAILED,
            Answer.HANGING, ConnectionError.TIMED_OUT,
            Answer.DRIPPING, ConnectionError.TIMED_OUT,
            Answer.TRUNCATED, ConnectionError.ENDPOINT_UNREACHABLE,
            Answer.MALFORMED, ConnectionError.PROTOCOL_MISMATCH,
            Answer.EMPTY, ConnectionError.PROTOCOL_MISMATCH,
            Answer.CUT_OFF, ConnectionError.ENDPOINT_UNREACHABLE);
    private static final Set<Answer> ENDLESS = Set.of(Answer.HANGING, Answer.DRIPPING);

    private final LayerThreads threads = new LayerThreads();
    private final MutableClock clock = new MutableClock();
    private final FaultyTokenServer server = new FaultyTokenServer();
    private final TokenClient client = new TokenClient(server.address());
    private final FaultyIssuer issuer = new FaultyIssuer(clock, client::token);
    private final ConnectionLayer layer = ConnectionLayer.inMemory()
            .provider(new FaultyProvider(issuer))
            .clock(clock)
            .open();
    private CredentialSource source;

    TransportFaultsTest() throws IOException {}

    @BeforeEach
    void connect() {
        Connections ann = layer.workspace("sales", "ann");
        ann.create(FaultyProvider.draft("lake", "one"));
        source = ann.source("lake", AccessScope.read("mint://orders/"));
    }

    @AfterEach
    void close() {
        layer.close();
        server.close();
        threads.awaitEnd();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "GOOD")
    void theLastGoodIsKeptToItsEndThenThereIsAClearErrorThenRecovery(Answer answer) {
        Issue kept = get();
        server.answer(answer);
        if (ENDLESS.contains(answer)) {
            client.beImpatient();
        }
        clock.advance(Duration.ofMinutes(41));
        assertThat(get()).isEqualTo(kept);
        Awaitility.await().until(() -> server.calls() >= 2);
        threads.awaitRest(issuer);
        clock.advance(Duration.ofMinutes(18));
        assertThat(get()).isEqualTo(kept);
        threads.awaitRest(issuer);
        clock.set(kept.end());
        assertFails(CODES.get(answer));
        server.answer(Answer.GOOD);
        client.bePatient();
        clock.advance(Duration.ofSeconds(61));
        assertThat(get()).isNotEqualTo(kept);
    }

    private Issue get() {
        Instant now = clock.instant();
        return issuer.good(source.get(), now);
    }

    private void assertFails(ConnectionError code) {
        ConnectionException failure = catchThrowableOfType(ConnectionException.class, source::get);
        assertThat(failure).as("a failure").isNotNull();
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.remedy()).isNotBlank();
        StringWriter all = new StringWriter();
        failure.printStackTrace(new PrintWriter(all));
        assertThat(all.toString()).doesNotContain(FaultyTokenServer.SECRET);
    }
}
