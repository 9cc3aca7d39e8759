package dev.mooring.examples;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.aws.AwsProvider;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.Keyring;
import dev.mooring.connection.core.PostgresStore;
import dev.mooring.connection.credential.Secret;
import dev.mooring.testserver.postgres.TestPostgres;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;

/** Two nodes on one PostgreSQL: what one creates the other vends, what one disables the other refuses. */
public final class SharedStore {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private SharedStore() {}

    public static void main(String... arguments) throws Exception {
        Keyring keyring = Keyring.inFile(Files.createTempDirectory("keys").resolve("keyring.json"));
        try (TestPostgres server = TestPostgres.start()) {
            server.password("mooring", "tide-table", Instant.now().plus(Duration.ofDays(1)));
            server.execute("CREATE SCHEMA mooring AUTHORIZATION mooring");
            PostgresStore store = PostgresStore.at(
                    "jdbc:postgresql://localhost:" + server.port() + "/postgres?sslmode=require",
                    "mooring",
                    Secret.of("tide-table"));
            try (ConnectionLayer one = node(store, keyring);
                    ConnectionLayer other = node(store, keyring)) {
                one.sql("sales", "qiliang")
                        .execute("CREATE STORAGE CONNECTION orders TYPE S3 REGION = 'eu-west-1'"
                                + " ACCESS_KEY = 'AKIALOCALEXAMPLE' SECRET_KEY = 'a-secret-of-the-example'");
                CredentialSource source = other.workspace("sales", "worker").source("orders", AccessScope.everything());
                System.out.println("the other node vends " + source.get());

                one.sql("sales", "qiliang").execute("ALTER CONNECTION orders DISABLE");
                Instant disabled = Instant.now();
                try {
                    while (Instant.now().isBefore(disabled.plus(PATIENCE))) {
                        source.get();
                    }
                } catch (ConnectionException e) {
                    System.out.println("the other node answers " + e.code() + " soon after");
                }
            }
        }
    }

    private static ConnectionLayer node(PostgresStore store, Keyring keyring) {
        return ConnectionLayer.on(store)
                .keyring(keyring)
                .provider(new AwsProvider())
                .open();
    }
}
