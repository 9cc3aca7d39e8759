package dev.mooring.connection.hms.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.hms.FakeMetastore;
import dev.mooring.connection.hms.Layers;
import dev.mooring.connection.hms.Metastores;
import dev.mooring.connection.tck.emulator.TcpRelay;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.hive.metastore.api.Database;
import org.apache.hadoop.hive.metastore.api.FieldSchema;
import org.apache.hadoop.hive.metastore.api.GetDatabaseRequest;
import org.apache.hadoop.hive.metastore.api.GetTableRequest;
import org.apache.hadoop.hive.metastore.api.GetTableResult;
import org.apache.hadoop.hive.metastore.api.NoSuchObjectException;
import org.apache.hadoop.hive.metastore.api.SerDeInfo;
import org.apache.hadoop.hive.metastore.api.StorageDescriptor;
import org.apache.hadoop.hive.metastore.api.Table;
import org.apache.thrift.TApplicationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetastoreClientTest {
    private final Layers layers = new Layers();

    @AfterEach
    void close() {
        layers.close();
    }

    @Test
    void tablesAndDatabasesOfTheRealServerAreRead() throws Exception {
        layers.with(Metastores.open().uri(), "USERNAME = 'etl'");
        try (MetastoreClient client = client()) {
            client.calls().create_database(new Database("shop", "", null, Map.of()));
            client.calls().create_table(table("shop", "orders"));
            assertThat(client.database("shop").getName()).isEqualTo("shop");
            assertThat(client.table("shop", "orders").getSd().getCols()).hasSize(1);
            assertThat(client.calls().getVersion()).isNotBlank();
            assertThatExceptionOfType(NoSuchObjectException.class).isThrownBy(() -> client.table("shop", "none"));
            assertThatExceptionOfType(NoSuchObjectException.class).isThrownBy(() -> client.database("none"));
            assertThat(client.calls().get_all_databases()).contains("shop");
        }
    }

    @Test
    void serversThatKnowTheOldFormsOnlyAreRead() throws Exception {
        Map<String, FakeMetastore.Answer> methods = Map.of(
                "get_table",
                names -> table((String) names[0], (String) names[1]),
                "get_database",
                names -> new Database((String) names[0], "old", "file:/", Map.of()));
        try (FakeMetastore old = FakeMetastore.of(methods)) {
            layers.with("localhost:" + old.port(), "");
            try (MetastoreClient client = client()) {
                assertThat(client.table("a", "b").getTableName()).isEqualTo("b");
                assertThat(client.database("a").getDescription()).isEqualTo("old");
                assertThatExceptionOfType(TApplicationException.class)
                        .isThrownBy(() -> client.calls().get_table_req(new GetTableRequest("a", "b")));
                assertThat(client.table("a", "c").getTableName()).isEqualTo("c");
            }
        }
    }

    @Test
    void serversThatKnowTheNewFormsOnlyAreRead() throws Exception {
        Map<String, FakeMetastore.Answer> methods = Map.of(
                "get_table_req",
                request -> new GetTableResult(
                        table(((GetTableRequest) request[0]).getDbName(), ((GetTableRequest) request[0]).getTblName())),
                "get_database_req",
                request -> new Database(((GetDatabaseRequest) request[0]).getName(), "new", "file:/", Map.of()));
        try (FakeMetastore recent = FakeMetastore.of(methods)) {
            layers.with("localhost:" + recent.port(), "");
            try (MetastoreClient client = client()) {
                assertThat(client.table("a", "b").getTableName()).isEqualTo("b");
                assertThat(client.database("a").getDescription()).isEqualTo("new");
            }
        }
    }

    @Test
    void aBrokenConnectionIsReplacedByOneToTheNextServer() throws Exception {
        try (TcpRelay first = TcpRelay.to(Metastores.open().port());
                TcpRelay second = TcpRelay.to(Metastores.open().port())) {
            layers.with("localhost:" + first.port() + ",localhost:" + second.port(), "");
            try (MetastoreClient client = client()) {
                assertThat(client.calls().get_all_databases()).contains("default");
                first.cut();
                assertThat(client.calls().get_all_databases()).contains("default");
                assertThat(second.connections()).isEqualTo(1);
            }
        }
    }

    @Test
    void aWriteIsNotRepeatedWhenItsConnectionBreaks() {
        try (TcpRelay relay = TcpRelay.to(Metastores.open().port())) {
            layers.with("localhost:" + relay.port(), "");
            try (MetastoreClient client = client()) {
                assertThat(client.toString()).contains("c");
                assertThat(databases(client)).contains("default");
                relay.interrupt();
                assertThatExceptionOfType(ConnectionException.class)
                        .isThrownBy(() -> client.calls().drop_database("nothing", false, false));
                assertThat(databases(client)).contains("default");
            }
        }
    }

    @Test
    void aChangedPasswordIsUsedByTheNextConnection() throws Exception {
        try (TcpRelay relay = TcpRelay.to(Metastores.password().port())) {
            layers.with(
                    "localhost:" + relay.port(),
                    "AUTH_TYPE = 'plain' USERNAME = 'alice' PASSWORD = '" + Metastores.PASSWORD + "'");
            try (MetastoreClient client = client()) {
                assertThat(client.calls().get_all_databases()).contains("default");
                relay.lead(Metastores.otherPassword().port());
                relay.interrupt();
                assertThatExceptionOfType(ConnectionException.class)
                        .isThrownBy(() -> client.calls().get_all_databases())
                        .matches(e -> e.code() == ConnectionError.CREDENTIAL_REJECTED);
                layers.sql().execute("ALTER CONNECTION c SET PASSWORD = 'another-password'");
                assertThat(client.calls().get_all_databases()).contains("default");
            }
        }
    }

    @Test
    void aClosedClientSaysSo() {
        layers.with(Metastores.open().uri(), "");
        MetastoreClient client = client();
        client.close();
        client.close();
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> client.calls().get_all_databases())
                .matches(e -> e.code() == ConnectionError.CLOSED);
    }

    private static List<String> databases(MetastoreClient client) {
        try {
            return client.calls().get_all_databases();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private MetastoreClient client() {
        return MetastoreClient.open(layers.connections().source("c", AccessScope.everything()));
    }

    private static Table table(String database, String name) {
        StorageDescriptor storage = new StorageDescriptor();
        storage.setCols(List.of(new FieldSchema("id", "bigint", "")));
        storage.setSerdeInfo(new SerDeInfo(name, "x", Map.of()));
        storage.setInputFormat("x");
        storage.setOutputFormat("x");
        Table table = new Table();
        table.setDbName(database);
        table.setTableName(name);
        table.setTableType("EXTERNAL_TABLE");
        table.setParameters(Map.of("EXTERNAL", "TRUE"));
        table.setSd(storage);
        table.setPartitionKeys(List.of());
        table.setOwner("etl");
        return table;
    }
}
