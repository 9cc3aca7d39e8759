package dev.mooring.connection.core.internal.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.Contents;
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

    private static final Connection.Identity OWN = identity("own");

    @TempDir
    private Path root;

    private Path admitted;
    private LayerContents layer;
    private Contents contents;

    @BeforeEach
    void admit() throws IOException {
        admitted = Files.createDirectory(root.resolve("admitted"));
        Files.writeString(root.resolve("outside.pem"), "canary-outside");
        layer = new LayerContents(
                directories(admitted),
                Map.of(
                        "volume",
                        request -> ("read " + request.reference() + " for " + request.workspace() + "/"
                                        + request.connection())
                                .getBytes(StandardCharsets.UTF_8)),
                Optional.of(request ->
                        Secret.of(request.property() + " of " + request.ciphertext() + " for " + request.workspace())));
        contents = layer.of(OWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {PEM, "[libdefaults]\n default_realm = A", "plain", "/two\nlines", "a b: c\nd"})
    void aTextIsItself(String text) {
        assertThat(contents.open(text).reveal()).isEqualTo(text);
        assertThat(layer.obstacle("own", Secret.of(text))).isEmpty();
    }

    @Test
    void bytesStandBehindTheirEncoding() {
        byte[] keytab = {5, 2, 0, -1, 10};
        String value = "base64:" + Base64.getEncoder().encodeToString(keytab);

        assertThat(contents.open(Secret.of(value)).revealBytes()).isEqualTo(keytab);
        assertThat(layer.obstacle("own", Secret.of(value))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "file:%s", "file://%s"})
    void aFileIsReadAnewEachTime(String form) throws IOException {
        Path file = Files.writeString(admitted.resolve("ca.pem"), "first");
        String value = String.format(form, file);

        assertThat(contents.open(value).reveal()).isEqualTo("first");
        Files.writeString(file, "second");
        assertThat(contents.open(value).reveal()).isEqualTo("second");
        assertThat(layer.obstacle("own", Secret.of(value))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/outside.pem", "/admitted/../outside.pem", "/admittedx/outside.pem", "/admitted/../../etc"})
    void aFileOutsideIsRefusedBeforeAndAtReading(String path) {
        String value = root + path;

        assertThat(layer.obstacle("own", Secret.of(value))).hasValueSatisfying(obstacle -> {
            assertThat(obstacle.isCertain()).isTrue();
            assertThat(obstacle.expectation()).contains("admitDirectory").doesNotContain("outside.pem");
        });
        assertThat(failure(value).code()).isEqualTo(ConnectionError.CONTENT_UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:relative.pem", "file:", "file:/a\0b"})
    void whatIsNoAbsolutePathIsRefused(String value) {
        assertThat(layer.obstacle("own", Secret.of(value))).isPresent();
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
        LayerContents throughAlias = new LayerContents(directories(alias), Map.of(), Optional.empty());

        assertThat(throughAlias.of(OWN).open(alias.resolve("ca.pem").toString()).reveal())
                .isEqualTo("content");
    }

    @Test
    void whatIsMissingEmptyLargeOrNoFileIsSaid() throws IOException {
        Files.write(admitted.resolve("large"), new byte[(1 << 20) + 1]);
        Files.createFile(admitted.resolve("empty"));
        Files.createDirectory(admitted.resolve("directory"));

        assertThat(failure(admitted + "/missing")).hasMessageContaining("missing");
        assertThat(failure(admitted + "/missing")).hasNoCause();
        assertThat(failure(admitted + "/large")).hasMessageContaining("larger than");
        assertThat(failure(admitted + "/empty")).hasMessageContaining("empty");
        assertThat(failure(admitted + "/directory")).hasMessageContaining("directory is none");
    }

    @Test
    void theNameOfASecretsFileIsNotSaid() {
        Secret named = Secret.of(admitted + "/canary.keytab");

        ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> contents.open(named));

        assertThat(failure).hasMessageContaining("a secret property names").hasNoCause();
        assertThat(failure.toString()).doesNotContain("canary");
    }

    @Test
    void aSchemeOfTheApplicationIsReadByIt() {
        assertThat(contents.open("VOLUME:user//~/hive.keytab").reveal())
                .isEqualTo("read VOLUME:user//~/hive.keytab for own/orders");
        assertThat(layer.obstacle("own", Secret.of("volume:user//~/hive.keytab")))
                .isEmpty();
    }

    @Test
    void aSchemeThatNothingReadsIsWarnedOfAndThenRefused() {
        assertThat(layer.obstacle("own", Secret.of("s3://bucket/ca.pem"))).hasValueSatisfying(obstacle -> {
            assertThat(obstacle.isCertain()).isFalse();
            assertThat(obstacle.expectation()).contains("contentReader(\"s3\"");
        });
        assertThat(failure("s3://bucket/ca.pem").code()).isEqualTo(ConnectionError.NOT_CONFIGURED);
    }

    @Test
    void whatAReaderSaysIsNotRepeated() {
        LayerContents failing = new LayerContents(
                directories(),
                Map.of("volume", request -> {
                    throw new FileNotFoundException("canary-message");
                }),
                Optional.empty());

        ConnectionException failure = catchThrowableOfType(
                ConnectionException.class, () -> failing.of(OWN).open("volume:x"));

        assertThat(failure.code()).isEqualTo(ConnectionError.CONTENT_UNREADABLE);
        assertThat(failure).hasMessageContaining("FileNotFoundException").hasNoCause();
        assertThat(failure.toString()).doesNotContain("canary");
    }

    @Test
    void wrongBase64IsRefused() {
        assertThat(layer.obstacle("own", Secret.of("base64:"))).isPresent();
        assertThat(failure("base64:A").code()).isEqualTo(ConnectionError.CONTENT_UNREADABLE);
    }

    @Test
    void ciphertextsAreOpenedByTheApplicationOnly() {
        assertThat(contents.decrypt("ENCRYPTED_PASSWORD", Secret.of("abc")).reveal())
                .isEqualTo("ENCRYPTED_PASSWORD of abc for own");
        ConnectionException failure = catchThrowableOfType(
                ConnectionException.class,
                () -> LayerContents.closed().of(OWN).decrypt("ENCRYPTED_PASSWORD", Secret.of("abc")));
        assertThat(failure.code()).isEqualTo(ConnectionError.NOT_CONFIGURED);
        assertThat(failure.remedy()).contains("decryptor");
    }

    @Test
    void whatADecryptorSaysIsNotRepeated() {
        LayerContents failing = new LayerContents(directories(), Map.of(), Optional.of(request -> {
            throw new GeneralSecurityException("canary of " + request.ciphertext());
        }));

        ConnectionException failure = catchThrowableOfType(
                ConnectionException.class, () -> failing.of(OWN).decrypt("ENCRYPTED_PASSWORD", Secret.of("abc")));

        assertThat(failure.code()).isEqualTo(ConnectionError.SECRET_UNREADABLE);
        assertThat(failure).hasNoCause();
        assertThat(failure.toString()).doesNotContain("canary").doesNotContain("abc");
    }

    @Test
    void aDirectoryOfAWorkspaceIsClosedToOthers() throws IOException {
        Path file = Files.writeString(admitted.resolve("own.keytab"), "canary-own");
        LayerContents shared = new LayerContents(
                new AdmittedDirectories(Set.of(), Map.of("own", Set.of(admitted))), Map.of(), Optional.empty());
        Contents foreign = shared.of(identity("foreign"));

        assertThat(shared.of(OWN).open(file.toString()).reveal()).isEqualTo("canary-own");
        assertThat(shared.obstacle("own", Secret.of(file.toString()))).isEmpty();
        assertThat(shared.obstacle(Secret.of(file.toString()))).isEmpty();
        assertThat(shared.obstacle("foreign", Secret.of(file.toString()))).isPresent();
        assertThat(failure(foreign, file.toString()).code()).isEqualTo(ConnectionError.CONTENT_UNREADABLE);
    }

    @Test
    void aDirectoryOfAWorkspaceIsClosedToOthersBelowOneOfAll() throws IOException {
        Path own = Files.createDirectory(admitted.resolve("own"));
        Path file = Files.writeString(own.resolve("own.keytab"), "canary-own");
        Path link = Files.createSymbolicLink(admitted.resolve("link"), file);
        LayerContents shared = new LayerContents(
                new AdmittedDirectories(Set.of(admitted), Map.of("own", Set.of(own))), Map.of(), Optional.empty());
        Contents foreign = shared.of(identity("foreign"));

        assertThat(shared.of(OWN).open(link.toString()).reveal()).isEqualTo("canary-own");
        assertThat(failure(foreign, file.toString())).hasMessageContaining("outside");
        assertThat(failure(foreign, link.toString())).hasMessageContaining("link out of");
    }

    private static AdmittedDirectories directories(Path... paths) {
        return new AdmittedDirectories(Set.of(paths), Map.of());
    }

    private static Connection.Identity identity(String workspace) {
        return new Connection.Identity(
                "id", workspace, "orders", TypeId.of(ConnectionCategory.STORAGE, "HDFS"), Optional.empty());
    }

    private ConnectionException failure(String value) {
        return failure(contents, value);
    }

    private static ConnectionException failure(Contents contents, String value) {
        ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> contents.open(value));
        assertThat(failure).isNotNull();
        assertThat(failure.remedy()).isNotBlank();
        assertThat(failure.toString()).doesNotContain("canary");
        return failure;
    }
}
