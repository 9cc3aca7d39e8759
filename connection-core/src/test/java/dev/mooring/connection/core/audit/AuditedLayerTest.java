package dev.mooring.connection.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.FakeProvider;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.core.access.Principal;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import dev.mooring.connection.core.audit.AuditEntry.Issue;
import dev.mooring.connection.core.audit.AuditEntry.Outcome;
import dev.mooring.connection.credential.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a layer records of what is done with it. */
class AuditedLayerTest {
    private static final AccessScope READ = AccessScope.read("depot://orders/2026/");

    private final MutableClock clock = new MutableClock();
    private final FakeProvider provider = new FakeProvider();
    private final ConnectionLayer layer =
            ConnectionLayer.inMemory().provider(provider).clock(clock).open();
    private final Connections ann = layer.workspace("sales", "ann");

    @AfterEach
    void close() {
        layer.close();
    }

    @Test
    void recordsEachChangeWithWhoWhenAndTheVersionAfterwards() {
        Connection created = ann.create(keyed("depot"));
        clock.advance(Duration.ofSeconds(5));
        layer.workspace("sales", "bob")
                .alter("depot", Alteration.builder().comment("x").build());
        ann.disable("DEPOT");
        ann.enable("depot");
        ann.createOrReplace(keyed("depot"));
        ann.create(
                ConnectionDraft.of("grant", "GRANT").property("ENDPOINT", "e").build());
        ann.authorize("grant", Secret.of("canary-code"));
        ann.drop("depot");

        assertThat(trail())
                .extracting(each -> each.action() + " " + each.user() + " " + each.name() + " " + each.version())
                .containsExactly(
                        "DROP ann depot 5",
                        "AUTHORIZE ann grant 2",
                        "CREATE ann grant 1",
                        "REPLACE ann depot 5",
                        "ENABLE ann depot 4",
                        "DISABLE ann depot 3",
                        "ALTER bob depot 2",
                        "CREATE ann depot 1");
        assertThat(trail()).allMatch(each -> each.ending().outcome() == Outcome.DONE);
        AuditEntry first = trail().get(7);
        assertThat(first.connectionId()).isEqualTo(created.id());
        assertThat(first.at()).isEqualTo(created.audit().created());
    }

    @Test
    void recordsACredentialOncePerCallOfItsIssuerAndNotWhenItIsKept() {
        ann.create(keyed("depot"));
        CredentialSource source = ann.source("depot", READ);
        for (int i = 0; i < 10; i++) {
            source.get();
        }
        assertThat(vends()).singleElement().satisfies(vend -> {
            assertThat(vend.user()).isEqualTo("ann");
            assertThat(vend.ending().issue())
                    .contains(new Issue(
                            "fake:Issue",
                            ScopeDigest.of(READ),
                            "cl-sales-ann",
                            Optional.of("request-1"),
                            Optional.of(clock.instant().plus(Duration.ofHours(1)))));
        });
        layer.workspace("sales", "bob").vend("depot", READ);
        source.rejected(source.get());
        source.get();
        assertThat(vends()).hasSize(3).hasSize(provider.issuer.calls());
    }

    @Test
    void recordsEachHop() {
        ann.create(keyed("depot"));
        ann.create(ConnectionDraft.of("vault", "VAULT")
                .property("STORAGE_CONNECTION", "depot")
                .build());
        ann.vend("vault");
        assertThat(vends())
                .extracting(vend -> vend.ending().issue().orElseThrow().operation() + " "
                        + vend.ending().detail())
                .containsExactly("fake:Chain ", "fake:First hop first");
        assertThat(vends())
                .extracting(vend -> vend.ending().issue().orElseThrow().scopeDigest())
                .containsOnly("everything");
    }

    @Test
    void recordsAStoredCredentialOnceInFiveMinutesForEachUser() {
        ann.create(keyed("depot"));
        CredentialSource source = ann.source("depot", AccessScope.everything());
        for (int i = 0; i < 20; i++) {
            source.get();
        }
        layer.workspace("sales", "bob").vend("depot", AccessScope.everything());
        assertThat(vends()).extracting(AuditEntry::user).containsExactly("bob", "ann");
        assertThat(vends())
                .allMatch(
                        vend -> vend.ending().issue().orElseThrow().operation().equals("stored key"));
        ann.alter("depot", Alteration.builder().comment("another version").build());
        source.get();
        assertThat(vends()).hasSize(3);
    }

