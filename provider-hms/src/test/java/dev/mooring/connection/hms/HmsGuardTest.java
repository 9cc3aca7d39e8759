package dev.mooring.connection.hms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Vended;
import dev.mooring.connection.hms.wire.HmsProperties;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection's owner may not get at by naming the wrong file or changing the wrong property. */
class HmsGuardTest {
    private static final String SERVER = "thrift://localhost:9083";
    private static final String PLAIN = "AUTH_TYPE = 'plain' USERNAME = 'alice' PASSWORD = 'secret-of-alice' ";
    private static final String KERBEROS = "AUTH_TYPE = 'kerberos'"
            + " KERBEROS_CLIENT_PRINCIPAL = 'hive/localhost@YOUR-REALM.COM'"
            + " KERBEROS_SERVICE_PRINCIPAL = 'hive/localhost@YOUR-REALM.COM'"
            + " KERBEROS_KRB5_CONFIG_PATH = 'volume:user//~/krb5.conf'"
            + " KERBEROS_KEYTAB_PATH = 'volume:user//~/hive.keytab'";
    private static final String KEY = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\n-----END PRIVATE KEY-----\n";

    private final Layers layers = new Layers();

    @AfterEach
    void close() {
        layers.close();
    }

    @Test
    void aFileThatIsNoCertificateIsNeitherHandedOutNorRepeated() {
        layers.with(SERVER, PLAIN + "USE_SSL = 'true' TRUSTSTORE_CERTIFICATES = '" + base64(KEY) + "'");

        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> layers.connections().vend("c"))
                .withMessageContaining("TRUSTSTORE_CERTIFICATES")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ConnectionError.INVALID_PROPERTIES))
                .satisfies(e -> assertThat(e).hasRootCauseInstanceOf(ConnectionException.class))
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("PRIVATE", "MIIEvQ"));
    }

    @Test
    void onlyTheCertificatesOfAFileAreHandedOut() {
        String mixed = "# of ops\n" + Metastores.certificates().pem();
        layers.with(SERVER, PLAIN + "USE_SSL = 'true' TRUSTSTORE_CERTIFICATES = '" + base64(mixed) + "'");

        Vended vended =
                layers.connections().source("c", AccessScope.everything()).vended();

        assertThat(vended.details().require(HmsProperties.TRUSTED))
                .startsWith("-----BEGIN CERTIFICATE-----")
                .doesNotContain("of ops");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"USE_SSL = 'false'", "TRUSTSTORE_CERTIFICATES = 'base64:YWJj'", "METASTORE_URIS = 'evil:9083'"})
    void whatProtectsThePasswordChangesOnlyTogetherWithIt(String change) {
        layers.with(SERVER, PLAIN + "USE_SSL = 'true'");

        assertRefused(change, "PASSWORD");
        layers.sql().execute("ALTER CONNECTION c SET USERNAME = 'bob'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KERBEROS_SERVICE_PRINCIPAL = 'hive/evil@YOUR-REALM.COM'",
                "KERBEROS_KRB5_CONFIG_PATH = 'volume:user//~/evil.conf'",
                "USE_SSL = 'true'"
            })
    void whatProtectsAKeytabsIdentityChangesOnlyTogetherWithItsPath(String change) {
        layers.with(SERVER, KERBEROS);

        assertRefused(change, "KERBEROS_KEYTAB_PATH");
        layers.sql()
                .execute("ALTER CONNECTION c SET " + change + " KERBEROS_KEYTAB_PATH = 'volume:user//~/hive.keytab'");
    }

    private void assertRefused(String change, String secret) {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> layers.sql().execute("ALTER CONNECTION c SET " + change))
                .matches(e -> e.code() == ConnectionError.INVALID_PROPERTIES)
                .satisfies(e -> assertThat(e.remedy()).contains(secret));
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String base64(String text) {
        return "base64:" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
