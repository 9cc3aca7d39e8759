package dev.mooring.connection.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.Resource;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.credential.Credential.Session;
import dev.mooring.connection.credential.Credential.SignedQuery;
import dev.mooring.connection.http.bridge.IcebergCatalogProperties;
import dev.mooring.connection.tck.CanarySecrets;
import dev.mooring.connection.tck.MutableClock;
import dev.mooring.connection.tck.emulator.iceberg.IcebergEmulator;
import dev.mooring.connection.tck.emulator.iceberg.VendedStorage.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An emulated catalog under a layer, by a clock that the test moves. Names of cases are those of peers' behaviour. */
class IcebergTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String SECRET = "canary-catalog-secret";
    private static final AccessScope TABLE = AccessScope.readWrite("iceberg://sales.eu/orders");

    private final MutableClock clock = MutableClock.at(NOW);
    private final CanarySecrets canaries = new CanarySecrets();
    private final IcebergEmulator catalog = IcebergEmulator.start(clock)
            .client("lake", SECRET)
            .table("sales.eu/orders")
            .table("sales.eu/items");
    private final ConnectionLayer layer =
            ConnectionLayer.inMemory().provider(new HttpProvider()).clock(clock).open();
    private final Connections ann = layer.workspace("sales", "ann");

    @BeforeEach
    void create() {
        ann.create(ConnectionDraft.of("lake", "ICEBERG_REST")
                .property("URI", catalog.endpoint().toString())
                .property("OAUTH_CLIENT_ID", "lake")
                .property("OAUTH_CLIENT_SECRET", canaries.watch(SECRET))
                .property("WAREHOUSE", catalog.warehouse())
                .property("client.region", "eu-west-1")
                .build());
    }

    @AfterEach
    void stop() {
        layer.close();
        catalog.close();
    }

    @Test
    void eachKindOfStorageHasItsShapeAndItsLocation() {
        assertThat(vended(Kind.S3)).isInstanceOf(Session.class);
        assertThat(vended(Kind.GCS)).isInstanceOf(Bearer.class);
        assertThat(vended(Kind.ADLS)).isInstanceOf(SignedQuery.class);
        catalog.storage().kind(Kind.S3);
        assertThat(ann.source("lake", AccessScope.readWrite("iceberg://sales.eu/items"))
                        .vended()
                        .covers())
                .containsExactly(Resource.parse("s3://lake/sales.eu/items"));
    }

    /** iceberg-no-creds, iceberg-missing-token, iceberg-missing-expiry. */
    @ParameterizedTest
    @CsvSource({
        "NONE, x, no credentials",
        "S3, s3.session-token, s3.session-token is not set",
        "S3, s3.session-token-expires-at-ms, s3.session-token-expires-at-ms is not set",
        "S3, s3.access-key-id, s3.access-key-id is not set",
        "GCS, gcs.oauth2.token-expires-at, gcs.oauth2.token-expires-at is not set",
        "ADLS, adls.sas-token-expires-at-ms.acme, is not set",
        "GCS, gcs.oauth2.token, are empty"
    })
    void anAnswerThatLacksAPartIsRefused(Kind kind, String missing, String why) {
        catalog.storage().kind(kind).without(missing);
        ConnectionException refusal = refused(TABLE);
        assertThat(refusal.code()).isEqualTo(ConnectionError.PROTOCOL_MISMATCH);
        assertThat(refusal).hasMessageContaining(why);
    }

    /** iceberg-nonexpired-cached, iceberg-expired-refetch. */
    @Test
    void aCredentialIsKeptWhileItIsGoodAndAskedForAnewAfterwards() {
        CredentialSource source = ann.source("lake", TABLE);
        Credential first = source.get();
        for (int i = 0; i < 5; i++) {
            assertThat(source.get()).isSameAs(first);
        }
        assertThat(catalog.storage().received()).hasSize(1);
        clock.advance(Duration.ofHours(1).plusSeconds(1));
        assertThat(source.get()).isNotEqualTo(first);
        assertThat(catalog.storage().received()).hasSize(2);
    }

    /** Each hop by its own end: a storage credential of ten minutes costs no new token of an hour. */
    @Test
    void theTokenOutlivesTheCredentialsThatItBrings() {
        catalog.storage().lifetime(Duration.ofMinutes(10));
        CredentialSource source = ann.source("lake", TABLE);
        for (int i = 0; i < 3; i++) {
            source.get();
            clock.advance(Duration.ofMinutes(11));
        }
        assertThat(catalog.storage().received()).hasSize(3);
        assertThat(catalog.tokens().issued()).hasSize(1);
    }

    @Test
    void aSignatureOfAWeekIsKeptForADay() {
        catalog.storage().lifetime(Duration.ofDays(7));
        for (Kind kind : List.of(Kind.S3, Kind.GCS, Kind.ADLS)) {
            assertThat(vended(kind).expiresAt()).contains(clock.instant().plus(Duration.ofDays(1)));
            clock.advance(Duration.ofDays(1));
        }
    }

    @Test
    void aTokenThatWasRevokedIsReplacedOnTheWay() {
        ann.vend("lake", TABLE);
        catalog.tokens().revokeTokens();
        assertThat(ann.vend("lake", AccessScope.readWrite("iceberg://sales.eu/items")))
                .isInstanceOf(Session.class);
        assertThat(catalog.tokens().issued()).hasSize(2);
    }

    @Test
    void twoTablesNeverShareACredential() {
        Credential orders = ann.vend("lake", TABLE);
        assertThat(ann.vend("lake", AccessScope.readWrite("iceberg://sales.eu/items")))
                .isNotEqualTo(orders);
    }

    @Test
    void whatACatalogCanNotNarrowToIsRefused() {
        for (AccessScope scope : List.of(
                AccessScope.read("iceberg://sales.eu/orders"),
                AccessScope.of("iceberg://sales.eu/orders", Action.WRITE),
                AccessScope.readWrite("iceberg://sales.eu/"),
                TABLE.and(AccessScope.readWrite("iceberg://sales.eu/items")))) {
            assertThat(refused(scope).code()).as(scope.toString()).isEqualTo(ConnectionError.SCOPE_NOT_ENFORCEABLE);
        }
        assertThat(refused(AccessScope.readWrite("iceberg://sales.eu/orders/data"))
                        .code())
                .isEqualTo(ConnectionError.INVALID_SCOPE);
        assertThat(catalog.calls()).isZero();
        catalog.storage().kind(Kind.IN_PARTS);
        assertThat(refused(TABLE).code()).isEqualTo(ConnectionError.SCOPE_NOT_ENFORCEABLE);
    }

    @Test
    void aTableThatIsNotThereAndACatalogWithoutCredentialsAreTold() {
        assertThat(refused(AccessScope.readWrite("iceberg://sales.eu/none")).code())
                .isEqualTo(ConnectionError.RESOURCE_NOT_FOUND);
        catalog.withoutCredentials();
        assertThat(refused(TABLE).code()).isEqualTo(ConnectionError.NOT_SUPPORTED);
    }

    @Test
    void aCatalogWithAStoredTokenOrNoneNeedsNoAuthorizationServer() {
        for (String[] own : new String[][] {{}, {"TOKEN", "canary-catalog-token"}}) {
            String[] all = new String[own.length + 2];
            all[0] = "URI";
            all[1] = catalog.endpoint().toString();
            System.arraycopy(own, 0, all, 2, own.length);
            Trial trial = Trial.of(clock, "ICEBERG_REST", all);
            trial.vend();
            assertThat(trial.test().failure().orElseThrow().code()).contains(ConnectionError.CREDENTIAL_REJECTED);
        }
        assertThat(catalog.tokens().issued()).isEmpty();
    }

    @Test
    void aClientsPropertiesHoldWhatItWants() {
        IcebergCatalogProperties own = IcebergCatalogProperties.of(ann.source("lake", AccessScope.everything()));
        assertThat(own.reveal())
                .containsEntry("type", "rest")
                .containsEntry("uri", catalog.endpoint().toString())
                .containsEntry("warehouse", "lake")
                .containsEntry("client.region", "eu-west-1")
                .containsEntry("token", catalog.tokens().issued().get(0));
        assertThat(own.expiresAt()).contains(NOW.plus(Duration.ofHours(1)));
        IcebergCatalogProperties files = IcebergCatalogProperties.of(ann.source("lake", TABLE));
        Map<String, String> revealed = files.with(own).reveal();
        assertThat(revealed)
                .containsEntry(
                        "client.refresh-credentials-endpoint", "v1/wh1/namespaces/sales%1Feu/tables/orders/credentials")
                .containsEntry(
                        "s3.session-token-expires-at-ms",
                        String.valueOf(NOW.plus(Duration.ofHours(1)).toEpochMilli()))
                .containsKeys("s3.access-key-id", "s3.secret-access-key", "s3.session-token", "token");
        for (String secret : List.of("s3.secret-access-key", "s3.session-token", "token")) {
            canaries.watch(revealed.get(secret));
        }
        canaries.assertNotIn("properties", own, files, files.with(own));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GCS", "ADLS"})
    void propertiesOfOtherStoragesNameTheirOwnRenewal(Kind kind) {
        catalog.storage().kind(kind);
        assertThat(IcebergCatalogProperties.of(ann.source("lake", TABLE))
                        .reveal()
                        .keySet())
                .anyMatch(name -> name.endsWith("refresh-credentials-endpoint"))
                .anyMatch(name -> name.contains("expires-at"));
    }

    private Credential vended(Kind kind) {
        catalog.storage().kind(kind);
        clock.advance(Duration.ofHours(2));
        return canaries.watch(ann.vend("lake", TABLE));
    }

    private ConnectionException refused(AccessScope scope) {
        ConnectionException refusal = catchThrowableOfType(ConnectionException.class, () -> ann.vend("lake", scope));
        assertThat(refusal).isNotNull();
        assertThat(refusal.remedy()).isNotBlank();
        canaries.assertNotIn("a refusal", refusal);
        return refusal;
    }
}
