package dev.mooring.connection.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.access.Grantee;
import dev.mooring.connection.core.access.Principal;
import dev.mooring.connection.core.audit.AuditQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Privileges that one node gives or takes, seen by another on the same store. */
class SharedPrivilegesTest {
    private static final AccessScope READ = AccessScope.read("depot://orders/");
    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final PostgresServer SERVER = PostgresServer.shared();

    @TempDir
    Path directory;

    private final MutableClock clock = new MutableClock();

    @Test
    void onOneMachineARevocationIsSeenWithinTheBoundAndAGrantAtOnce() {
        try (ConnectionLayer here = node(ConnectionLayer.in(directory));
                ConnectionLayer there = node(ConnectionLayer.in(directory))) {
            CredentialSource source = granted(here, there);

            here.sql("sales", "root").execute("REVOKE USAGE ON CONNECTION depot FROM USER bob");
            clock.advance(BOUND);
            denied(source::get);
            denied(() -> there.workspace("sales", "bob").vend("depot", READ));

            here.sql("sales", "root").execute("GRANT USAGE ON WORKSPACE sales TO USER bob");
            source.get();
            here.sql("sales", "root").execute("REVOKE USAGE ON WORKSPACE sales FROM USER bob");
            clock.advance(BOUND);
            denied(source::get);
        }
    }

    @Test
    void acrossMachinesBothAreAnnounced() {
        String schema = SERVER.newSchema();
        Keyring keyring = Keyring.inFile(directory.resolve("keyring.json"));
        Supplier<ConnectionLayer.Builder> shared =
                () -> ConnectionLayer.on(SERVER.store(schema)).keyring(keyring);
        try (ConnectionLayer here = node(shared.get());
                ConnectionLayer there = node(shared.get())) {
            CredentialSource source = granted(here, there);
            // the clock stands, so the other node asks nobody: it is told
            here.sql("sales", "root").execute("REVOKE USAGE ON CONNECTION depot FROM USER bob");
            Awaitility.await().untilAsserted(() -> denied(source::get));
            here.sql("sales", "root").execute("GRANT USAGE ON WORKSPACE sales TO USER bob");
            source.get();
            here.sql("sales", "root").execute("REVOKE USAGE ON WORKSPACE sales FROM USER bob");
            Awaitility.await().untilAsserted(() -> denied(source::get));
            assertThat(there.audit("sales", Principal.of("root")).read(AuditQuery.newest(3)))
                    .extracting(row -> row.entry().action().name())
                    .contains("REVOKE");
        }
    }

    @Test
    void whatIsCreatedAnewElsewhereIsNotOpenToWhoMightUseItsForerunner() {
        try (ConnectionLayer here = node(ConnectionLayer.in(directory));
                ConnectionLayer there = node(ConnectionLayer.in(directory))) {
            CredentialSource source = granted(here, there);
            Connections root = here.workspace("sales", "root");
            root.drop("depot");
            root.create(draft());
            denied(() -> there.workspace("sales", "bob").test("depot", TestOptions.readOnly()));
            clock.advance(BOUND);
            denied(source::get);
        }
    }

    /** In use on the other node, so that all is remembered there. */
    private static CredentialSource granted(ConnectionLayer here, ConnectionLayer there) {
        here.workspace("sales", "root").create(draft());
        CredentialSource source;
        denied(() -> there.workspace("sales", "bob").vend("depot", READ));
        here.sql("sales", "root").execute("GRANT USAGE ON CONNECTION depot TO USER bob");
        source = there.workspace("sales", "bob").source("depot", READ);
        source.get();
        source.get();
        return source;
    }

    private ConnectionLayer node(ConnectionLayer.Builder builder) {
        return builder.provider(new FakeProvider())
                .clock(clock)
                .accessByPrivileges(Grantee.user("root"))
                .open();
    }

    private static ConnectionDraft draft() {
        return ConnectionDraft.of("depot", "DEPOT")
                .property("ENDPOINT", "host")
                .property("ROLE_ARN", "role")
                .build();
    }

    private static void denied(ThrowingCallable call) {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(call)
                .matches(e -> e.code() == ConnectionError.NOT_AUTHORIZED);
    }
}
