package dev.mooring.connection.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.TypeRig;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JdbcValidationTest {
    private static final ConnectionType TYPE = new JdbcProvider().types().get(0);

    @Test
    void takesThePartsAndTheUrlOfGlue() {
        assertThat(errors("HOST", "h", "PORT", "5432", "JDBC_ENGINE", "postgresql", "USERNAME", "u", "PASSWORD", "p"))
                .isEmpty();
        assertThat(errors("JDBC_CONNECTION_URL", "jdbc:mysql://h/d", "USERNAME", "u", "PASSWORD", "p"))
                .isEmpty();
        assertThat(errors("HOST", "h", "PORT", "5432", "USERNAME", "u", "PASSWORD", "p"))
                .containsExactly("JDBC_ENGINE MISSING");
        assertThat(errors("JDBC_CONNECTION_URL", "jdbc:mysql://h/d"))
                .containsExactly("USERNAME MISSING", "PASSWORD MISSING");
        assertThat(errors(
                        "JDBC_CONNECTION_URL",
                        "jdbc:mysql://h/d",
                        "HOST",
                        "h",
                        "PORT",
                        "1",
                        "JDBC_ENGINE",
                        "mysql",
                        "USERNAME",
                        "u",
                        "PASSWORD",
                        "p"))
                .containsExactly("JDBC_CONNECTION_URL CONFLICT");
    }

    @Test
    void takesALoginOfSecretsManagerWithTheConnectionThatReadsIt() {
        String arn = "arn:aws:secretsmanager:eu-west-1:444455556666:secret:ledger-AbCdEf";
        assertThat(errors("URL", "jdbc:mysql://h/d", "SECRET_ID", arn, "SECRET_CONNECTION", "lake"))
                .isEmpty();
        assertThat(errors(
                        "URL",
                        "jdbc:mysql://h/d",
                        "SECRET_ID",
                        "ledger",
                        "SECRET_CONNECTION",
                        "lake",
                        "SECRET_REGION",
                        "eu-west-1"))
                .isEmpty();
        assertThat(errors("URL", "jdbc:mysql://h/d", "SECRET_ID", "ledger"))
                .containsExactly("SECRET_CONNECTION MISSING", "SECRET_REGION MISSING");
        assertThat(errors("URL", "jdbc:mysql://h/d", "SECRET_ID", arn, "SECRET_CONNECTION", "lake", "USERNAME", "u"))
                .containsExactly("USERNAME CONFLICT");
        assertThat(errors("URL", "jdbc:mysql://h/d", "USERNAME", "u", "PASSWORD", "p", "SECRET_CONNECTION", "lake"))
                .containsExactly("SECRET_CONNECTION CONFLICT");
        assertThat(errors("URL", "jdbc:mysql://h/d", "USERNAME", "u", "PASSWORD", "p", "ENCRYPTED_PASSWORD", "c"))
                .containsExactly("ENCRYPTED_PASSWORD CONFLICT");
    }

    @Test
    void refusesWhatAnUrlWouldBeRefusedFor() {
        assertThat(errors(login("URL", "jdbc:mysql://h/d?allowLoadLocalInfile=true")))
                .containsExactly("JDBC_CONNECTION_URL MALFORMED");
        assertThat(errors(
                        login("HOST", "h", "PORT", "1", "ENGINE", "MYSQL", "DATABASE", "x?allowLoadLocalInfile=true")))
                .containsExactly("DATABASE MALFORMED");
        assertThat(errors(login("HOST", "h", "PORT", "1", "ENGINE", "ORACLE"))).containsExactly("DATABASE MALFORMED");
        assertThat(errors(login("URL", "jdbc:mysql://h/d", "JDBC_PARAMETERS", "autoDeserialize=true")))
                .containsExactly("JDBC_PARAMETERS MALFORMED");
        assertThat(errors(login("URL", "jdbc:mysql://h/d", "JDBC_PARAMETERS", "user=root")))
                .containsExactly("JDBC_PARAMETERS MALFORMED");
        assertThat(errors(login("URL", "jdbc:mysql://h/d", "DATABASE", "d"))).containsExactly("DATABASE CONFLICT");
        assertThat(errors(login("HOST", "a,b", "PORT", "1", "ENGINE", "MYSQL"))).containsExactly("HOST MALFORMED");
    }

    @Test
    void namesDriversOnlyOfTheEngine() {
        assertThat(errors(login("URL", "jdbc:mysql://h/d", "DRIVER", "com.mysql.cj.jdbc.Driver")))
                .isEmpty();
        assertThat(errors(login("URL", "jdbc:mysql://h/d", "DRIVER", "org.h2.Driver")))
                .containsExactly("JDBC_DRIVER_CLASS_NAME MALFORMED");
        assertThat(errors(login("URL", "jdbc:mysql://h/d", "JDBC_DRIVER_JAR_URI", "s3://x/y.jar")))
                .containsExactly("JDBC_DRIVER_JAR_URI UNKNOWN");
    }

    @Test
    void encryptsUnlessToldOtherwiseAndWarnsThen() {
        assertThat(warnings(login("URL", "jdbc:mysql://h/d"))).isEmpty();
        assertThat(warnings(login("URL", "jdbc:mysql://h/d", "JDBC_ENFORCE_SSL", "FALSE")))
                .containsExactly("JDBC_ENFORCE_SSL CONFLICT");
        assertThat(errors(login("URL", "jdbc:mysql://h/d", "TLS", "false", "CUSTOM_JDBC_CERT", "x")))
                .containsExactly("CUSTOM_JDBC_CERT CONFLICT");
        assertThat(errors(login("URL", "jdbc:mysql://h/d", "CUSTOM_JDBC_CERT_STRING", "CN=db")))
                .containsExactly("CUSTOM_JDBC_CERT_STRING CONFLICT");
        assertThat(errors(login("URL", "jdbc:oracle:thin:@//h:1/d", "CUSTOM_JDBC_CERT_STRING", "CN=db")))
                .isEmpty();
        assertThat(errors(login("URL", "jdbc:oracle:thin:@h:1:SID"))).containsExactly("JDBC_CONNECTION_URL CONFLICT");
        assertThat(errors(login("URL", "jdbc:h2:tcp://h/d"))).containsExactly("JDBC_ENFORCE_SSL CONFLICT");
        assertThat(errors(login("URL", "jdbc:h2:tcp://h/d", "TLS", "false"))).isEmpty();
        assertThat(errors(login("URL", "jdbc:mysql://h/d", "SKIP_CUSTOM_JDBC_CERT_VALIDATION", "true")))
                .containsExactly("SKIP_CUSTOM_JDBC_CERT_VALIDATION CONFLICT");
    }

    @Test
    void asksNoLoginOfAFile() {
        assertThat(errors("URL", "jdbc:sqlite:/data/x.db")).isEmpty();
        assertThat(errors(login("URL", "jdbc:sqlite:/data/x.db")))
                .containsExactly("USERNAME CONFLICT", "PASSWORD CONFLICT");
        assertThat(errors(login("HOST", "h", "PORT", "1", "ENGINE", "SQLITE"))).contains("JDBC_ENGINE CONFLICT");
    }

    private static String[] login(String... more) {
        return Stream.concat(Stream.of(more), Stream.of("USERNAME", "u", "PASSWORD", "p"))
                .toArray(String[]::new);
    }

    private static List<String> errors(String... namesAndValues) {
        return TypeRig.of(TYPE).errors(TypeRig.properties(namesAndValues));
    }

    private static List<String> warnings(String... namesAndValues) {
        return TypeRig.of(TYPE).warnings(TypeRig.properties(namesAndValues));
    }
}
