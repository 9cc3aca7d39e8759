package dev.mooring.connection.support.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.credential.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JwtsTest {
    private static final Instant END = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void theEndOfATokenIsRead() {
        assertThat(Jwts.expiry(token("{\"alg\":\"RS256\"}", "{\"exp\":" + END.getEpochSecond() + "}")))
                .contains(END);
        assertThat(Jwts.expiry(token("{\"alg\":\"RS256\"}", "{\"sub\":\"ann\"}")))
                .isEmpty();
        assertThat(Jwts.isJwt(token("{\"alg\":\"RS256\"}", "{}"))).isTrue();
    }

    @Test
    void whatIsNoTokenHasNoEnd() {
        for (String text : new String[] {"", "a.b.c", "opaque-token", "..", "e30.e30.x", "sk-1.2.3"}) {
            assertThat(Jwts.isJwt(Secret.of(text))).as(text).isFalse();
            assertThat(Jwts.expiry(Secret.of(text))).as(text).isEmpty();
        }
    }

    @Property(tries = 300)
    void noTextIsTooStrange(@ForAll String text) {
        assertThat(Jwts.expiry(Secret.of(text))).isEmpty();
    }

    private static Secret token(String header, String claims) {
        return Secret.of(encoded(header) + "." + encoded(claims) + "." + encoded("signature"));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
