package dev.mooring.connection.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.FakeProvider;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.credential.Credential;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that takes all but one kind of entry: what can not be recorded is not done. */
class UnrecordedTest {
    private static final AccessScope READ = AccessScope.read("depot://orders/");
    private static final Duration MEMORY_OF_FAILURES = Duration.ofSeconds(4);

    @TempDir
    Path directory;

    private final MutableClock clock = new MutableClock();
    private final FakeProvider provider = new FakeProvider();
    private ConnectionLayer layer;
    private Connections ann;

    @BeforeEach
    void open() {
        layer = ConnectionLayer.in(directory).provider(provider).clock(clock).open();
        ann = layer.workspace("sales", "ann");
        ann.create(ConnectionDraft.of("depot", "DEPOT")
                .property("ENDPOINT", "host")
                .property("ACCESS_ID", "LTAI5tMmbq1Ty1")
                .property("ACCESS_KEY", "the-secret")
                .build());
    }

    @AfterEach
    void close() {
        layer.close();
    }

    @Test
    void aCredentialIsRefusedAndItsIssuerNotAskedForAnotherAtOnce() throws Exception {
        refuse("VEND");
        unavailable(() -> ann.vend("depot", READ));
        assertThat(provider.issuer.calls()).isEqualTo(1);
        unavailable(() -> ann.vend("depot", READ));
        assertThat(provider.issuer.calls()).as("the failure is remembered").isEqualTo(1);

        admit();
        clock.advance(MEMORY_OF_FAILURES);
        ann.vend("depot", READ);
        assertThat(provider.issuer.calls()).isEqualTo(2);
    }

    @Test
    void aStoredCredentialIsRefusedToo() throws Exception {
        refuse("VEND");
        unavailable(() -> ann.vend("depot", AccessScope.everything()));
        clock.advance(MEMORY_OF_FAILURES);
        unavailable(() -> ann.vend("depot", AccessScope.everything()));
        admit();
        clock.advance(MEMORY_OF_FAILURES);
        assertThat(ann.vend("depot", AccessScope.everything())).isInstanceOf(Credential.AccessKey.class);
    }

    @Test
    void aRenewalThatCanNotBeRecordedIsThrownAwayAndTheKeptCredentialStays() throws Exception {
        CredentialSource source = ann.source("depot", READ);
        Credential first = source.get();
        refuse("VEND");
        clock.advance(Duration.ofMinutes(45));
        assertThat(source.get()).isEqualTo(first);
        Awaitility.await().until(() -> provider.issuer.calls() == 2);
        assertThat(source.get()).isEqualTo(first);
        admit();
        Awaitility.await().until(() -> {
            clock.advance(Duration.ofSeconds(20));
            return !source.get().equals(first);
        });
    }

    @Test
    void aTestOrAChangeThatCanNotBeRecordedFails() throws Exception {
        refuse("TEST");
        unavailable(() -> ann.test("depot", TestOptions.readOnly()));
        admit();
        refuse("DISABLE");
        unavailable(() -> ann.disable("depot"));
        assertThat(ann.require("depot").enabled()).isTrue();
    }

    private void refuse(String action) throws SQLException {
        execute("CREATE TRIGGER broken BEFORE INSERT ON audit WHEN NEW.action = '" + action
                + "' BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
    }

    private void admit() throws SQLException {
        execute("DROP TRIGGER broken");
    }

    private void execute(String sql) throws SQLException {
        try (var jdbc = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("connections.db"));
                Statement statement = jdbc.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void unavailable(ThrowingCallable call) {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(call)
                .matches(e -> e.code() == ConnectionError.STORE_UNAVAILABLE);
    }
}
