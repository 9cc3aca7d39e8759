package dev.mooring.testserver.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TestPostgresTest {
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

    @Test
    void asksForPasswordsOverTlsAndSurvivesItsDeath() throws Exception {
        try (TestPostgres postgres = TestPostgres.start()) {
            postgres.password("a-\"b'c", "first", FAR);
            assertThat(user(postgres, "first", "require")).isEqualTo("a-\"b'c");
            assertThat(refusal(postgres, "first", "disable")).isEqualTo("28000");

            postgres.password("a-\"b'c", "second", FAR);
            assertThat(refusal(postgres, "first", "require")).isEqualTo("28P01");
            postgres.kill();
            assertThat(refusal(postgres, "second", "require")).startsWith("08");
            postgres.restart();
            assertThat(user(postgres, "second", "require")).isEqualTo("a-\"b'c");

            postgres.password("a-\"b'c", "second", Instant.parse("2000-01-01T00:00:00Z"));
            assertThat(refusal(postgres, "second", "require")).isEqualTo("28P01");
        }
    }

    private static String refusal(TestPostgres postgres, String password, String mode) {
        return catchThrowableOfType(SQLException.class, () -> user(postgres, password, mode))
                .getSQLState();
    }

    private static String user(TestPostgres postgres, String password, String mode) throws SQLException {
        Properties login = new Properties();
        login.put("user", "a-\"b'c");
        login.put("password", password);
        login.put("sslmode", mode);
        String url = "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres";
        try (var jdbc = DriverManager.getConnection(url, login);
                Statement statement = jdbc.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_user")) {
            row.next();
            return row.getString(1);
        }
    }
}
