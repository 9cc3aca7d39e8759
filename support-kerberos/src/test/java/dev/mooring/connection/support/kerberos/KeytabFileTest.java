package dev.mooring.connection.support.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import dev.mooring.testserver.kdc.TestKdc;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Map;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KeyTab;
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
    void usesItsPathsAgainForTheJdkRemembersEachForEver() {
        KeytabFile first = KeytabFile.write(KEYTAB);
        Path second;
        try (KeytabFile meanwhile = KeytabFile.write(KEYTAB)) {
            second = meanwhile.path();
            assertThat(second).isNotEqualTo(first.path());
        }
        first.close();

        try (KeytabFile again = KeytabFile.write(KEYTAB)) {
            assertThat(again.path()).isEqualTo(first.path());
            first.close();
            assertThat(again.path()).exists();
        }
    }

    @Test
    void letsTheJdkForgetTheKeysItRead() throws Exception {
        try (TestKdc kdc = TestKdc.start("EXAMPLE.COM")) {
            KerberosPrincipal alice = new KerberosPrincipal("alice@EXAMPLE.COM");
            KeytabFile file = KeytabFile.write(Secret.of(kdc.keytabBytes("alice")));
            assertThat(KeyTab.getInstance(alice, file.path().toFile()).getKeys(alice))
                    .isNotEmpty();
            assertThat(entriesHeld(file.path())).isPositive();

            file.close();

            assertThat(entriesHeld(file.path())).isZero();
        }
    }

    /** How many keys the JDK's cache of keytabs holds for a path. */
    private static int entriesHeld(Path path) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.security.krb5.internal.ktab.KeyTab");
        Field cache = type.getDeclaredField("map");
        cache.setAccessible(true);
        Field entries = type.getDeclaredField("entries");
        entries.setAccessible(true);
        Object held = ((Map<?, ?>) cache.get(null)).get(path.toString());
        return held == null ? 0 : ((Collection<?>) entries.get(held)).size();
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
