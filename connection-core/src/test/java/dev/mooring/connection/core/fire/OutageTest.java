package dev.mooring.connection.core.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.core.fire.FaultyIssuer.Issue;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The issuer fails in all ways while a source is in use, with other identities at hand. What is handed out is judged by
 * the issuer, which knows no other identity than the connection's.
 */
class OutageTest {
    private static final Duration LIFE = Duration.ofHours(1);
    private static final Duration UNTIL_DUE = Duration.ofMinutes(41);
    /** The longest that a failure may be answered from memory, for an issuer that asked for no longer. */
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private static final Map<String, String> AMBIENT =
            Map.of("aws.accessKeyId", "AKIAAMBIENT", "aws.secretAccessKey", "ambient", "aws.sessionToken", "ambient");
    private static final Credential PLATFORM = new Credential.AccessKey("AKIAPLATFORM", Secret.of("platform"));

    private final Map<String, Optional<String>> replaced = new HashMap<>();
    private final LayerThreads threads = new LayerThreads();
    private final MutableClock clock = new MutableClock();
    private final FaultyIssuer issuer = new FaultyIssuer(clock);
    private final ConnectionLayer layer = ConnectionLayer.inMemory()
            .provider(new FaultyProvider(issuer))
            .serviceIdentity(Cloud.AWS, () -> PLATFORM)
            .clock(clock)
            .open();
    private final Connections ann = layer.workspace("sales", "ann");
    private CredentialSource source;

    @BeforeEach
    void connect() {
        AMBIENT.forEach((key, value) -> replaced.put(key, Optional.ofNullable(System.setProperty(key, value))));
        issuer.life(LIFE);
        ann.create(FaultyProvider.draft("lake", "one"));
        ann.create(FaultyProvider.draft("other", "two"));
        source = ann.source("lake", AccessScope.read("mint://orders/"));
    }

    @AfterEach
    void close() {
        layer.close();
        replaced.forEach((key, old) ->
                old.ifPresentOrElse(value -> System.setProperty(key, value), () -> System.clearProperty(key)));
    }

    @ParameterizedTest
    @EnumSource
    void anOutageShorterThanTheRestOfACredentialsLifeIsNotNoticed(Fault fault) {
        Issue kept = get();
        clock.advance(UNTIL_DUE);
        issuer.down(fault);
        assertThat(get()).isEqualTo(kept);
        Awaitility.await("a renewal").until(() -> !issuer.failures().isEmpty());
        for (int i = 0; i < 20; i++) {
            assertThat(get()).isEqualTo(kept);
            clock.advance(Duration.ofSeconds(45));
        }
        threads.awaitRest(issuer);
        issuer.recover();
        Instant end = kept.end();
        while (get().equals(kept)) {
            clock.advance(Duration.ofSeconds(5));
            assertThat(clock.instant()).as("renewed before the end").isBefore(end);
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterALongerOutageThereIsAClearErrorAndThenRecoveryWithoutARestart(Fault fault) {
        Issue kept = get();
        issuer.down(fault);
        while (clock.instant().isBefore(kept.end().minus(LIFE.dividedBy(60)))) {
            assertThat(get()).isEqualTo(kept);
            clock.advance(Duration.ofSeconds(30));
        }
        threads.awaitRest(issuer);
        clock.set(kept.end());
        for (int i = 0; i < 10; i++) {
            assertFails(fault);
        }
        clock.advance(Duration.ofHours(5));
        assertFails(fault);
        issuer.recover();
        clock.advance(MEMORY.plusSeconds(1));
        assertThat(get()).isNotEqualTo(kept);
    }

    @ParameterizedTest
    @EnumSource(names = {"THROTTLED_FOR_A_MINUTE", "UNREACHABLE", "DENIED", "CRASHED"})
    void anIssuerThatIsDownFromTheStartIsAClearErrorToo(Fault fault) {
        issuer.down(fault);
        assertFails(fault);
        issuer.recover();
        clock.advance(MEMORY.plusSeconds(1));
        get();
    }

    @Test
    void whileARenewalHangsCallersGetWhatIsGoodAndOtherConnectionsWork() throws Exception {
        Issue kept = get();
        CountDownLatch answers =
                issuer.hang(request -> request.connection().name().equals("lake"));
        clock.advance(UNTIL_DUE);
        try (Callers callers = new Callers()) {
            for (int i = 0; i < 18; i++) {
                assertThat(Callers.join(callers.start(8, this::get))).containsOnly(kept);
                clock.advance(Duration.ofMinutes(1));
            }
            Awaitility.await().until(() -> issuer.underWay() == 1);
            issuer.good(ann.vend("other", AccessScope.read("mint://orders/")), clock.instant());
            answers.countDown();
            Awaitility.await().until(() -> !get().equals(kept));
            assertThat(issuer.calls()).as("two of lake, one of other").isEqualTo(3);
        }
    }

    @Test
    void callersThatHaveNothingGoodWaitTogetherForAHangingIssuer() throws Exception {
        Issue kept = get();
        CountDownLatch answers = issuer.hang(request -> true);
        clock.set(kept.end());
        try (Callers callers = new Callers()) {
            List<Future<Issue>> waiting = callers.start(16, this::get);
            Awaitility.await().until(() -> issuer.underWay() == 1);
            answers.countDown();
            assertThat(Callers.join(waiting)).containsOnly(get()).doesNotContain(kept);
            assertThat(issuer.calls()).isEqualTo(2);
        }
    }

    private Issue get() {
        Instant now = clock.instant();
        return issuer.good(source.get(), now);
    }

    private void assertFails(Fault fault) {
        ConnectionException failure = catchThrowableOfType(ConnectionException.class, source::get);
        assertThat(failure).as("a failure").isNotNull();
        assertThat(failure.code()).isEqualTo(fault.code());
        assertThat(failure.remedy()).isNotBlank();
        assertThat(failure.getMessage()).isNotBlank();
    }
}
