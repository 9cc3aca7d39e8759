package dev.mooring.connection.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CredentialTest {
    private static final String CANARY = "canary-7f3a";
    private static final Secret SECRET = Secret.of(CANARY);
    private static final Secret NOTHING = Secret.of("");
    private static final Instant END = Instant.parse("2026-01-01T01:00:00Z");
    private static final Optional<Instant> NEVER = Optional.empty();

    static List<Credential> shapes() {
        return List.of(
                new Credential.AccessKey("id", SECRET),
                new Credential.Session("id", SECRET, SECRET, END),
                new Credential.Bearer(SECRET, Optional.of(END)),
                new Credential.Login("user", SECRET, NEVER),
                new Credential.ApiKey("X-Api-Key", SECRET, NEVER),
                new Credential.Certificate(
                        "chain", SECRET, Optional.of(new Credential.Login("user", SECRET, NEVER)), NEVER),
                new Credential.SshKey("ann", "ssh-ed25519 AAAA", SECRET, Optional.of(END)),
                new Credential.Kerberos("p@REALM", SECRET),
                new Credential.Delegation("HDFS_DELEGATION_TOKEN", "", SECRET, Optional.of(END)),
                new Credential.SignedQuery(SECRET, Optional.of(END)),
                new Credential.Anonymous());
    }

    static Stream<Runnable> incomplete() {
        return Stream.of(
                () -> new Credential.AccessKey(" ", SECRET),
                () -> new Credential.AccessKey("id", NOTHING),
                () -> new Credential.Session("", SECRET, SECRET, END),
                () -> new Credential.Session("id", NOTHING, SECRET, END),
                () -> new Credential.Session("id", SECRET, NOTHING, END),
                () -> new Credential.Bearer(NOTHING, NEVER),
                () -> new Credential.Login("", SECRET, NEVER),
                () -> new Credential.Login("user", NOTHING, NEVER),
                () -> new Credential.ApiKey("", SECRET, NEVER),
                () -> new Credential.ApiKey("X", NOTHING, NEVER),
                () -> new Credential.Certificate("", SECRET, Optional.empty(), NEVER),
                () -> new Credential.Certificate("chain", NOTHING, Optional.empty(), NEVER),
                () -> new Credential.SshKey("", "k", SECRET, NEVER),
                () -> new Credential.SshKey("u", "", SECRET, NEVER),
                () -> new Credential.SshKey("u", "k", NOTHING, NEVER),
                () -> new Credential.Kerberos("", SECRET),
                () -> new Credential.Kerberos("p", NOTHING),
                () -> new Credential.Delegation("", "s", SECRET, NEVER),
                () -> new Credential.Delegation("k", "s", NOTHING, NEVER),
                () -> new Credential.SignedQuery(NOTHING, NEVER));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void printsNoSecret(Credential credential) {
        assertThat(credential.toString()).doesNotContain(CANARY);
    }

    @Test
    void theListOfShapesAboveIsComplete() {
        assertThat(Arrays.stream(Credential.class.getPermittedSubclasses()))
                .containsExactlyInAnyOrderElementsOf(
                        shapes().stream().map(Object::getClass).toList());
    }

    @ParameterizedTest
    @MethodSource("incomplete")
    void canNotBeBuiltWithAnEmptyPart(Runnable building) {
        assertThatThrownBy(building::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be empty");
    }

    @Test
    void saysWhenItExpires() {
        assertThat(new Credential.Session("id", SECRET, SECRET, END).expiresAt())
                .contains(END);
        assertThat(new Credential.AccessKey("id", SECRET).expiresAt()).isEmpty();
        assertThat(new Credential.Kerberos("p", SECRET).expiresAt()).isEmpty();
    }

    @Test
    void aSecretPrintsAsStarsAndHashesAlikeForAll() {
        assertThat(SECRET).hasToString("****");
        assertThat(SECRET.hashCode())
                .isEqualTo(NOTHING.hashCode())
                .isEqualTo(Secret.of(new byte[] {0}).hashCode());
    }

    @Test
    void secretsAreEqualByTheirBytes() {
        assertThat(SECRET).isEqualTo(Secret.of(CANARY.getBytes(StandardCharsets.UTF_8)));
        assertThat(SECRET).isNotEqualTo(Secret.of(CANARY + "x")).isNotEqualTo(CANARY);
    }

    @Test
    void aSecretKeepsItsBytesToItself() {
        byte[] given = {1, 2, 3};
        Secret secret = Secret.of(given);
        given[0] = 9;
        secret.revealBytes()[1] = 9;

        assertThat(secret.revealBytes()).containsExactly(1, 2, 3);
    }

    @Test
    void aSecretCanNotBeSerialised() throws Exception {
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(SECRET)).isInstanceOf(NotSerializableException.class);
        }
    }
}
