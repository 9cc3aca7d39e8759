package dev.mooring.connection.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.ProbeReport.Result;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.http.bridge.LakeSailIdentity;
import dev.mooring.connection.http.bridge.ServiceAccountKeys;
import dev.mooring.connection.http.bridge.ServiceAccountKeys.Created;
import dev.mooring.connection.http.bridge.ServiceAccountKeys.Rotation;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.tck.CanarySecrets;
import dev.mooring.connection.tck.MutableClock;
import dev.mooring.connection.tck.emulator.api.ApiTrouble;
import dev.mooring.connection.tck.emulator.lakesail.LakeSailEmulator;
import dev.mooring.connection.tck.emulator.lakesail.LakeSailEmulator.IssuedKey;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom the emulated platform takes a connection for, and how its keys are changed. */
class LakeSailTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String TOKEN = "canary-user-token-1";

    private final MutableClock clock = MutableClock.at(NOW);
    private final CanarySecrets canaries = new CanarySecrets();
    private final LakeSailEmulator platform = LakeSailEmulator.start(clock);
    private final IssuedKey first = platform.serviceAccount("etl");
    private final ConnectionLayer layer =
            ConnectionLayer.inMemory().provider(new HttpProvider()).clock(clock).open();
    private final Connections ann = layer.workspace("sales", "ann");

    @AfterEach
    void stop() {
        layer.close();
        platform.close();
    }

    @Test
    void aTestSaysWhomThePlatformTakesTheCallerFor() {
        assertThat(identified("KEY", first.key()))
                .returns(Outcome.PASSED, Result::outcome)
                .extracting(Result::detail)
                .asString()
                .startsWith("known as service account etl (SA");
        platform.user("ann", TOKEN).root("canary-root-key");
        assertThat(identified("TOKEN", TOKEN))
                .returns(Outcome.WARNING, Result::outcome)
                .extracting(Result::detail)
                .asString()
                .contains("known as user ann (U", "not for production");
        assertThat(identified("KEY", "canary-root-key"))
                .returns(Outcome.WARNING, Result::outcome)
                .extracting(Result::detail)
                .asString()
                .contains("root key");
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, wrong-key-0001, CREDENTIAL_REJECTED",
        "DENYING, '', ACCESS_DENIED",
        "THROTTLING, '', ISSUER_THROTTLED",
        "FAILING, '', ISSUER_FAILED"
    })
    void eachDocumentedFailureHasItsCode(ApiTrouble trouble, String key, ConnectionError code) {
        platform.trouble(trouble);
        Trial trial = trial("KEY", key.isEmpty() ? first.key() : key);
        assertThat(trial.test().failure().orElseThrow().code()).contains(code);
    }

    @Test
    void theIdentityIsTyped() {
        create();
        CredentialSource source = ann.source("sail", AccessScope.everything());
        assertThat(LakeSailIdentity.of(source))
                .isInstanceOfSatisfying(LakeSailIdentity.ServiceAccount.class, account -> {
                    assertThat(account.username()).isEqualTo("etl");
                    assertThat(account.description()).isEqualTo("made for tests");
                });
    }

    @Test
    void aRotatedKeyIsProvedStoredAndTheOldOneRetiredOnlyThen() {
        create();
        ServiceAccountKeys keys = ServiceAccountKeys.of(ann, "sail");
        Rotation rotation = keys.rotateUntil(NOW.plus(Duration.ofDays(90)));

        assertThat(rotation.from()).contains(first.id());
        assertThat(rotation.to().expiresAt()).contains(NOW.plus(Duration.ofDays(90)));
        assertThat(ann.require("sail").properties().toString())
                .contains(rotation.to().id());
        String now = stored();
        assertThat(now).isNotEqualTo(first.key());
        assertThat(platform.accepts(now)).isTrue();
        assertThat(platform.accepts(first.key())).as("others may still use it").isTrue();
        assertThat(keys.describe(rotation.to().id())).isEqualTo(rotation.to());

        assertThat(refused(() -> keys.retire(rotation.to().id())).code()).isEqualTo(ConnectionError.CONNECTION_IN_USE);
        assertThat(keys.retire(first.id())).isTrue();
        assertThat(keys.retire(first.id())).isFalse();
        assertThat(platform.accepts(first.key())).isFalse();
        canaries.watch(now);
        canaries.assertNotIn("a rotation", rotation, keys, ann.require("sail"));
        assertThat(keys.rotate().to().expiresAt()).isEmpty();
        assertThat(ann.require("sail").properties().toString()).doesNotContain("EXPIRES_AT");
    }

    @Test
    void aKeyThatIsMadeIsShownOnce() {
        create();
        ServiceAccountKeys keys = ServiceAccountKeys.of(ann, "sail");
        Created created = keys.create();
        canaries.watch(created.key());
        canaries.assertNotIn("a key", created);
        assertThat(platform.accepts(created.key().reveal())).isTrue();
        assertThat(keys.createUntil(NOW.plusSeconds(60)).description().expiresAt())
                .contains(NOW.plusSeconds(60));
        assertThat(refused(() -> keys.describe("K0")).code()).isEqualTo(ConnectionError.RESOURCE_NOT_FOUND);
    }

    @Test
    void aRotationThatSomeoneElseForestalledLeavesNoKeyBehind() {
        create();
        ServiceAccountKeys late = ServiceAccountKeys.of(forestalled(ann), "sail");
        long writesBefore = platform.writes();
        assertThat(refused(late::rotate).code()).isEqualTo(ConnectionError.CONCURRENT_CHANGE);
        assertThat(platform.writes() - writesBefore).as("made and retired").isEqualTo(2);
        assertThat(stored()).isEqualTo(first.key());
    }

    @Test
    void nothingIsRetiredWhileTheConnectionDoesNotKnowItsOwnKey() {
        ann.create(ConnectionDraft.of("sail", "LAKESAIL")
                .property("ENDPOINT", platform.endpoint().toString())
                .property("KEY", first.key())
                .build());
        ServiceAccountKeys keys = ServiceAccountKeys.of(ann, "sail");
        assertThat(refused(() -> keys.retire(first.id())).code()).isEqualTo(ConnectionError.CONNECTION_NOT_READY);
        assertThat(keys.rotate().from()).isEmpty();
        assertThat(keys.retire(first.id())).isTrue();
    }

    @Test
    void aUserHasNoKeys() {
        platform.user("ann", TOKEN);
        ann.create(ConnectionDraft.of("me", "LAKESAIL")
                .property("ENDPOINT", platform.endpoint().toString())
                .property("TOKEN", TOKEN)
                .build());
        assertThat(refused(ServiceAccountKeys.of(ann, "me")::rotate).code()).isEqualTo(ConnectionError.NOT_SUPPORTED);
    }

    private void create() {
        ann.create(ConnectionDraft.of("sail", "LAKESAIL")
                .property("ENDPOINT", platform.endpoint().toString())
                .property("KEY", canaries.watch(first.key()))
                .property("KEY_ID", first.id())
                .build());
    }

    private String stored() {
        return ((Bearer) ann.vend("sail")).token().reveal();
    }

    private Trial trial(String property, String value) {
        return Trial.of(clock, "LAKESAIL", "ENDPOINT", platform.endpoint().toString(), property, value);
    }

    private Result identified(String property, String value) {
        return StoredCredentialsTest.stage(trial(property, value).test(), Stage.AUTHENTICATE);
    }

    private ConnectionException refused(Runnable use) {
        ConnectionException refusal = catchThrowableOfType(ConnectionException.class, use::run);
        assertThat(refusal).isNotNull();
        canaries.assertNotIn("a refusal", refusal);
        return refusal;
    }

    /** The same connections; just before a change lands, somebody else makes another one. */
    private static Connections forestalled(Connections real) {
        return (Connections) Proxy.newProxyInstance(
                Connections.class.getClassLoader(), new Class<?>[] {Connections.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("alter")) {
                        real.alter("sail", Alteration.builder().comment("first").build());
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
