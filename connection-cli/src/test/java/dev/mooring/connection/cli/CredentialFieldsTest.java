package dev.mooring.connection.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CredentialFieldsTest {
    private static final Secret SECRET = Secret.of("canary");
    private static final Optional<Instant> END = Optional.of(Instant.EPOCH);

    static Stream<Credential> everyShapeWithASecret() {
        Credential.Login login = new Credential.Login("me", SECRET, END);
        return Stream.of(
                new Credential.AccessKey("LTAI5tKqHarbour00001", SECRET),
                new Credential.Session("LTAI5tKqHarbour00001", SECRET, SECRET, Instant.EPOCH),
                new Credential.Bearer(SECRET, END),
                login,
                new Credential.ApiKey("x-key", SECRET, END),
                new Credential.Certificate("chain", SECRET, Optional.of(login), END),
                new Credential.SshKey("me", "ssh-ed25519 AAAA", SECRET, END),
                new Credential.Kerberos("me@REALM", SECRET),
                new Credential.Delegation("kind", "service", SECRET, END),
                new Credential.SignedQuery(SECRET, END));
    }

    @ParameterizedTest
    @MethodSource("everyShapeWithASecret")
    void showsEveryShape(Credential credential) {
        assertThat(CredentialFields.masked(credential).toString())
                .contains("****")
                .doesNotContain("canary");
        assertThat(CredentialFields.revealed(credential))
                .containsEntry("type", credential.getClass().getSimpleName())
                .containsAnyOf(
                        Map.entry("accessKeySecret", "canary"),
                        Map.entry("token", "canary"),
                        Map.entry("password", "canary"),
                        Map.entry("privateKeyPem", "canary"),
                        Map.entry("value", "canary"),
                        Map.entry("keytab", "Y2FuYXJ5"),
                        Map.entry("query", "canary"));
    }

    @Test
    void theTypeOfACertificateIsNotThatOfItsLogin() {
        Credential certificate = new Credential.Certificate(
                "chain", SECRET, Optional.of(new Credential.Login("me", SECRET, END)), Optional.empty());

        assertThat(CredentialFields.masked(certificate).keySet())
                .containsExactly("type", "chainPem", "privateKeyPem", "username", "password");
    }
}
