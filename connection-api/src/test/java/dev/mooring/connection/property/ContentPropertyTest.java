package dev.mooring.connection.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.credential.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentPropertyTest {
    private static final String PEM = "-----BEGIN CERTIFICATE-----\nMIIB\tAA\r\n-----END CERTIFICATE-----\n";
    private static final PropertySpec<String> CERTIFICATES =
            PropertySpec.content("CERTIFICATES").describe("certificates").build();
    private static final PropertySpec<Secret> KEY =
            PropertySpec.secretContent("KEY").describe("a key").build();
    private static final PropertySpec<Secret> CIPHERTEXT =
            PropertySpec.encrypted("ENCRYPTED_KEY").describe("a ciphertext").build();
    private static final PropertySpec<String> MECHANISM = PropertySpec.oneOf(
                    "MECHANISM", List.of("PLAIN", "SCRAM-SHA-512", "AWS_MSK_IAM"))
            .describe("a mechanism")
            .build();
    private static final PropertySchema SCHEMA =
            PropertySchema.builder().optional(CERTIFICATES, KEY, CIPHERTEXT).build();

    @Test
    void takesTextOfSeveralLines() {
        assertThat(CERTIFICATES.problem(RawProperty.of("CERTIFICATES", PEM))).isEmpty();
        assertThat(KEY.problem(RawProperty.of("KEY", PEM))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "a\0b", "a\u0007", "****"})
    void refusesWhatIsNoText(String text) {
        assertThat(CERTIFICATES.problem(RawProperty.of("CERTIFICATES", text))).isPresent();
        assertThat(KEY.problem(RawProperty.of("KEY", text))).isPresent();
    }

    @Test
    void aCiphertextIsOneLine() {
        assertThat(CIPHERTEXT.problem(RawProperty.of("ENCRYPTED_KEY", "AQIDBA==")))
                .isEmpty();
        assertThat(CIPHERTEXT.problem(RawProperty.of("ENCRYPTED_KEY", "AQ\nID")))
                .isPresent();
    }

    @Test
    void keysAndCiphertextsAreSecretsAndCertificatesAreNot() {
        PropertyValues values = SCHEMA.bind(List.of(
                        RawProperty.of("CERTIFICATES", PEM),
                        RawProperty.of("KEY", "canary-key"),
                        RawProperty.of("ENCRYPTED_KEY", "canary-ciphertext")))
                .values();

        assertThat(values.get(CERTIFICATES)).contains(PEM);
        assertThat(values.get(KEY)).contains(Secret.of("canary-key"));
        assertThat(values.get(CIPHERTEXT)).contains(Secret.of("canary-ciphertext"));
        assertThat(values.secrets()).containsOnlyKeys("KEY", "ENCRYPTED_KEY");
        assertThat(values.toString()).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-512", "scram-sha-512", "Scram_Sha_512"})
    void aChoiceIsKeptAsItIsWrittenInItsDeclaration(String text) {
        RawProperty raw = RawProperty.of("MECHANISM", text);

        assertThat(MECHANISM.problem(raw)).isEmpty();
        assertThat(MECHANISM.canonical(raw)).containsExactly("SCRAM-SHA-512");
    }

    @Test
    void anotherChoiceIsRefusedWithTheList() {
        assertThat(MECHANISM.problem(RawProperty.of("MECHANISM", "DIGEST-MD5")))
                .contains("expected one of PLAIN, SCRAM-SHA-512, AWS_MSK_IAM");
    }
}
