package dev.mooring.connection.glue.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.tck.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks is found out by the signature alone, and by all of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignatureTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final String CREATE = "{\"ConnectionInput\": {\"Name\": \"lan\", \"ConnectionType\": \"NETWORK\","
            + " \"ConnectionProperties\": {}, \"PhysicalConnectionRequirements\": {\"SubnetId\": \"s\"}}}";

    private final MutableClock clock = MutableClock.at(NOW);
    private final Rig rig = Rig.inMemory();
    private final GlueEndpoint endpoint = rig.endpoint(settings -> settings, builder -> builder.clock(clock));

    @AfterAll
    void close() {
        rig.close();
    }

    @Test
    void requestsOfOtherClientsThanJavasAreVerified() {
        assertThat(list().sign(Rig.SALES, NOW).send())
                .startsWith("HTTP/1.1 200")
                .contains("ConnectionList");
        assertThat(list().header("x-amz-content-sha256", RawRequest.sha256("{}"))
                        .sign(Rig.SALES, NOW)
                        .send())
                .startsWith("HTTP/1.1 200");
        assertThat(list().header("amz-sdk-invocation-id", "unsigned later")
                        .sign(Rig.SALES, NOW)
                        .header("user-agent", "x")
                        .send())
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void whatWasAlteredIsRefused() {
        assertRefused(list().sign(Rig.SALES, NOW).body("{ }"), "InvalidSignatureException");
        assertRefused(
                list().sign(Rig.SALES, NOW).header("x-amz-target", "AWSGlue.DeleteConnection"),
                "InvalidSignatureException");
        assertRefused(list().sign(Rig.SALES, NOW).header("host", "elsewhere"), "InvalidSignatureException");
        assertRefused(list().sign(Rig.SALES, NOW).header("content-type", "text/plain"), "InvalidSignatureException");
        assertRefused(
                list().sign(Rig.SALES, NOW).header("x-amz-date", "20260501T120001Z"), "InvalidSignatureException");
        assertRefused(
                list().header("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
                        .hashedAs("UNSIGNED-PAYLOAD")
                        .sign(Rig.SALES, NOW),
                "InvalidSignatureException");
        assertRefused(
                list().header("x-amz-content-sha256", RawRequest.sha256("{}"))
                        .sign(Rig.SALES, NOW)
                        .body("{ }"),
                "InvalidSignatureException");
    }

    @Test
    void whatDecidesMustBeSigned() {
        assertRefused(list().sign(Rig.SALES, NOW).header("x-amz-more", "x"), "IncompleteSignatureException");
        RawRequest unsignedTarget = list().without("x-amz-target").sign(Rig.SALES, NOW);
        assertRefused(unsignedTarget.header("x-amz-target", "AWSGlue.GetConnections"), "IncompleteSignatureException");
        RawRequest unsignedHost = list().without("host").sign(Rig.SALES, NOW);
        assertRefused(unsignedHost.header("host", "127.0.0.1:" + endpoint.port()), "IncompleteSignatureException");
        assertRefused(
                list().header("x-extra", "1").sign(Rig.SALES, NOW).without("x-extra"), "IncompleteSignatureException");
    }

    @Test
    void onlyItsOwnKeyCountsAndNoSession() {
        EndpointKey mixed = new EndpointKey("AKIASALES", Rig.OTHER.secret(), "sales", "qiliang");
        assertRefused(list().sign(mixed, NOW), "InvalidSignatureException");
        EndpointKey unknown = new EndpointKey("AKIANOBODY", Rig.OTHER.secret(), "sales", "qiliang");
        assertRefused(list().sign(unknown, NOW), "UnrecognizedClientException");
        assertRefused(list().header("x-amz-security-token", "t").sign(Rig.SALES, NOW), "UnrecognizedClientException");
    }

    @Test
    void scopeIsGluesAndOfARegionThatThereIs() {
        assertRefused(list().scope("eu-west-1", "s3").sign(Rig.SALES, NOW), "InvalidSignatureException");
        assertRefused(list().scope("no-where-1", "glue").sign(Rig.SALES, NOW), "InvalidSignatureException");
        assertThat(list().scope("cn-north-1", "glue").sign(Rig.SALES, NOW).send())
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, -86_400})
    void whatIsTooOldOrTooNewIsRefused(long seconds) {
        assertRefused(list().sign(Rig.SALES, NOW.plusSeconds(seconds)), "InvalidSignatureException");
    }

    @ParameterizedTest
    @ValueSource(longs = {-299, 0, 299})
    void whatIsFreshIsNot(long seconds) {
        assertThat(list().sign(Rig.SALES, NOW.plusSeconds(seconds)).send()).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer token",
                "AWS4-HMAC-SHA256",
                "AWS4-HMAC-SHA256 Credential=AKIASALES/20260501/eu-west-1/glue/aws4_request",
                "AWS4-HMAC-SHA256 Credential=AKIASALES/20260501/eu-west-1/glue/aws4_request, SignedHeaders=host, Signature=",
                "AWS4-HMAC-SHA256 Credential=AKIASALES/20260501/eu-west-1/glue/aws4_request, SignedHeaders=, Signature="
                        + "0000000000000000000000000000000000000000000000000000000000000000",
                "AWS4-HMAC-SHA256 Credential=AKIASALES/20260501/eu-west-1/glue/aws4_request,"
                        + " SignedHeaders=x-amz-target;x-amz-date;host;content-type, Signature="
                        + "0000000000000000000000000000000000000000000000000000000000000000",
                "AWS4-HMAC-SHA256 Credential=AKIASALES/20260501/eu-west-1/glue/aws4_request,"
                        + " SignedHeaders=content-type;host;host;x-amz-date;x-amz-target, Signature="
                        + "0000000000000000000000000000000000000000000000000000000000000000"
            })
    void whatIsNoSignatureIsRefused(String authorization) {
        RawRequest request = list().sign(Rig.SALES, NOW);

        String answer = authorization.isEmpty()
                ? request.without("authorization").send()
                : request.header("authorization", authorization).send();

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .containsPattern("(MissingAuthenticationToken|IncompleteSignature)Exception");
    }

    @Test
    void aChangeIsMadeOnceForEachSignature() {
        RawRequest create = RawRequest.of(endpoint, "CreateConnection", CREATE).sign(Rig.SALES, NOW);
        assertThat(create.send()).startsWith("HTTP/1.1 200");
        rig.connections().drop("lan");

        assertRefused(create, "InvalidSignatureException");
        assertThat(rig.connections().list()).isEmpty();

        RawRequest read = list().sign(Rig.SALES, NOW.plusSeconds(1));
        assertThat(read.send()).startsWith("HTTP/1.1 200");
        assertThat(read.send()).startsWith("HTTP/1.1 200");
    }

    @Test
    void rememberedSignaturesAreForgottenOnceTheyAreTooOld() {
        ReplayGuard guard = new ReplayGuard(clock);
        SignatureVerifier.Verified first =
                new SignatureVerifier.Verified(Rig.SALES, "s1", clock.instant().plusSeconds(300));
        guard.pass(first);
        assertThatThrownBy(() -> guard.pass(first)).isInstanceOf(Refusal.class);
        MutableClock later = MutableClock.at(NOW.plus(Duration.ofHours(1)));
        ReplayGuard other = new ReplayGuard(later);
        other.pass(first);
        later.advance(Duration.ofMinutes(1));
        other.pass(
                new SignatureVerifier.Verified(Rig.SALES, "s2", later.instant().plusSeconds(300)));
        other.pass(first);
    }

    @Test
    void aKeyThatChangesTooMuchIsSlowedDownAndNoOther() {
        ReplayGuard guard = new ReplayGuard(clock);
        Instant end = clock.instant().plusSeconds(300);
        for (int i = 0; i < 2_000; i++) {
            guard.pass(new SignatureVerifier.Verified(Rig.SALES, "s" + i, end));
        }

        assertThatThrownBy(() -> guard.pass(new SignatureVerifier.Verified(Rig.SALES, "more", end)))
                .isInstanceOf(Refusal.class);
        EndpointKey another = new EndpointKey("ANOTHERKEY", Rig.SALES.secret(), "sales", "bob");
        guard.pass(new SignatureVerifier.Verified(another, "s0", end));
    }

    private RawRequest list() {
        return RawRequest.of(endpoint, "GetConnections", "{}");
    }

    private static void assertRefused(RawRequest request, String code) {
        assertThat(request.send())
                .startsWith("HTTP/1.1 400")
                .contains("x-amzn-ErrorType: " + code)
                .doesNotContain("canary");
    }
}
