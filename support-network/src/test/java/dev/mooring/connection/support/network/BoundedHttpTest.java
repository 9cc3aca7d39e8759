package dev.mooring.connection.support.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.tck.FakeProviderContext;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.EmulatorServer;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundedHttpTest {
    private static final BoundedHttp HTTP = new BoundedHttp(Duration.ofSeconds(5));

    @Test
    void aCallArrivesAsItIsAndItsAnswerToo() throws Exception {
        List<EmulatedRequest> received = new CopyOnWriteArrayList<>();
        try (EmulatorServer server = EmulatorServer.start(request -> {
            received.add(request);
            return EmulatedResponse.of(201, "{\"ü\":1}").header("X-Request-Id", "r-7");
        })) {
            HttpAnswer posted = HTTP.send(HttpCall.postJson(server.endpoint().resolve("/a%2Fb?c=d"), "{\"é\":2}")
                    .header("Authorization", "Bearer canary-token"));
            HTTP.send(HttpCall.get(server.endpoint()));

            assertThat(posted.status()).isEqualTo(201);
            assertThat(posted.body()).isEqualTo("{\"ü\":1}");
            assertThat(posted.header("x-request-id")).contains("r-7");
        }
        assertThat(received).extracting(EmulatedRequest::method).containsExactly("POST", "GET");
        assertThat(received.get(0).path()).isEqualTo("/a%2Fb");
        assertThat(received.get(0).query("c")).contains("d");
        assertThat(received.get(0).text()).isEqualTo("{\"é\":2}");
        assertThat(received.get(0).header("authorization")).contains("Bearer canary-token");
        assertThat(received.get(1).header("authorization")).isEmpty();
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() throws Exception {
        List<String> paths = new CopyOnWriteArrayList<>();
        try (EmulatorServer server = EmulatorServer.start(request -> {
            paths.add(request.path());
            return EmulatedResponse.of(302, "").header("Location", "/elsewhere");
        })) {
            assertThat(HTTP.send(HttpCall.get(server.endpoint().resolve("/here")))
                            .status())
                    .isEqualTo(302);
        }
        assertThat(paths).containsExactly("/here");
    }

    @Test
    void theApplicationsOwnLoginIsNotShownToWhoeverAsksForOne() throws Exception {
        AtomicBoolean isAsked = new AtomicBoolean();
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                isAsked.set(true);
                return new PasswordAuthentication("app", "canary".toCharArray());
            }
        });
        try (EmulatorServer server = EmulatorServer.start(
                request -> EmulatedResponse.of(401, "who are you?").header("WWW-Authenticate", "Basic realm=\"x\""))) {
            assertThat(HTTP.send(HttpCall.get(server.endpoint())).body()).isEqualTo("who are you?");
            assertThat(HTTP.send(HttpCall.postJson(server.endpoint(), "{}")).status())
                    .isEqualTo(401);
        } finally {
            Authenticator.setDefault(null);
        }
        assertThat(isAsked).isFalse();
    }

    @Test
    void anAnswerWithoutEndIsGivenUp() {
        try (EmulatorServer server = EmulatorServer.start(request -> EmulatedResponse.of(200, " ".repeat(1 << 20)))) {
            assertThatThrownBy(() -> HTTP.send(HttpCall.get(server.endpoint())))
                    .isInstanceOf(BoundedHttp.TooLargeException.class);
        }
    }

    @Test
    void nothingThatIsPrintedHoldsAHeaderOrABody() {
        HttpCall call = HttpCall.postJson(URI.create("https://h.example/p"), "canary-body")
                .header("Authorization", "canary-token");
        HttpAnswer answer = new HttpAnswer(200, Map.of("Set-Cookie", List.of("canary-cookie")), "canary-answer");

        assertThat(call).hasToString("POST https://h.example/p");
        assertThat(answer).hasToString("status 200");
    }

    @Test
    void whatMustNotTravelInClearIsRefusedOffTheLoopbackInterface() throws Exception {
        FakeProviderContext context = new FakeProviderContext(Clock.systemUTC());
        BoundedHttp.requirePrivate(URI.create("http://local.example"), "service", "the token", context);
        context.resolveTo(InetAddress.getByName("192.0.2.7"));
        BoundedHttp.requirePrivate(URI.create("https://far.example"), "service", "the token", context);

        ConnectionException failure = catchThrowableOfType(
                ConnectionException.class,
                () -> BoundedHttp.requirePrivate(URI.create("http://far.example"), "service", "the token", context));

        assertThat(failure.code()).isEqualTo(ConnectionError.EGRESS_REFUSED);
        assertThat(failure).hasMessage("the service http://far.example is not https: the token would travel in clear");
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "'Sun, 01 Mar 2026 10:00:30 GMT', 30", "'Sun, 01 Mar 2026 09:00:00 GMT', -1", "soon, -1"})
    void theTimeToWaitIsReadInBothForms(String header, long seconds) {
        HttpAnswer answer = new HttpAnswer(
                429, Map.of("retry-after", List.of(header), "date", List.of("Sun, 01 Mar 2026 10:00:00 GMT")), "");

        assertThat(answer.date()).contains(Instant.parse("2026-03-01T10:00:00Z"));
        assertThat(answer.retryAfter().map(Duration::toSeconds).orElse(-1L)).isEqualTo(seconds);
    }
}
