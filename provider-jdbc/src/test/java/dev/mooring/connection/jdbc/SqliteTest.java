package dev.mooring.connection.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.jdbc.bridge.ConnectionDataSource;
import dev.mooring.connection.tck.TypeRig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQLite, whose databases are files. */
class SqliteTest {
    private final TypeRig rig = TypeRig.of(new JdbcProvider().types().get(0));

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void fill() throws SQLException {
        file = directory.resolve("ledger.db");
        try (var jdbc = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = jdbc.createStatement()) {
            statement.execute("CREATE TABLE orders (id int PRIMARY KEY)");
            statement.execute("INSERT INTO orders VALUES (7)");
        }
    }

    @Test
    void opensAFileWithoutALogin() throws SQLException {
        assertThat(rig.report(of(file)).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(rig.source(of(file)).get()).isEqualTo(new Credential.Anonymous());
        try (var session = ConnectionDataSource.of(rig.source(of(file))).getConnection();
                Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM orders")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(7);
        }
    }

    @Test
    void makesNoFile() {
        Path lost = directory.resolve("lost.db");

        assertThat(rig.failure(of(lost)).code()).isEqualTo(ConnectionError.CONTENT_UNREADABLE);

        assertThat(lost).doesNotExist();
    }

    @Test
    void saysThatAFileIsNone() throws Exception {
        Path text =
                Files.writeString(directory.resolve("text.db"), "some text that is longer than a header ".repeat(9));

        assertThat(rig.failure(of(text)).code()).isEqualTo(ConnectionError.PROTOCOL_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ATTACH '%s/other.db' AS other",
                "VACUUM INTO '%s/copy.db'",
                "backup to '%s/copy.db'",
                "\n BACKUP main to '%s/copy.db'",
                "restore from '%s/orders.db'",
                "SELECT load_extension('%s/evil.so')"
            })
    void reachesNoOtherFileBySql(String sql) throws SQLException {
        try (var session = ConnectionDataSource.of(rig.source(of(file))).getConnection();
                Statement statement = session.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql.formatted(directory)))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(directory.resolve("other.db")).doesNotExist();
        assertThat(directory.resolve("copy.db")).doesNotExist();
    }

    @Test
    void followsALinkToAFileOnlyIfItsNameCouldStandInAnUrl() throws Exception {
        Path odd = directory.resolve("a?b=c.db");
        Files.copy(file, odd);
        Path link = Files.createSymbolicLink(directory.resolve("link.db"), odd);
        Path good = Files.createSymbolicLink(directory.resolve("good.db"), file);

        assertThat(rig.report(of(good)).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(rig.failure(of(link)).code()).isEqualTo(ConnectionError.CONTENT_UNREADABLE);
    }

    private static List<RawProperty> of(Path path) {
        return TypeRig.properties("JDBC_CONNECTION_URL", "jdbc:sqlite:" + path);
    }
}
