package dev.mooring.connection.databricks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.tck.FakeBackend.Received;
import dev.mooring.connection.tck.MutableClock;
import dev.mooring.connection.tck.emulator.databricks.DatabricksEmulator;
import dev.mooring.connection.tck.emulator.databricks.DatabricksEmulator.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two hops, each kept and renewed on its own, by a clock that the test moves. */
class LakebaseChainTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String TOKENS = "/oidc/";
    private static final String PASSWORDS = "/postgres/credentials";

    private final MutableClock clock = MutableClock.at(NOW);
    private final DatabricksEmulator workspace = DatabricksEmulator.start(clock)
            .principal(WorkspaceBackend.CLIENT_ID, WorkspaceBackend.SECRET)
            .endpoint(LakebaseBackend.ENDPOINT)
            .instance(LakebaseBackend.INSTANCE);
    private final ConnectionLayer layer = ConnectionLayer.inMemory()
            .provider(new DatabricksProvider())
            .clock(clock)
            .open();
    private final Connections connections = layer.workspace("sales", "ann");
    private CredentialSource source;

    @BeforeEach
    void connect() {
        source = source("lakebase", "ENDPOINT", LakebaseBackend.ENDPOINT);
    }

    private CredentialSource source(String name, String... more) {
        ConnectionDraft.Builder draft = ConnectionDraft.of(ConnectionCategory.DATABASE, name, "LAKEBASE")
                .property("HOST", workspace.host().toString())
                .property("CLIENT_ID", WorkspaceBackend.CLIENT_ID)
                .property("CLIENT_SECRET", WorkspaceBackend.SECRET)
                .property("PGHOST", "127.0.0.1");
        for (int i = 0; i < more.length; i += 2) {
            draft.property(more[i], more[i + 1]);
        }
        connections.create(draft.build());
        return connections.source(name, AccessScope.everything());
    }

    @AfterEach
    void stop() {
        layer.close();
        workspace.close();
    }

    private void pass(long minutes) {
        clock.advance(Duration.ofMinutes(minutes));
    }

    private void assertCalls(long tokens, long passwords) {
        assertThat(workspace.calls(TOKENS)).as("calls for tokens").isEqualTo(tokens);
        assertThat(workspace.calls(PASSWORDS)).as("calls for passwords").isEqualTo(passwords);
    }

    private void awaitCalls(long tokens, long passwords) {
        await().untilAsserted(() -> assertCalls(tokens, passwords));
    }

    @Test
    void noPasswordIsBoughtForAHostThatIsRefused() {
        connections.create(ConnectionDraft.of(ConnectionCategory.DATABASE, "metadata", "LAKEBASE")
                .property("HOST", workspace.host().toString())
                .property("CLIENT_ID", WorkspaceBackend.CLIENT_ID)
                .property("CLIENT_SECRET", WorkspaceBackend.SECRET)
                .property("ENDPOINT", LakebaseBackend.ENDPOINT)
                .property("PGHOST", "169.254.169.254")
                .build());

        assertThatThrownBy(() -> connections.vend("metadata", AccessScope.everything()))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.code()).isEqualTo(ConnectionError.EGRESS_REFUSED));
        assertThat(workspace.calls(PASSWORDS)).isZero();
    }

    @Test
    void theWorkspacesTokenBuysThePassword() {
        Login login = (Login) source.get();

        assertThat(workspace.received())
                .containsExactly(
                        new Received(
                                "oidc:client_credentials",
                                Map.of(
                                        "tokenEndpoint",
                                        workspace.host() + "/oidc/v1/token",
                                        "clientId",
                                        WorkspaceBackend.CLIENT_ID,
                                        "scope",
                                        "all-apis")),
                        new Received("lakebase:postgres/credentials", Map.of("endpoint", LakebaseBackend.ENDPOINT)));
        assertThat(workspace.issued()).hasSize(2);
        assertThat(login.username()).isEqualTo(WorkspaceBackend.CLIENT_ID);
        assertThat(login.password().reveal()).isEqualTo(workspace.issued().get(1));
        assertThat(login.expiresAt()).contains(NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void aProvisionedInstancesPasswordEndsWhenItsOwnFieldSays() {
        workspace.passwordsLive(Duration.ofMinutes(50));

        Credential login =
                source("provisioned", "INSTANCE", LakebaseBackend.INSTANCE).get();

        assertThat(login.expiresAt()).contains(NOW.plus(Duration.ofMinutes(50)));
        assertThat(workspace.calls("/database/credentials")).isEqualTo(1);
    }

    @Test
    void anHoursCredentialsAreKeptAndRenewedFarMoreThanFiveMinutesEarly() {
        Credential first = source.get();
        pass(37);
        assertThat(source.get()).isEqualTo(first);
        assertCalls(1, 1);

        pass(4);
        assertThat(source.get()).as("the present one while another is brought").isEqualTo(first);
        awaitCalls(2, 2);
        await().untilAsserted(() -> assertThat(source.get()).isNotEqualTo(first));
        assertCalls(2, 2);
    }

    @Test
    void aLongTokenBuysManyShortPasswords() {
        workspace.passwordsLive(Duration.ofMinutes(6));
        Credential first = source.get();
        pass(5);
        source.get();
        awaitCalls(1, 2);
        await().untilAsserted(() -> assertThat(source.get()).isNotEqualTo(first));
        pass(7);

        source.get();

        assertCalls(1, 3);
    }

    @Test
    void aPasswordIsNotShortenedByTheTokenThatBoughtIt() {
        workspace.tokensLive(Duration.ofMinutes(6));
        Credential first = source.get();

        pass(30);

        assertThat(source.get()).isEqualTo(first);
        assertCalls(1, 1);
        pass(31);
        assertThat(source.get()).isNotEqualTo(first);
        assertCalls(2, 2);
    }

    @Test
    void aLifeShorterThanAFixedWindowIsNotRenewedAtEveryCall() {
        workspace.tokensLive(Duration.ofMinutes(4)).passwordsLive(Duration.ofMinutes(4));
        Credential first = source.get();
        for (int i = 0; i < 20; i++) {
            clock.advance(Duration.ofSeconds(6));
            assertThat(source.get()).isEqualTo(first);
        }
        assertCalls(1, 1);
    }

    @Test
    void afterItsEndCallersWaitForANewOne() {
        Credential first = source.get();
        pass(61);

        assertThat(source.get()).isNotEqualTo(first);
        assertCalls(2, 2);
    }

    @Test
    void afterAFailedRenewalThePresentOneServesAndTheIssuerIsLeftInPeace() {
        workspace.passwordsLive(Duration.ofMinutes(10));
        Credential first = source.get();
        workspace.trouble(PASSWORDS, Trouble.FAILING);
        pass(7);
        assertThat(source.get()).isEqualTo(first);
        awaitCalls(1, 2);

        clock.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 5; i++) {
            assertThat(source.get()).isEqualTo(first);
        }
        assertCalls(1, 2);
        pass(2);
        assertThat(source.get()).isEqualTo(first);
        awaitCalls(1, 3);
    }

    @Test
    void nothingIsServedPastItsEnd() {
        workspace.passwordsLive(Duration.ofMinutes(10));
        source.get();
        workspace.principal(WorkspaceBackend.CLIENT_ID, "another").revokeTokens();
        pass(11);

        ConnectionException failure = catchThrowableOfType(ConnectionException.class, source::get);

        assertThat(failure.code()).isEqualTo(ConnectionError.CREDENTIAL_REJECTED);
    }

    @Test
    void aFailureIsNotKept() {
        workspace.principal(WorkspaceBackend.CLIENT_ID, "another");
        assertThat(catchThrowableOfType(ConnectionException.class, source::get).code())
                .isEqualTo(ConnectionError.CREDENTIAL_REJECTED);
        workspace.principal(WorkspaceBackend.CLIENT_ID, WorkspaceBackend.SECRET);
        clock.advance(Duration.ofSeconds(10));

        assertThat(source.get()).isInstanceOf(Login.class);
        assertCalls(2, 1);
    }

    @Test
    void fiftyAtOnceMakeOneCallOfEachHop() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(50);
        try {
            List<Future<Credential>> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                all.add(threads.submit(source::get));
            }
            Credential one = all.get(0).get();
            for (Future<Credential> each : all) {
                assertThat(each.get()).isEqualTo(one);
            }
        } finally {
            threads.shutdownNow();
        }
        assertCalls(1, 1);
    }

    @Test
    void aTokenThatTheWorkspaceEndedIsReplacedWithoutTheCallerNoticing() {
        workspace.passwordsLive(Duration.ofMinutes(6));
        source.get();
        workspace.revokeTokens();
        pass(7);

        assertThat(source.get()).isInstanceOf(Login.class);
        assertCalls(2, 3);
    }

    @Test
    void aRefusedPasswordIsBoughtAnewWithTheSameToken() {
        Credential first = source.get();
        source.rejected(first);

        assertThat(source.get()).isNotEqualTo(first);
        assertCalls(1, 2);
    }

    @Test
    void aPasswordThatIsOverAlreadyIsRefused() {
        workspace.passwordsLive(Duration.ofMinutes(-1));

        ConnectionException failure = catchThrowableOfType(ConnectionException.class, source::get);

        assertThat(failure.code()).isEqualTo(ConnectionError.PROVIDER_CONTRACT);
        assertThat(failure).hasMessageContaining("expired already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"300", "900", "3600"})
    void aLifetimeIsAskedForInTheInterfacesOwnWords(String seconds) {
        Credential login = source("short", "ENDPOINT", LakebaseBackend.ENDPOINT, "PASSWORD_TTL", seconds)
                .get();

        assertThat(login.expiresAt()).contains(NOW.plusSeconds(Long.parseLong(seconds)));
        assertThat(workspace.received().get(1).fields()).containsEntry("ttl", seconds + "s");
    }

    @Test
    void aTokenThatLivesForADayIsKeptForAnHour() {
        workspace.tokensLive(Duration.ofDays(1)).passwordsLive(Duration.ofMinutes(50));
        source.get();
        pass(61);

        source.get();

        assertCalls(2, 2);
    }
}
