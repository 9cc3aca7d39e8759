package dev.mooring.connection.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.http.bridge.AuthorizedHttpClient;
import dev.mooring.connection.http.bridge.HttpEndpoint;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.tck.MutableClock;
import dev.mooring.connection.tck.emulator.salesforce.SalesforceEmulator;
import dev.mooring.connection.tck.emulator.salesforce.SalesforceEmulator.Refusal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An emulated org. */
class SalesforceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String SECRET = "canary-consumer-secret";
    private static final KeyPair KEYS = TestKeys.rsa();

    private final MutableClock clock = MutableClock.at(NOW);
    private final SalesforceEmulator org =
            SalesforceEmulator.start(clock).app("app", SECRET).app("signer", KEYS.getPublic());

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void aTokenWithoutALifetimeIsKeptForTheStatedOne() {
        assertThat(trial().vend().credential().expiresAt()).contains(NOW.plusSeconds(900));
        assertThat(Trial.of(
                                clock,
                                "SALESFORCE",
                                "HOST",
                                org.endpoint().toString(),
                                "CLIENT_ID",
                                "app",
                                "CLIENT_SECRET",
                                SECRET,
                                "TOKEN_LIFETIME",
                                "7200")
                        .vend()
                        .credential()
                        .expiresAt())
                .contains(NOW.plus(Duration.ofHours(2)));
    }

    @Test
    void theInstanceOfTheAnswerIsWhereTheTokenGoes() {
        org.instance("https://acme.my.salesforce.com");
        HttpEndpoint endpoint = HttpEndpoint.of(trial().vend().details()).orElseThrow();
        assertThat(endpoint.url()).hasToString("https://acme.my.salesforce.com");
        assertThat(endpoint.admits(org.endpoint().resolve("/services/data"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com",
                "https://my.salesforce.com.evil.example",
                "http://acme.my.salesforce.com",
                "https://ann@acme.my.salesforce.com",
                "https://acme.my.salesforce.com:8443",
                "http://127.0.0.1:1"
            })
    void anInstanceThatIsNotSalesforcesGetsNoToken(String instance) {
        org.instance(instance);
        assertThat(trial().refusal().code()).isEqualTo(ConnectionError.PROTOCOL_MISMATCH);
    }

    @Test
    void aSignedAssertionActsAsItsUser() {
        Issued issued = signed().vend();
        assertThat(issued.credential().expiresAt()).contains(NOW.plusSeconds(900));
        assertThat(org.received().get(0).fields())
                .containsEntry("subject", "ann@acme.example")
                .containsEntry("audience", "https://login.salesforce.com");
        assertThat(signed().test().results())
                .last()
                .satisfies(result -> assertThat(result.detail()).contains("acts as ann@acme.example of org 00Dxx"));
    }

    @ParameterizedTest
    @CsvSource({
        "WRONG_DOMAIN, CREDENTIAL_REJECTED, My Domain",
        "NO_RUN_AS_USER, CREDENTIAL_REJECTED, runs as",
        "NOT_APPROVED, CREDENTIAL_REJECTED, pre-authorize",
        "UNKNOWN_APP, CREDENTIAL_REJECTED, consumer key",
        "NO_APP_ACCESS, ACCESS_DENIED, permission set",
        "INACTIVE_USER, ACCESS_DENIED, activate the user"
    })
    void eachDocumentedRefusalHasItsRemedy(Refusal refusal, ConnectionError code, String remedy) {
        org.refusing(refusal);
        ConnectionException thrown = trial().refusal();
        assertThat(thrown.code()).isEqualTo(code);
        assertThat(thrown.remedy()).contains(remedy);
    }

    @Test
    void aSessionThatEndedEarlyIsRenewedOnceOn401() throws Exception {
        try (ConnectionLayer layer = ConnectionLayer.inMemory()
                .provider(new HttpProvider())
                .clock(clock)
                .open()) {
            layer.workspace("sales", "ann")
                    .create(ConnectionDraft.of("crm", "SALESFORCE")
                            .property("HOST", org.endpoint().toString())
                            .property("CLIENT_ID", "app")
                            .property("CLIENT_SECRET", SECRET)
                            .build());
            CredentialSource source = layer.workspace("sales", "ann").source("crm", AccessScope.everything());
            HttpClient client = AuthorizedHttpClient.of(source);
            Credential before = source.get();
            org.endSessions();
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(org.endpoint().resolve("/services/data/v60.0/query"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(source.get()).isNotEqualTo(before);
            assertThat(org.issued()).hasSize(2);
        }
    }

    private Trial trial() {
        return Trial.of(
                clock, "SALESFORCE", "HOST", org.endpoint().toString(), "CLIENT_ID", "app", "CLIENT_SECRET", SECRET);
    }

    private Trial signed() {
        return Trial.of(
                clock,
                "SALESFORCE",
                "HOST",
                org.endpoint().toString(),
                "CLIENT_ID",
                "signer",
                "GRANT",
                "JWT_BEARER",
                "USERNAME",
                "ann@acme.example",
                "PRIVATE_KEY",
                TestKeys.pem(KEYS));
    }
}
