package dev.mooring.connection.core.internal.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerContentsTest {
    private static final String PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

    @TempDir
    private Path root;

    private Path admitted;
    private LayerContents contents;

    @BeforeEach
    void admit() throws IOException {
        admitted = Files.createDirectory(root.resolve("admitted"));
        Files.writeString(root.resolve("outside.pem"), "canary-outside");
        contents = new LayerContents(
                Set.of(admitted),
                Map.of("volume", reference -> ("read " + reference).getBytes(StandardCharsets.UTF_8)),
                Optional.of((property, ciphertext) -> Secret.of(property + " of " + ciphertext)));
    }

    @ParameterizedTest
    @ValueSource(strings = {PEM, "[libdefaults]\n default_realm = A", "plain", "/two\nlines", "a b: c\nd"})
    void aTextIsItself(String text) {
        assertThat(contents.open(text).reveal()).isEqualTo(text);
        assertThat(contents.obstacle(Secret.of(text))).isEmpty();
    }

    @Test
    void bytesStandBehindTheirEncoding() {
        byte[] keytab = {5, 2, 0, -1, 10};
        String value = "base64:" + Base64.getEncoder().encodeToString(keytab);

        assertThat(contents.open(Secret.of(value)).revealBytes()).isEqualTo(keytab);
        assertThat(contents.obstacle(Secret.of(value))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "file:%s", "file://%s"})
    void aFileIsReadAnewEachTime(String form) throws IOException {
        Path file = Files.writeString(admitted.resolve("ca.pem"), "first");
        String value = String.format(form, file);

        assertThat(contents.open(value).reveal()).isEqualTo("first");
        Files.writeString(file, "second");
        assertThat(contents.open(value).reveal()).isEqualTo("second");
        assertThat(contents.obstacle(Secret.of(value))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/outside.pem", "/admitted/../outside.pem", "/admittedx/outside.pem", "/admitted/../../etc"})
    void aFileOutsideIsRefusedBeforeAndAtReading(String path) {
        String value = root + path;

        assertThat(contents.obstacle(Secret.of(value))).hasValueSatisfying(obstacle -> {
            assertThat(obstacle.isCertain()).isTrue();
            assertThat(obstacle.expectation()).contains("admitDirectory").doesNotContain("outside.pem");
        });
        assertThat(failure(value).code()).isEqualTo(ConnectionError.CONTENT_UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:relative.pem", "file:", "file:/a\0b"})
    void whatIsNoAbsolutePathIsRefused(String value) {
        assertThat(contents.obstacle(Secret.of(value))).isPresent();
        assertThat(failure(value).code()).isEqualTo(ConnectionError.CONTENT_UNREADABLE);
    }

    @Test
    void aLinkDoesNotLeadOut() throws IOException {
        Path link = Files.createSymbolicLink(admitted.resolve("link.pem"), root.resolve("outside.pem"));

        assertThat(failure(link.toString())).hasMessageContaining("link out of");
    }

    @Test
    void aLinkedDirectoryOutsideDoesNotLeadOut() throws IOException {
        Files.createSymbolicLink(admitted.resolve("dir"), root);

        assertThat(failure(admitted + "/dir/outside.pem").code()).isEqualTo(ConnectionError.CONTENT_UNREADABLE);
    }

    @Test
    void anAdmittedDirectoryMayItselfBeALink() throws IOException {
        Files.writeString(admitted.resolve("ca.pem"), "content");
        Path alias = Files.createSymbolicLink(root.resolve("alias"), admitted);
        LayerContents throughAlias = new LayerContents(Set.of(alias), Map.of(), Optional.empty());

        assertThat(throughAlias.open(alias.resolve("ca.pem").toString()).reveal())
                .isEqualTo("content");
    }

    @Test
    void whatIsMissingEmptyLargeOrNoFileIsSaid() throws IOException {
        Files.write(admitted.resolve("large"), new byte[(1 << 20) + 1]);
        Files.createFile(admitted.resolve("empty"));
        Files.createDirectory(admitted.resolve("directory"));

        assertThat(failure(admitted + "/missing")).hasMessageContaining("missing");
        assertThat(failure(admitted + "/missing").getCause()).isInstanceOf(IOException.class);
        assertThat(failure(admitted + "/large")).hasMessageContaining("larger than");
        assertThat(failure(admitted + "/empty")).hasMessageContaining("empty");
        assertThat(failure(admitted + "/directory")).hasMessageContaining("is no file");
    }

    @Test
    void aSchemeOfTheApplicationIsReadByIt() {
        assertThat(contents.open("VOLUME:user//~/hive.keytab").reveal()).isEqualTo("read VOLUME:user//~/hive.keytab");
        assertThat(contents.obstacle(Secret.of("volume:user//~/hive.keytab"))).isEmpty();
    }

    @Test
    void aSchemeThatNothingReadsIsWarnedOfAndThenRefused() {
        assertThat(contents.obstacle(Secret.of("s3://bucket/ca.pem"))).hasValueSatisfying(obstacle -> {
            assertThat(obstacle.isCertain()).isFalse();
            assertThat(obstacle.expectation()).contains("contentReader(\"s3\"");
        });
        assertThat(failure("s3://bucket/ca.pem").code()).isEqualTo(ConnectionError.NOT_CONFIGURED);
    }

    @Test
    void whatAReaderSaysIsNotRepeated() {
        LayerContents failing = new LayerContents(
                Set.of(),
                Map.of("volume", reference -> {
                    throw new FileNotFoundException("canary-message");
                }),
                Optional.empty());

        ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> failing.open("volume:x"));

        assertThat(failure.code()).isEqualTo(ConnectionError.CONTENT_UNREADABLE);
        assertThat(failure).hasMessageContaining("FileNotFoundException").hasNoCause();
        assertThat(failure.toString()).doesNotContain("canary");
    }

    @Test
    void wrongBase64IsRefused() {
        assertThat(contents.obstacle(Secret.of("base64:"))).isPresent();
        assertThat(failure("base64:A").code()).isEqualTo(ConnectionError.CONTENT_UNREADABLE);
    }

    @Test
    void ciphertextsAreOpenedByTheApplicationOnly() {
        assertThat(contents.decrypt("ENCRYPTED_PASSWORD", Secret.of("abc")).reveal())
                .isEqualTo("ENCRYPTED_PASSWORD of abc");
        ConnectionException failure = catchThrowableOfType(
                ConnectionException.class,
                () -> LayerContents.closed().decrypt("ENCRYPTED_PASSWORD", Secret.of("abc")));
        assertThat(failure.code()).isEqualTo(ConnectionError.NOT_CONFIGURED);
        assertThat(failure.remedy()).contains("decryptor");
    }

    @Test
    void whatADecryptorSaysIsNotRepeated() {
        LayerContents failing = new LayerContents(Set.of(), Map.of(), Optional.of((property, ciphertext) -> {
            throw new GeneralSecurityException("canary of " + ciphertext);
        }));

        ConnectionException failure = catchThrowableOfType(
                ConnectionException.class, () -> failing.decrypt("ENCRYPTED_PASSWORD", Secret.of("abc")));

        assertThat(failure.code()).isEqualTo(ConnectionError.SECRET_UNREADABLE);
        assertThat(failure).hasNoCause();
        assertThat(failure.toString()).doesNotContain("canary").doesNotContain("abc");
    }

    private ConnectionException failure(String value) {
        ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> contents.open(value));
        assertThat(failure).isNotNull();
        assertThat(failure.remedy()).isNotBlank();
        assertThat(failure.toString()).doesNotContain("canary");
        return failure;
    }
}
