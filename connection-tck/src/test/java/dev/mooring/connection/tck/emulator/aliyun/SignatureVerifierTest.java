package dev.mooring.connection.tck.emulator.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.MutableClock;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import dev.mooring.connection.tck.emulator.aliyun.Rejection.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignatureVerifierTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final RamKey KEY =
            new RamKey("testid", Secret.of("testsecret"), Optional.empty(), Optional.empty(), RamKey.State.ACTIVE);
    private static final RamKey SESSION = new RamKey(
            "STS.test",
            Secret.of("testsecret"),
            Optional.of(Secret.of("token")),
            Optional.of(NOW.plusSeconds(900)),
            RamKey.State.ACTIVE);

    private final MutableClock clock = MutableClock.at(NOW);
    private RamKey key = KEY;
    private final SignatureVerifier verifier = new SignatureVerifier(
            clock, id -> Optional.of(key).filter(each -> each.id().equals(id)));

    @Test
    void anHonestRequestPassesOnce() {
        EmulatedRequest request = signed("testid", "n-1", "", "testsecret");
        assertThat(verifier.verify(request).key()).isEqualTo(KEY);
        refused(request, Reason.REPLAYED);
        assertThat(verifier.verify(signed("testid", "n-2", "", "testsecret")).region())
                .isEmpty();
    }

    @Test
    void aWrongSecretAndAnUnknownOrDisabledKeyAreRefused() {
        refused(signed("testid", "n-1", "", "another"), Reason.WRONG_SIGNATURE);
        refused(signed("nobody", "n-2", "", "testsecret"), Reason.UNKNOWN_KEY);
        key = KEY.inactive();
        refused(signed("testid", "n-3", "", "testsecret"), Reason.INACTIVE_KEY);
    }

    @Test
    void aRequestIsFreshForAQuarterOfAnHour() {
        clock.advance(Duration.ofMinutes(15));
        verifier.verify(signed("testid", "n-1", "", "testsecret"));
        clock.advance(Duration.ofSeconds(1));
        refused(signed("testid", "n-2", "", "testsecret"), Reason.SKEWED);
        clock.advance(Duration.ofMinutes(-31));
        refused(signed("testid", "n-3", "", "testsecret"), Reason.SKEWED);
    }

    @Test
    void aSessionNeedsItsTokenAndEnds() {
        key = SESSION;
        refused(signed("STS.test", "n-1", "", "testsecret"), Reason.MISSING_TOKEN);
        refused(signed("STS.test", "n-2", "&SecurityToken=other", "testsecret"), Reason.WRONG_TOKEN);
        verifier.verify(signed("STS.test", "n-3", "&SecurityToken=token", "testsecret"));
        clock.advance(Duration.ofSeconds(900));
        refused(signed("STS.test", "n-4", "&SecurityToken=token", "testsecret"), Reason.EXPIRED);
    }

    @Test
    void aTokenWithALongLivedKeyIsRefused() {
        refused(signed("testid", "n-1", "&SecurityToken=token", "testsecret"), Reason.WRONG_TOKEN);
    }

    @Test
    void anUnsignedRequestIsRefused() {
        refused(EmulatedRequest.of("GET", "/bucket", List.of(), new byte[0]), Reason.UNSIGNED);
    }

    private void refused(EmulatedRequest request, Reason reason) {
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> verifier.verify(request))
                .matches(rejection -> rejection.reason() == reason);
    }

    private static EmulatedRequest signed(String keyId, String nonce, String more, String secret) {
        String target = "/?Action=GetCallerIdentity&Version=2015-04-01&Format=JSON&SignatureMethod=HMAC-SHA1"
                + "&SignatureVersion=1.0&Timestamp=2026-01-01T00%3A00%3A00Z&AccessKeyId=" + keyId
                + "&SignatureNonce=" + nonce + more;
        EmulatedRequest unsigned = EmulatedRequest.of("GET", target, List.of(), new byte[0]);
        String signature = RpcSignature.read(unsigned).expected(Secret.of(secret));
        return EmulatedRequest.of(
                "GET", target + "&Signature=" + PercentEncoding.encode(signature), List.of(), new byte[0]);
    }
}
