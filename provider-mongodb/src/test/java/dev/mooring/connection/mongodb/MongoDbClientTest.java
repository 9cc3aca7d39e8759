package dev.mooring.connection.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoSecurityException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.mongodb.bridge.MongoDbClientSettings;
import dev.mooring.connection.tck.CanarySecrets;
import dev.mooring.connection.tck.LiveSource;
import dev.mooring.connection.tck.TypeRig;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The driver's client, made as applications make it. */
class MongoDbClientTest {
    private static final EmulatedMongoDb EMULATED = new EmulatedMongoDb();

    private final TypeRig rig = TypeRig.of(new MongoDbProvider().types().get(0));

    @AfterEach
    void heal() {
        EMULATED.heal();
    }

    @AfterAll
    static void close() {
        EMULATED.close();
    }

    @Test
    void logsInByPasswordAndANewClientUsesAChangedOne() {
        LiveSource source = rig.source(TypeRig.properties(
                "HOSTS",
                EMULATED.place(),
                "TRUSTED_CERTIFICATES",
                EMULATED.authorityPem(),
                "USERNAME",
                EmulatedMongoDb.USER,
                "PASSWORD",
                EmulatedMongoDb.PASSWORD));
        find(source);
        EMULATED.server().password(EmulatedMongoDb.USER, "rotated-canary");
        assertThatThrownBy(() -> find(source)).isInstanceOf(MongoSecurityException.class);

        source.alter("PASSWORD", "rotated-canary");

        find(source);
    }

    @Test
    void logsInByCertificate() {
        find(rig.source(TypeRig.properties(
                "HOSTS",
                EMULATED.place(),
                "TRUSTED_CERTIFICATES",
                EMULATED.authorityPem(),
                "AUTH_MECHANISM",
                "MONGODB-X509",
                "CLIENT_CERTIFICATE",
                EMULATED.client().chainPem(),
                "CLIENT_KEY",
                EMULATED.client().keyPem())));
    }

    @Test
    void printsNoPassword() {
        CanarySecrets canaries = new CanarySecrets();
        LiveSource source = rig.source(TypeRig.properties(
                "HOSTS", "localhost:1", "USERNAME", "ann", "PASSWORD", canaries.watch("canary-of-settings")));

        MongoClientSettings settings = MongoDbClientSettings.of(source).build();

        assertThat(source.get()).isInstanceOf(Credential.Login.class);
        canaries.assertNotIn("settings", settings.getCredential(), settings.getSslSettings(), source);
    }

    private static void find(LiveSource source) {
        try (MongoClient client =
                MongoClients.create(MongoDbClientSettings.of(source).build())) {
            assertThat(client.getDatabase("ledger").getCollection("orders").find(new Document()))
                    .isEmpty();
        }
    }
}
