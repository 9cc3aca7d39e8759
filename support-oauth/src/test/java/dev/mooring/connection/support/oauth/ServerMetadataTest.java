package dev.mooring.connection.support.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.tck.FakeProviderContext;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.EmulatorServer;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator.Metadata;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServerMetadataTest {
    private final FakeProviderContext context = new FakeProviderContext(Clock.systemUTC());

    @ParameterizedTest
    @EnumSource(
            value = Metadata.class,
            names = {"OAUTH", "OPENID"})
    void endpointsAreFoundInEitherPlace(Metadata published) {
        try (TokenEmulator issuer = TokenEmulator.start(Clock.systemUTC()).metadata(published)) {
            ServerMetadata found = ServerMetadata.discover(URI.create(issuer.issuer()), context);

            assertThat(found.tokenEndpoint()).isEqualTo(issuer.tokenEndpoint());
            assertThat(found.authorizationEndpoint()).contains(issuer.authorizationEndpoint());
            assertThat(found.namesItself()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Metadata.class,
            names = {"NONE", "OF_ANOTHER"})
    void noMetadataOrThatOfAnotherIssuerIsRefused(Metadata published) {
        try (TokenEmulator issuer = TokenEmulator.start(Clock.systemUTC()).metadata(published)) {
            assertThat(refusal(URI.create(issuer.issuer())).code()).isEqualTo(ConnectionError.PROTOCOL_MISMATCH);
        }
    }

    @Test
    void aPathStandsBeforeOrBehindAsEachStandardHasIt() {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (EmulatorServer server = EmulatorServer.start(request -> {
            asked.add(request.path());
            return EmulatedResponse.of(404, "");
        })) {
            refusal(server.endpoint().resolve("/tenant/one"));
        }
        assertThat(asked)
                .containsExactly(
                        "/.well-known/oauth-authorization-server/tenant/one",
                        "/tenant/one/.well-known/openid-configuration");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|<html>|PROTOCOL_MISMATCH",
                "200|{\"issuer\":\"ISSUER\"}|PROTOCOL_MISMATCH",
                "200|{\"issuer\":\"ISSUER\",\"token_endpoint\":\"file:///etc/passwd\"}|PROTOCOL_MISMATCH",
                "200|{\"issuer\":\"ISSUER\",\"token_endpoint\":\"https://ann:secret@x.example.com/t\"}|PROTOCOL_MISMATCH",
                "301||PROTOCOL_MISMATCH",
                "429||ISSUER_THROTTLED",
                "500||ISSUER_FAILED"
            })
    void whatIsNoMetadataIsRefused(int status, String body, ConnectionError code) {
        String[] endpoint = new String[1];
        try (EmulatorServer server = EmulatorServer.start(request -> answer(request, status, body, endpoint))) {
            endpoint[0] = server.endpoint().toString();
            assertThat(refusal(server.endpoint()).code()).isEqualTo(code);
        }
    }

    @Test
    void anIssuerInClearIsNotAskedOffThisMachine() throws Exception {
        context.resolveTo(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}));
        assertThat(refusal(URI.create("http://login.example.com")).code()).isEqualTo(ConnectionError.EGRESS_REFUSED);
    }

    private static EmulatedResponse answer(EmulatedRequest request, int status, String body, String[] endpoint) {
        return EmulatedResponse.of(status, String.valueOf(body).replace("ISSUER", endpoint[0]))
                .header("Content-Type", "application/json");
    }

    private ConnectionException refusal(URI issuer) {
        ConnectionException refusal =
                catchThrowableOfType(ConnectionException.class, () -> ServerMetadata.discover(issuer, context));
        assertThat(refusal).isNotNull();
        assertThat(refusal.remedy()).isNotBlank();
        assertThat(refusal.toString()).doesNotContain("ann:secret");
        return refusal;
    }
}
