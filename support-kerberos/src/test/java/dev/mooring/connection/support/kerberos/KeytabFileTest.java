package dev.mooring.connection.support.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class KeytabFileTest {
    private static final Secret KEYTAB = Secret.of(new byte[] {5, 2, 0, 0});

    @Test
    void isForItsOwnerAloneAndGoneAfterClose() throws IOException {
        Path path;
        try (KeytabFile file = KeytabFile.write(KEYTAB)) {
            path = file.path();
            assertThat(path).hasBinaryContent(KEYTAB.revealBytes());
            assertThat(Files.getPosixFilePermissions(path)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(Files.getPosixFilePermissions(path.getParent()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            file.close();
            assertThat(path).doesNotExist();
        }
        assertThat(path.getParent()).doesNotExist();
    }

    @Test
    void saysWhatItNeedsWhenItCanNotBeDeleted() throws IOException {
        KeytabFile file = KeytabFile.write(KEYTAB);
        Path foreign = Files.createFile(file.path().resolveSibling("foreign"));
        try {
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(file::close)
                    .withMessageContaining("can not be deleted")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ConnectionError.NOT_CONFIGURED));
            assertThat(file.path()).doesNotExist();
        } finally {
            Files.delete(foreign);
            file.close();
        }
        assertThat(foreign.getParent()).doesNotExist();
    }
}
