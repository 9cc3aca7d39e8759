package dev.mooring.connection.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.tck.TypeRig;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MongoDbValidationTest {
    private static final TypeRig RIG = TypeRig.of(new MongoDbProvider().types().get(0));

    @Test
    void takesPartsOrAnUrlWithALogin() {
        assertThat(errors(login("HOSTS", "a:1,b:2", "DATABASE", "ledger", "REPLICA_SET", "rs0")))
                .isEmpty();
        assertThat(errors(login("CONNECTION_URL", "mongodb+srv://c.abc.mongodb.net/ledger")))
                .isEmpty();
        assertThat(errors(login())).containsExactly("HOSTS MISSING");
        assertThat(errors(login("HOSTS", "a:1", "URL", "mongodb://a/d"))).containsExactly("CONNECTION_URL CONFLICT");
        assertThat(errors("HOSTS", "a:1")).containsExactly("USERNAME MISSING", "PASSWORD MISSING");
        assertThat(errors(
                        "HOSTS",
                        "a:1",
                        "SECRET_ID",
                        "ledger",
                        "SECRET_CONNECTION",
                        "lake",
                        "SECRET_REGION",
                        "eu-west-1"))
                .isEmpty();
    }

    @Test
    void refusesSecretsAndOptionsInAnUrl() {
        assertThat(errors(login("URL", "mongodb://u:p@a/d"))).containsExactly("CONNECTION_URL MALFORMED");
        assertThat(errors(login("URL", "mongodb://a/d?tlsInsecure=true"))).containsExactly("CONNECTION_URL MALFORMED");
        assertThat(errors(login("URL", "mongodb://a/d", "DATABASE", "d"))).containsExactly("DATABASE CONFLICT");
        assertThat(errors(login("URL", "mongodb://a/?replicaSet=x", "REPLICA_SET", "x")))
                .containsExactly("REPLICA_SET CONFLICT");
    }

    @Test
    void givesCertificatesToTheirMechanismOnly() {
        assertThat(errors("HOSTS", "a:1", "AUTH_MECHANISM", "MONGODB-X509"))
                .containsExactly("CLIENT_CERTIFICATE MISSING", "CLIENT_KEY MISSING");
        assertThat(errors(login(
                        "HOSTS",
                        "a:1",
                        "AUTH_MECHANISM",
                        "MONGODB-X509",
                        "CLIENT_CERTIFICATE",
                        "x",
                        "CLIENT_KEY",
                        "y")))
                .containsExactly("USERNAME CONFLICT", "PASSWORD CONFLICT");
        assertThat(errors(login("HOSTS", "a:1", "CLIENT_KEY", "y"))).containsExactly("CLIENT_KEY CONFLICT");
        assertThat(errors(
                        "HOSTS",
                        "a:1",
                        "AUTH_MECHANISM",
                        "MONGODB-X509",
                        "CLIENT_CERTIFICATE",
                        "x",
                        "CLIENT_KEY",
                        "y",
                        "TLS",
                        "false"))
                .containsExactly("TLS CONFLICT");
        assertThat(errors(login("HOSTS", "a:1", "AUTH_MECHANISM", "PLAIN")))
                .containsExactly("AUTH_MECHANISM MALFORMED");
    }

    @Test
    void encryptsUnlessToldOtherwiseAndWarnsThen() {
        assertThat(RIG.warnings(TypeRig.properties(login("HOSTS", "a:1")))).isEmpty();
        assertThat(RIG.warnings(TypeRig.properties(login("HOSTS", "a:1", "TLS", "false"))))
                .containsExactly("TLS CONFLICT");
        assertThat(errors(login("HOSTS", "a:1", "TLS", "false", "TRUSTED_CERTIFICATES", "x")))
                .containsExactly("TRUSTED_CERTIFICATES CONFLICT");
    }

    private static String[] login(String... more) {
        return Stream.concat(Stream.of(more), Stream.of("USERNAME", "u", "PASSWORD", "p"))
                .toArray(String[]::new);
    }

    private static List<String> errors(String... namesAndValues) {
        return RIG.errors(TypeRig.properties(namesAndValues));
    }
}
