package dev.mooring.examples;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.Connections;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.mongodb.MongoDbProvider;
import dev.mooring.connection.mongodb.bridge.MongoDbClientSettings;
import dev.mooring.connection.tck.TestCertificates;
import dev.mooring.connection.tck.emulator.mongodb.MongoDbEmulator;
import org.bson.Document;

/** MongoDB's own client logs in by certificate to an emulated server, over TLS. */
public final class MongoDbPing {
    private MongoDbPing() {}

    public static void main(String... arguments) {
        TestCertificates authority = TestCertificates.authority("harbour");
        TestCertificates.Identity ann = authority.client("ann");
        try (MongoDbEmulator server = MongoDbEmulator.start(authority, authority.server("localhost"));
                ConnectionLayer layer = ConnectionLayer.inMemory()
                        .provider(new MongoDbProvider())
                        .open()) {
            server.certify("CN=ann");
            Connections connections = layer.workspace("sales", "ann");
            connections.create(ConnectionDraft.of("events", "MONGODB")
                    .property("CONNECTION_URL", "mongodb://localhost:" + server.port() + "/events?appName=examples")
                    .property("AUTH_MECHANISM", MongoDbEmulator.X509)
                    .property("CLIENT_CERTIFICATE", ann.chainPem())
                    .property("CLIENT_KEY", ann.keyPem())
                    .property("TRUSTED_CERTIFICATES", authority.pem())
                    .build());
            System.out.println("test of connection events: "
                    + connections.test("events", TestOptions.readOnly()).outcome());
            try (MongoClient client =
                    MongoClients.create(MongoDbClientSettings.of(connections.source("events", AccessScope.everything()))
                            .build())) {
                System.out.println("the server answers "
                        + client.getDatabase("events")
                                .runCommand(new Document("ping", 1))
                                .toJson());
            }
        }
    }
}
