package dev.mooring.connection.core.internal.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.Connections;
import dev.mooring.connection.Creation;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.Explanation;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.FakeProvider;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.VendPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkspaceConnectionsTest {
    private static final AccessScope READ = AccessScope.read("depot://orders/2025/");

    private final MutableClock clock = new MutableClock();
    private final FakeProvider provider = new FakeProvider();
    private final ConnectionLayer layer =
            ConnectionLayer.inMemory().provider(provider).clock(clock).open();
    private final Connections ann = layer.workspace("sales", "ann");
    private final Connections bob = layer.workspace("sales", "bob");

    @AfterEach
    void close() {
        layer.close();
    }

    @Test
    void usersOfAWorkspaceShareItsConnectionsAndOthersSeeNothing() {
        ann.create(keyed("depot"));
        assertThat(bob.require("DEPOT").audit().creator()).isEqualTo("ann");
        assertThat(bob.vend("depot", READ)).isInstanceOf(Credential.Bearer.class);
        Connections elsewhere = layer.workspace("other", "ann");
        assertThat(elsewhere.list()).isEmpty();
        fails(ConnectionError.CONNECTION_NOT_FOUND, () -> elsewhere.vend("depot", READ));
        assertThat(elsewhere.create(keyed("depot")).workspace()).isEqualTo("other");
    }

    @Test
    void aTakenNameIsRefusedInAnyLetterCaseUnlessToldToKeepIt() {
        Connection first = ann.create(keyed("depot"));
        fails(ConnectionError.NAME_ALREADY_EXISTS, () -> bob.create(keyed("Depot")));
        Creation second = bob.createIfAbsent(keyed("depot"));
        assertThat(second.outcome()).isEqualTo(Creation.Outcome.ALREADY_EXISTED);
        assertThat(second.connection()).isEqualTo(first);
    }

    @Test
    void replacingKeepsIdentityAndExternalIdAndDropsOldProperties() {
        Connection first = ann.create(role("depot"));
        Creation second = ann.createOrReplace(ConnectionDraft.of(ConnectionCategory.STORAGE, "depot", "DEPOT")
                .property("ENDPOINT", "new-host")
                .property("ROLE_ARN", "role-2")
                .build());
        assertThat(second.outcome()).isEqualTo(Creation.Outcome.REPLACED);
        assertThat(second.connection().id()).isEqualTo(first.id());
        assertThat(second.connection().externalId()).isEqualTo(first.externalId());
        assertThat(second.connection().version()).isEqualTo(2);
        assertThat(second.connection().comment()).isEmpty();
        fails(
                ConnectionError.NAME_ALREADY_EXISTS,
                () -> ann.createOrReplace(ConnectionDraft.of("depot", "GRANT")
                        .property("ENDPOINT", "e")
                        .build()));
    }

    @Test
    void onlyRoleConnectionsGetAnExternalIdAndItSurvivesChanges() {
        assertThat(ann.create(keyed("keys")).externalId()).isEmpty();
        String externalId = ann.create(role("role")).externalId().orElseThrow();
        assertThat(externalId).matches("[A-Za-z0-9]{16}");
        Connection altered =
                ann.alter("role", Alteration.builder().set("ROLE_ARN", "role-2").build());
        assertThat(altered.externalId()).contains(externalId);
        assertThat(ann.rotateExternalId("role").externalId().orElseThrow()).isNotEqualTo(externalId);
        fails(ConnectionError.NOT_SUPPORTED, () -> ann.rotateExternalId("keys"));
    }

    @Test
    void theExternalIdOutlivesATimeWithKeysInsteadOfTheRole() {
        String externalId = ann.create(role("depot")).externalId().orElseThrow();
        ann.createOrReplace(keyed("depot"));
        fails(ConnectionError.NOT_SUPPORTED, () -> ann.rotateExternalId("depot"));
        assertThat(ann.createOrReplace(role("depot")).connection().externalId()).contains(externalId);
    }

    @Test
    void aTestOfADisabledConnectionSaysSo() {
        ann.create(keyed("depot"));
        bob.disable("depot");
        ProbeReport report = ann.test("depot", TestOptions.readOnly());
        assertThat(report.outcome()).isEqualTo(ProbeReport.Outcome.WARNING);
        assertThat(report.results().get(0).detail()).contains("disabled by bob");
    }

    @Test
    void anAlterationKeepsWhatIsAbsentAndReplacesWhatIsSet() {
        ann.create(keyed("depot"));
        Connection altered = ann.alter(
                "depot",
                Alteration.builder()
                        .set("endpoint", "second")
                        .comment("moved")
                        .tag("team", "x")
                        .build());
        assertThat(altered.properties().display())
                .containsExactly(
                        new PropertyValues.Displayed("ACCESS_ID", "LTAI5t**************"),
                        new PropertyValues.Displayed("ENDPOINT", "second"));
        assertThat(altered.secrets()).containsExactly("ACCESS_KEY");
        assertThat(storedKey("depot")).isEqualTo("the-secret");
        assertThat(altered.comment()).contains("moved");
        assertThat(altered.tags()).containsEntry("team", "x");
    }

    @Test
    void anAlterationCanReplaceASecretOrChangeFromKeysToARole() {
        ann.create(keyed("depot"));
        ann.alter(
                "depot", Alteration.builder().set("ACCESS_KEY", "second-secret").build());
        assertThat(storedKey("depot")).isEqualTo("second-secret");
        fails(
                ConnectionError.INVALID_PROPERTIES,
                () -> ann.alter(
                        "depot", Alteration.builder().unset("ACCESS_KEY").build()));
        fails(
                ConnectionError.INVALID_PROPERTIES,
                () -> ann.alter(
                        "depot", Alteration.builder().set("ACCESS_KEY", "****").build()));
        fails(
                ConnectionError.INVALID_PROPERTIES,
                () -> ann.alter("depot", Alteration.builder().unset("ENDPINT").build()));
        Connection role = ann.alter(
                "depot",
                Alteration.builder()
                        .set("ROLE_ARN", "role-1")
                        .unset("ACCESS_ID")
                        .unset("ACCESS_KEY")
                        .build());
        assertThat(role.secrets()).isEmpty();
        assertThat(role.externalId()).isPresent();
    }

    @Test
    void aChangeOfAnOlderVersionIsRefused() {
        ann.create(keyed("depot"));
        bob.alter("depot", Alteration.builder().comment("bob was here").build());
        fails(
                ConnectionError.CONCURRENT_CHANGE,
                () -> ann.alter(
                        "depot",
                        Alteration.builder().comment("mine").expectVersion(1).build()));
    }

    @Test
    void aDisabledConnectionVendsNothingAndSaysWhoDisabledIt() {
        ann.create(keyed("depot"));
        ann.vend("depot", READ);
        bob.disable("depot");
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> ann.vend("depot", READ))
                .matches(e -> e.code() == ConnectionError.CONNECTION_DISABLED)
                .withMessageContaining("bob");
        bob.enable("depot");
        ann.vend("depot", READ);
        assertThat(provider.issuer.calls())
                .as("the old credential is not found any more")
                .isEqualTo(2);
    }

    @Test
    void aDroppedConnectionsCredentialIsNotHandedOutUnderItsNameAgain() {
        ann.create(keyed("depot"));
        CredentialSource source = ann.source("depot", READ);
        Credential first = source.get();
        ann.drop("depot");
        fails(ConnectionError.CONNECTION_NOT_FOUND, source::get);
        ann.create(keyed("depot"));
        assertThat(source.get()).isNotEqualTo(first);
        assertThat(ann.dropIfExists("depot")).isTrue();
        assertThat(ann.dropIfExists("depot")).isFalse();
    }

    @Test
    void dropIsRefusedWhileSomethingUsesTheConnectionAndNamesIt() {
        ann.create(keyed("depot"));
        ann.create(vault("vault", "depot"));
        ann.register("depot", new Dependent("VOLUME", "sales.landing"));
        assertThat(bob.dependents("depot"))
                .containsExactly(new Dependent("CONNECTION", "vault"), new Dependent("VOLUME", "sales.landing"));
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> bob.drop("depot"))
                .matches(e -> e.code() == ConnectionError.CONNECTION_IN_USE)
                .withMessageContaining("CONNECTION vault")
                .withMessageContaining("VOLUME sales.landing");
        ann.drop("vault");
        ann.unregister("depot", new Dependent("VOLUME", "sales.landing"));
        ann.drop("depot");
    }

    @Test
    void aReferenceMustNameAConnectionOfTheRightCategoryAndNoCircle() {
        fails(ConnectionError.CONNECTION_NOT_FOUND, () -> ann.create(vault("vault", "depot")));
        ann.create(grant("grant"));
        fails(ConnectionError.INVALID_PROPERTIES, () -> ann.create(vault("vault", "grant")));
    }

    @Test
    void aChangedReferenceMakesTheCredentialMiss() {
        ann.create(keyed("depot"));
        ann.create(vault("vault", "depot"));
        ann.vend("vault");
        ann.vend("vault");
        assertThat(provider.issuer.calls()).as("one hop and the credential").isEqualTo(2);
        ann.alter("depot", Alteration.builder().comment("x").build());
        ann.vend("vault");
        assertThat(provider.issuer.calls()).isEqualTo(4);
        ann.disable("depot");
        clock.advance(Duration.ofHours(2));
        fails(ConnectionError.CONNECTION_DISABLED, () -> ann.vend("vault"));
    }

    @Test
    void hopsAreRenewedOnTheirOwn() {
        ann.create(keyed("depot"));
        ann.create(vault("vault", "depot"));
        provider.issuer.life(Duration.ofMinutes(50));
        ann.vend("vault");
        layer.workspace("sales", "cyd").vend("vault");
        assertThat(provider.issuer.calls())
                .as("users share the hop, not the credential")
                .isEqualTo(3);
    }

    @Test
    void aScopeIsUnderstoodOrRefusedAndNeverWidened() {
        ann.create(keyed("depot"));
        ann.create(vault("vault", "depot"));
        fails(ConnectionError.INVALID_SCOPE, () -> ann.vend("depot", AccessScope.read("s3://b/")));
        fails(ConnectionError.INVALID_SCOPE, () -> ann.vend("depot", AccessScope.invoke("depot://f")));
        fails(ConnectionError.INVALID_SCOPE, () -> ann.vend("depot"));
        fails(
                ConnectionError.SCOPE_NOT_ENFORCEABLE,
                () -> ann.vend("vault", AccessScope.of("vault://a", AccessScope.Action.READ)));
        assertThat(ann.vend("depot", AccessScope.everything())).isInstanceOf(Credential.AccessKey.class);
        assertThat(provider.issuer.calls()).isZero();
    }

    @Test
    void explainsWhatAVendWouldSendWithoutSendingIt() {
        Connection role = ann.create(role("depot"));
        Explanation explanation = ann.explain("depot", READ);
        assertThat(explanation.operation()).isEqualTo("fake:Issue");
        assertThat(explanation.fields())
                .containsExactly(
                        new VendPlan.Field("sessionName", "cl-sales-ann"),
                        new VendPlan.Field("externalId", role.externalId().orElseThrow()),
                        new VendPlan.Field("policy", READ.toString()));
        assertThat(explanation.reach()).contains("depot://orders/2025/");
        assertThat(provider.issuer.calls()).isZero();
    }

    @Test
    void testsAStoredConnectionWithItsStoredSecrets() {
        ann.create(keyed("depot"));
        ProbeReport report = bob.test("depot", TestOptions.readOnly().scope(READ));
        assertThat(report.outcome()).isEqualTo(ProbeReport.Outcome.PASSED);
        provider.issuer.failNext(new ConnectionException(ConnectionError.CREDENTIAL_REJECTED, "no"));
        assertThat(bob.test("depot", TestOptions.readOnly()).outcome()).isEqualTo(ProbeReport.Outcome.FAILED);
    }

    @Test
    void createsAValidatedConnectionOnlyIfItsTestPasses() {
        provider.issuer.failNext(new ConnectionException(ConnectionError.CREDENTIAL_REJECTED, "no"));
        fails(ConnectionError.CREDENTIAL_REJECTED, () -> ann.createValidated(keyed("depot"), TestOptions.readOnly()));
        assertThat(ann.find("depot")).isEmpty();
        ann.createValidated(keyed("depot"), TestOptions.readOnly());
        assertThat(ann.find("depot")).isPresent();
    }

    @Test
    void testsADraftAndStoresNothing() {
        provider.issuer.failNext(new ConnectionException(ConnectionError.CREDENTIAL_REJECTED, "no"));
        assertThat(ann.test(keyed("depot"), TestOptions.readOnly()).outcome()).isEqualTo(ProbeReport.Outcome.FAILED);
        assertThat(ann.test(keyed("depot"), TestOptions.readOnly().scope(READ)).outcome())
                .isEqualTo(ProbeReport.Outcome.PASSED);
        assertThat(ann.list()).isEmpty();
    }

    @Test
    void testsAChangeWithTheSecretsThatStayAndChangesNothing() {
        ann.create(keyed("depot"));
        Alteration change = Alteration.builder().comment("x").build();
        assertThat(ann.test("depot", change, TestOptions.readOnly().scope(READ)).outcome())
                .isEqualTo(ProbeReport.Outcome.PASSED);
        provider.issuer.failNext(new ConnectionException(ConnectionError.CREDENTIAL_REJECTED, "no"));
        assertThat(ann.test("depot", change, TestOptions.readOnly()).outcome()).isEqualTo(ProbeReport.Outcome.FAILED);
        fails(
                ConnectionError.INVALID_PROPERTIES,
                () -> ann.test("depot", Alteration.builder().set("NO_SUCH", "x").build(), TestOptions.readOnly()));
        assertThat(ann.require("depot").version()).isEqualTo(1);
        assertThat(ann.require("depot").comment()).isEmpty();
    }

    @Test
    void removesLabels() {
        ann.create(keyed("depot"));
        ann.alter(
                "depot",
                Alteration.builder()
                        .tag("team", "x")
                        .tag("cost", "1")
                        .tag("k", "v")
                        .build());
        Connection altered = ann.alter(
                "depot",
                Alteration.builder()
                        .untag("team")
                        .untag("absent")
                        .untag("k")
                        .tag("k", "new")
                        .build());
        assertThat(altered.tags()).containsOnly(Map.entry("cost", "1"), Map.entry("k", "new"));
    }

    @Test
    void aTrustPolicyNeedsARoleAndTheDeploymentsAccount() {
        Connection role = ann.create(role("role"));
        ann.create(keyed("keys"));
        fails(ConnectionError.NOT_SUPPORTED, () -> ann.trustPolicy("keys"));
        fails(ConnectionError.NOT_CONFIGURED, () -> ann.trustPolicy("role"));
        try (ConnectionLayer deployed = ConnectionLayer.inMemory()
                .provider(new FakeProvider())
                .deployment(Deployment.anywhere().account("4711"))
                .open()) {
            Connections there = deployed.workspace("w", "u");
            String externalId = there.create(role("role")).externalId().orElseThrow();
            assertThat(there.trustPolicy("role").documents().get(0).text()).isEqualTo("4711/" + externalId);
        }
        assertThat(role.externalId()).isPresent();
    }

    @Test
    void aConnectionThatWaitsForACodeIsReadyOnceItIsRedeemed() {
        Connection pending = ann.create(grant("grant"));
        assertThat(pending.state()).isEqualTo(ConnectionState.PENDING);
        fails(ConnectionError.CONNECTION_NOT_READY, () -> ann.vend("grant"));
        Connection ready = ann.authorize("grant", Secret.of("one-time"));
        assertThat(ready.state()).isEqualTo(ConnectionState.READY);
        assertThat(ready.secrets()).containsExactly("REFRESH_TOKEN");
        ann.vend("grant");
        ann.create(keyed("depot"));
        fails(ConnectionError.NOT_SUPPORTED, () -> ann.authorize("depot", Secret.of("x")));
    }

    @Test
    void aRotatedSecretIsKeptBeforeTheCredentialIsSeen() {
        ann.create(grant("grant"));
        ann.authorize("grant", Secret.of("one-time"));
        provider.issuer.rotate(Map.of(FakeProvider.REFRESH, Secret.of("second")));
        long version = ann.require("grant").version();
        ann.vend("grant");
        assertThat(ann.require("grant").version())
                .as("a rotation is no change of the connection")
                .isEqualTo(version);
        clock.advance(Duration.ofHours(2));
        provider.issuer.rotate(Map.of(FakeProvider.REFRESH, Secret.of("third")));
        ann.vend("grant");
    }

    @Test
    void aTicketOpensTheSameScopeForAnotherUserOfTheWorkspaceOnly() {
        ann.create(keyed("depot"));
        CredentialSource source = ann.source("depot", READ);
        CredentialSource opened = bob.source(source.ticket());
        assertThat(opened.scope()).isEqualTo(READ);
        assertThat(opened.get()).isInstanceOf(Credential.Bearer.class);
        fails(
                ConnectionError.NOT_AUTHORIZED,
                () -> layer.workspace("other", "bob").source(source.ticket()));
    }

    @Test
    void aRejectedCredentialIsReplacedOnce() {
        ann.create(keyed("depot"));
        CredentialSource source = ann.source("depot", READ);
        Credential first = source.get();
        source.rejected(first);
        Credential second = source.get();
        assertThat(second).isNotEqualTo(first);
        source.rejected(second);
        assertThat(source.get()).isEqualTo(second);
    }

    @Test
    void expiryIsCorrectedByTheIssuersClock() {
        ann.create(keyed("depot"));
        provider.issuer.life(Duration.ofMinutes(15));
        provider.issuer.clockAhead(Duration.ofMinutes(10));
        ann.vend("depot", READ);
        clock.advance(Duration.ofMinutes(16));
        ann.vend("depot", READ);
        assertThat(provider.issuer.calls())
                .as("by the issuer's own clock it ended fifteen minutes after it was issued")
                .isEqualTo(2);
    }

    @Test
    void anAnswerThatBreaksTheContractIsNotHandedOut() {
        ann.create(keyed("depot"));
        provider.issuer.sayExpiry(clock.instant().minusSeconds(1));
        fails(ConnectionError.PROVIDER_CONTRACT, () -> ann.vend("depot", READ));
        provider.issuer.sayExpiry(clock.instant().plus(Duration.ofDays(2)));
        clock.advance(Duration.ofMinutes(1));
        fails(ConnectionError.PROVIDER_CONTRACT, () -> ann.vend("depot", READ));
    }

    @Test
    void manyVendsThatNeedVendsOfTheirOwnTypeDoNotWaitForEachOther() throws Exception {
        int chains = 100;
        for (int i = 0; i < chains; i++) {
            ann.create(ConnectionDraft.of("end" + i, "LINK").build());
            ann.create(ConnectionDraft.of("start" + i, "LINK")
                    .property("NEXT", "end" + i)
                    .build());
        }
        ExecutorService threads = Executors.newFixedThreadPool(chains);
        try {
            List<Callable<Credential>> vends = new ArrayList<>();
            for (int i = 0; i < chains; i++) {
                String name = "start" + i;
                vends.add(() -> ann.vend(name));
            }
            for (Future<Credential> vended : threads.invokeAll(vends, 20, TimeUnit.SECONDS)) {
                assertThat(vended.get()).isInstanceOf(Credential.Bearer.class);
            }
            assertThat(provider.issuer.calls()).isEqualTo(2 * chains);
        } finally {
            threads.shutdownNow();
        }
    }

    private String storedKey(String name) {
        return ((Credential.AccessKey) ann.vend(name, AccessScope.everything()))
                .accessKeySecret()
                .reveal();
    }

    private static ConnectionDraft keyed(String name) {
        return ConnectionDraft.of(ConnectionCategory.STORAGE, name, "depot")
                .property("ENDPOINT", "host")
                .property("ACCESS_ID", "LTAI5tMmbq1Ty1")
                .property("ACCESS_KEY", "the-secret")
                .build();
    }

    private static ConnectionDraft role(String name) {
        return ConnectionDraft.of(ConnectionCategory.STORAGE, name, "DEPOT")
                .property("ENDPOINT", "host")
                .property("ROLE_ARN", "role-1")
                .comment("first")
                .build();
    }

    private static ConnectionDraft vault(String name, String storage) {
        return ConnectionDraft.of(name, "VAULT")
                .property("STORAGE_CONNECTION", storage)
                .build();
    }

    private static ConnectionDraft grant(String name) {
        return ConnectionDraft.of(ConnectionCategory.API, name, "GRANT")
                .property("ENDPOINT", "host")
                .build();
    }

    private static void fails(ConnectionError code, ThrowingCallable call) {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).as(e.toString()).isEqualTo(code))
                .satisfies(e -> assertThat(e.remedy()).isNotBlank());
    }
}
