package dev.mooring.connection.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySpec;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that name files, ciphertexts and servers, through a whole layer. */
class ContentPropertiesTest {
    private static final PropertySchema SCHEMA = PropertySchema.builder()
            .optional(
                    PropertySpec.content("CA").describe("certificates").build(),
                    PropertySpec.secretContent("KEYTAB").describe("a keytab").build(),
                    PropertySpec.encrypted("ENCRYPTED_PASSWORD")
                            .describe("a ciphertext")
                            .build(),
                    PropertySpec.servers("SERVERS").describe("servers").build())
            .build();

    @TempDir
    private Path directory;

    private ConnectionLayer layer = open(ConnectionLayer.inMemory());

    @AfterEach
    void close() {
        layer.close();
    }

    @Test
    void aFileOutsideIsRefusedAtItsPlaceWithoutRepeatingIt() {
        ConnectionException failure =
                failure("CREATE STORAGE CONNECTION c TYPE FILED\n  KEYTAB = '/etc/canary.keytab'");

        assertThat(failure.code()).isEqualTo(ConnectionError.INVALID_PROPERTIES);
        assertThat(failure).hasMessageContaining("admitDirectory");
        assertThat(failure.toString()).doesNotContain("canary");
        assertThat(failure.position())
                .hasValueSatisfying(place -> assertThat(place.line()).isEqualTo(2));
    }

    @Test
    void anAdmittedFileIsTakenUnread() {
        layer.close();
        layer = open(ConnectionLayer.inMemory().admitDirectory(directory));

        run("CREATE STORAGE CONNECTION c TYPE FILED CA = '" + directory + "/not-there-yet.pem'");

        assertThat(run("DESC CONNECTION c")).contains("not-there-yet.pem");
    }

    @Test
    void aDirectoryOfAnotherWorkspaceIsRefused() {
        layer.close();
        layer = open(ConnectionLayer.inMemory().admitDirectory("pond", directory));
        String create = "CREATE STORAGE CONNECTION c TYPE FILED CA = '" + directory + "/ca.pem'";

        assertThat(failure(create)).hasMessageContaining("admitDirectory");
        assertThat(layer.sql("pond", "ann").execute(create)).isNotNull();
    }

    @Test
    void aReferenceOfTheApplicationIsWarnedOfWhileNothingReadsIt() {
        assertThat(run("CREATE STORAGE CONNECTION c TYPE FILED CA = 'volume:user//~/ca.pem'"))
                .contains("contentReader");
    }

    @Test
    void aCiphertextNeedsADecryptor() {
        String create = "CREATE STORAGE CONNECTION c TYPE FILED ENCRYPTED_PASSWORD = 'canary'";
        assertThat(failure(create)).hasMessageContaining("decryptor");

        layer.close();
        layer = open(ConnectionLayer.inMemory().decryptor(request -> {
            throw new AssertionError("not at CREATE");
        }));
        assertThat(run(create)).doesNotContain("canary");
    }

    @Test
    void newServersNeedTheSecretsAgain() {
        layer.close();
        layer = open(ConnectionLayer.inMemory().admitDirectory(directory));
        run("CREATE STORAGE CONNECTION c TYPE FILED SERVERS = ['a:1'] KEYTAB = 'inline keytab'");

        ConnectionException failure = failure("ALTER CONNECTION c SET SERVERS = ['evil:1']");

        assertThat(failure).hasMessageContaining("secrets are sent");
        run("ALTER CONNECTION c SET SERVERS = ['b:1'] KEYTAB = 'inline keytab'");
    }

    private static ConnectionLayer open(ConnectionLayer.Builder builder) {
        TypeId id = TypeId.of(ConnectionCategory.STORAGE, "FILED");
        return builder.provider(FakeTypes.of(FakeType.of(id, SCHEMA))).open();
    }

    private String run(String statement) {
        return String.valueOf(layer.sql("lake", "ann").execute(statement));
    }

    private ConnectionException failure(String statement) {
        return catchThrowableOfType(ConnectionException.class, () -> run(statement));
    }
}
