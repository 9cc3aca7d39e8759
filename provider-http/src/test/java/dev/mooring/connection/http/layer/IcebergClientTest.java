package dev.mooring.connection.http.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.http.HttpProvider;
import dev.mooring.connection.http.bridge.IcebergCatalogProperties;
import dev.mooring.connection.tck.emulator.iceberg.IcebergEmulator;
import java.time.Clock;
import java.util.Map;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.apache.iceberg.rest.RESTCatalog;
import org.junit.jupiter.api.Test;

/** Iceberg's own client with the properties that we make, against an emulated catalog. */
class IcebergClientTest {
    @Test
    void itsOwnClientIsLetInAndAsksForNoTokenOfItsOwn() throws Exception {
        try (IcebergEmulator catalog = IcebergEmulator.start(Clock.systemUTC())
                        .client("lake", "canary-catalog-secret")
                        .table("sales.eu/orders");
                ConnectionLayer layer =
                        ConnectionLayer.inMemory().provider(new HttpProvider()).open()) {
            layer.workspace("sales", "ann")
                    .create(ConnectionDraft.of("lake", "ICEBERG_REST")
                            .property("URI", catalog.endpoint().toString())
                            .property("OAUTH_CLIENT_ID", "lake")
                            .property("OAUTH_CLIENT_SECRET", "canary-catalog-secret")
                            .property("WAREHOUSE", catalog.warehouse())
                            .property("io-impl", InMemoryFileIO.class.getName())
                            .build());
            Map<String, String> properties = IcebergCatalogProperties.of(
                            layer.workspace("sales", "ann").source("lake", AccessScope.everything()))
                    .reveal();
            try (RESTCatalog client = new RESTCatalog()) {
                client.initialize("lake", properties);
                assertThat(client.listNamespaces()).containsExactly(Namespace.of("sales", "eu"));
                catalog.tokens().revokeTokens();
                assertThatThrownBy(client::listNamespaces).isInstanceOf(NotAuthorizedException.class);
            }
            assertThat(catalog.tokens().issued()).hasSize(1);
        }
    }
}
