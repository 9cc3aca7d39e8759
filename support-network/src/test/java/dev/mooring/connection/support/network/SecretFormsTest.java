package dev.mooring.connection.support.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.credential.Secret;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFormsTest {
    private static final String SECRET = "p\u00e4ss word!";
    private static final SecretForms FORMS = SecretForms.of("alice", Secret.of(SECRET));

    @ParameterizedTest
    @ValueSource(strings = {SECRET, "alice:" + SECRET, "\0alice\0" + SECRET})
    void findsASecretInBase64(String sent) {
        byte[] bytes = sent.getBytes(StandardCharsets.UTF_8);

        assertThat(FORMS.isIn("said " + Base64.getEncoder().encodeToString(bytes)))
                .isTrue();
        assertThat(FORMS.isIn("said " + Base64.getUrlEncoder().encodeToString(bytes)))
                .isTrue();
    }

    @Test
    void findsASecretAsItIsAndEncoded() {
        assertThat(FORMS.isIn("no " + SECRET)).isTrue();
        assertThat(FORMS.isIn(URLEncoder.encode(SECRET, StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(FORMS.isIn("no such user alice")).isFalse();
        assertThat(SecretForms.none().isIn(SECRET)).isFalse();
    }

    @Test
    void looksThroughCausesAndWhatTheySuppressed() {
        IOException deep = new IOException("outer", new IOException("inner"));
        deep.getCause().addSuppressed(new IOException("closing: " + SECRET));

        assertThat(FORMS.isIn(deep)).isTrue();
        assertThat(FORMS.isIn(new IOException("outer"))).isFalse();
    }

    @Test
    void printsNone() {
        assertThat(FORMS.toString()).doesNotContain("ss word");
    }
}