    @Test
    void recordsTestsWithTheirOutcomeAndWhatIsVendedInThem() {
        ann.create(keyed("depot"));
        ann.test("depot", TestOptions.readOnly().scope(READ));
        provider.issuer.failNext(
                new ConnectionException(ConnectionError.CREDENTIAL_REJECTED, "the canary key is wrong"));
        ann.test("depot", TestOptions.readOnly().withWrite());
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> ann.test("depot", TestOptions.readOnly().scope(AccessScope.read("other://x/"))));
        assertThat(trail())
                .filteredOn(each -> each.action() == Action.TEST)
                .extracting(
                        each -> each.ending().outcome() + ": " + each.ending().detail())
                .containsExactly(
                        "FAILED: INVALID_SCOPE, scope " + ScopeDigest.of(AccessScope.read("other://x/")),
                        "FAILED: AUTHENTICATE CREDENTIAL_REJECTED, with a write",
                        "PASSED: scope " + ScopeDigest.of(READ));
        assertThatExceptionOfType(ConnectionException.class).isThrownBy(() -> {
            provider.issuer.failNext(new ConnectionException(ConnectionError.ENDPOINT_UNREACHABLE, "nobody is there"));
            ann.createValidated(keyed("never"), TestOptions.readOnly());
        });
        assertThat(trail().get(0).name()).isEqualTo("never");
        assertThat(trail().get(0).ending().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void everyWorkspaceHasATrailOfItsOwn() {
        ann.create(keyed("depot"));
        layer.workspace("other", "ann").create(keyed("theirs"));
        assertThat(trail()).extracting(AuditEntry::name).containsExactly("depot");
    }

    @Test
    void isReadByStatementWithConditionsAndALimit() {
        ann.create(keyed("depot"));
        ann.create(keyed("second"));
        clock.advance(Duration.ofMinutes(1));
        ann.vend("depot", READ);
        ann.drop("second");

        assertThat(show("SHOW AUDIT")).containsExactly("DROP second", "VEND depot", "CREATE second", "CREATE depot");
        assertThat(show("SHOW AUDIT LIMIT 1")).containsExactly("DROP second");
        assertThat(show("SHOW AUDIT LIMIT 0")).isEmpty();
        assertThat(show("SHOW AUDIT FOR CONNECTION Second")).containsExactly("DROP second", "CREATE second");
        assertThat(show("SHOW AUDIT WHERE action IN ('VEND', 'drop') AND NOT connection LIKE 'sec%'"))
                .containsExactly("VEND depot");
        assertThat(show("SHOW AUDIT FOR CONNECTION sales.depot WHERE version >= '1' LIMIT 5"))
                .containsExactly("VEND depot", "CREATE depot");
        String then = clock.instant().minusSeconds(30).toString().substring(0, 19);
        assertThat(show("SHOW AUDIT WHERE time >= TIMESTAMP'" + then + "'"))
                .containsExactly("DROP second", "VEND depot");
        assertThat(show("SHOW AUDIT WHERE scope = '" + ScopeDigest.of(READ) + "' AND request_id = 'request-1'"))
                .containsExactly("VEND depot");
        for (String wrong : List.of(
                "SHOW AUDIT WHERE version > 'many'",
                "SHOW AUDIT WHERE time > 'x'",
                "SHOW AUDIT WHERE secret = 'x'",
                "SHOW AUDIT FOR depot",
                "SHOW AUDIT LIKE 'x'",
                "SHOW AUDIT FOR CONNECTION other.depot")) {
            assertThatExceptionOfType(ConnectionException.class)
                    .as(wrong)
                    .isThrownBy(() -> show(wrong))
                    .matches(e -> e.position().isPresent());
        }
    }

    @Test
    void holdsNoSecretOfAnyKind() {
        ann.create(keyed("depot"));
        ann.vend("depot", READ);
        ann.vend("depot", AccessScope.everything());
        provider.issuer.failNext(new ConnectionException(ConnectionError.ACCESS_DENIED, "canary-in-a-message"));
        ann.test("depot", TestOptions.readOnly());
        ann.alter("depot", Alteration.builder().set("ACCESS_KEY", "canary-new").build());
        assertThat(trail().toString()
                        + layer.sql("sales", "ann").execute("SHOW AUDIT").toText())
                .contains("depot", "VEND", "ACCESS_DENIED")
                .doesNotContain("canary")
                .doesNotContain("token-");
    }

    private List<String> show(String statement) {
        List<String> columns =
                layer.sql("sales", "ann").execute("SHOW AUDIT LIMIT 0").columns();
        assertThat(new TreeSet<>(columns)).containsAll(Set.of("time", "user", "action", "connection"));
        return layer.sql("sales", "ann").execute(statement).rows().stream()
                .map(row -> row.get(columns.indexOf("action")) + " " + row.get(columns.indexOf("connection")))
                .toList();
    }

    private List<AuditEntry> vends() {
        return trail().stream().filter(each -> each.action() == Action.VEND).toList();
    }

    private List<AuditEntry> trail() {
        return layer.audit("sales", Principal.of("ann")).read(AuditQuery.newest(1_000)).stream()
                .map(AuditRecord::entry)
                .toList();
    }

    private static ConnectionDraft keyed(String name) {
        return ConnectionDraft.of(name, "DEPOT")
                .property("ENDPOINT", "host")
                .property("ACCESS_ID", "LTAI5tMmbq1Ty1")
                .property("ACCESS_KEY", "canary-secret")
                .build();
    }
}
