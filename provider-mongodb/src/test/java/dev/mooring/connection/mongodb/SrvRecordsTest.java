package dev.mooring.connection.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.ProbeReport.Result;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.tck.TypeRig;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names whose servers an emulated name server lists. */
class SrvRecordsTest {
    private static final String NAME = "cluster.abc.example.com";

    private final NameServerEmulator names = NameServerEmulator.start();
    private final SrvRecords records = SrvRecords.of(names.url());

    @AfterEach
    void close() {
        names.close();
    }

    @Test
    void findsTheServersThatANameLists() {
        names.list("_mongodb._tcp." + NAME, 27017, "shard-0.abc.example.com");

        assertThat(records.servers(NAME)).containsExactly(new HostPort("shard-0.abc.example.com", 27017));
    }

    @Test
    void refusesServersOfAnotherDomain() {
        names.list("_mongodb._tcp." + NAME, 27017, "shard-0.abc.example.com.evil.net");

        assertThatThrownBy(() -> records.servers(NAME))
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        e -> assertThat(e.code()).isEqualTo(ConnectionError.ENDPOINT_UNREACHABLE))
                .hasMessageContaining("not of its domain");
    }

    @Test
    void saysThatANameListsNone() {
        assertThatThrownBy(() -> records.servers(NAME)).isInstanceOfSatisfying(ConnectionException.class, e -> {
            assertThat(e.code()).isEqualTo(ConnectionError.ENDPOINT_UNREACHABLE);
            assertThat(e.remedy()).contains("HOSTS");
        });
    }

    @Test
    void theGuardSeesEachListedServerAtTestsAndVends() {
        names.list("_mongodb._tcp." + NAME, 1, "shard-0.abc.example.com");
        TypeRig rig = TypeRig.of(new MongoDbConnectionType(records));
        var properties = TypeRig.properties(
                "CONNECTION_URL", "mongodb+srv://" + NAME + "/ledger", "USERNAME", "u", "PASSWORD", "p");

        ProbeReport report = rig.report(properties);
        rig.source(properties).get();

        assertThat(report.results())
                .extracting(Result::outcome)
                .startsWith(Outcome.PASSED, Outcome.FAILED, Outcome.SKIPPED);
        assertThat(report.results().get(0).detail()).contains("shard-0.abc.example.com:1");
        assertThat(rig.context().resolved())
                .containsSubsequence(List.of("shard-0.abc.example.com", "shard-0.abc.example.com"));
    }
}
