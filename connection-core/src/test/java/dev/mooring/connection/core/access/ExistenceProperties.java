package dev.mooring.connection.core.access;

import static dev.mooring.connection.core.access.ConnectionCalls.WORKSPACE;
import static dev.mooring.connection.core.access.ConnectionCalls.draft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.Alteration;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.ConnectionSql;
import dev.mooring.connection.core.FakeProvider;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.core.audit.AuditQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Two worlds that differ in one connection: whoever has nothing to do with it is told the same in both, byte by byte,
 * whatever they try.
 */
class ExistenceProperties {
    private static final String SECRET_NAME = "orders";
    private static final Principal ROOT = Principal.of("root");
    private static final Grantee EVE = Grantee.user("eve");

    private static final List<String> STATEMENTS = List.of(
            "CREATE STORAGE CONNECTION %s TYPE DEPOT ENDPOINT = 'e' ROLE_ARN = 'r'",
            "CREATE STORAGE CONNECTION IF NOT EXISTS %s TYPE DEPOT ENDPOINT = 'e' ROLE_ARN = 'r'",
            "CREATE OR REPLACE STORAGE CONNECTION %s TYPE DEPOT ENDPOINT = 'e' ROLE_ARN = 'r'",
            "CREATE STORAGE CONNECTION IF NOT EXISTS %s TYPE NO_SUCH_TYPE X = 'y'",
            "DESC CONNECTION %s",
            "DESC CONNECTION EXTENDED %s",
            "ALTER CONNECTION %s SET ENDPOINT = 'x'",
            "ALTER CONNECTION %s SET NO_SUCH = 'x' UNSET NOR_THIS",
            "ALTER CONNECTION %s ENABLE",
            "ALTER CONNECTION %s DISABLE",
            "DROP CONNECTION %s",
            "DROP CONNECTION IF EXISTS %s",
            "DROP CONNECTION %s CASCADE",
            "DROP CONNECTION IF EXISTS %s CASCADE",
            "TEST CONNECTION %s",
            "TEST CONNECTION %s SCOPE 's3://elsewhere/=READ' WRITE",
            "GRANT USAGE ON CONNECTION %s TO USER eve",
            "REVOKE ALL ON CONNECTION %s FROM USER eve",
            "SHOW GRANTS ON CONNECTION %s",
            "SHOW AUDIT FOR CONNECTION %s",
            "SHOW AUDIT",
            "SHOW GRANTS",
            "SHOW CONNECTIONS",
            "SHOW CONNECTIONS LIKE '%%rder%%'",
            "SHOW STORAGE CONNECTIONS WHERE name = '%s' LIMIT 5");

    /** What somebody tries with a name. */
    private record Attempt(String what, ConnectionCalls.Call call) {
        @Override
        public String toString() {
            return what;
        }
    }

    @Property(tries = 120)
    void whetherAConnectionIsThereIsToldByNothing(
            @ForAll("attempts") List<Attempt> attempts,
            @ForAll("spellings") String spelling,
            @ForAll Standing standing) {
        try (ConnectionLayer with = world(standing, true);
                ConnectionLayer without = world(standing, false)) {
            for (Attempt attempt : attempts) {
                assertThat(told(with, attempt, spelling))
                        .as("%s of %s by one who has %s", attempt, spelling, standing)
                        .isEqualTo(told(without, attempt, spelling));
            }
            assertThat(with.workspace(WORKSPACE, ROOT).find(SECRET_NAME)).isPresent();
        }
    }

    /** What the one who tries may do, all of it elsewhere. */
    enum Standing {
        NOTHING,
        ALL_ON_ANOTHER,
        OWNERSHIP_OF_ANOTHER_WORKSPACES,
        READ_AUDIT_ON_ANOTHER
    }

    @Provide
    Arbitrary<String> spellings() {
        return Arbitraries.of(
                SECRET_NAME, SECRET_NAME.toUpperCase(Locale.ROOT), "Orders", "order", "ordres", "no_such", "other");
    }

    @Provide
    Arbitrary<List<Attempt>> attempts() {
        List<Attempt> all = new ArrayList<>();
        ConnectionCalls.all().forEach(each -> all.add(new Attempt(each.method(), each.call())));
        all.add(new Attempt("list", (c, name) -> c.list()));
        all.add(new Attempt(
                "a version that is expected",
                (c, name) -> c.alter(
                        name,
                        Alteration.builder().expectVersion(7).unset("NO_SUCH").build())));
        all.add(new Attempt(
                "a draft that is wrong",
                (c, name) -> c.createOrReplace(
                        ConnectionDraft.of(name, "DEPOT").property("A", "b").build())));
        all.add(new Attempt("a reference to it", (c, name) -> c.create(vault("eves_vault", name))));
        STATEMENTS.forEach(sql -> all.add(new Attempt(sql, null)));
        return Arbitraries.of(all).list().ofMinSize(4).ofMaxSize(14);
    }

    private static ConnectionDraft vault(String name, String storage) {
        return ConnectionDraft.of(name, "VAULT")
                .property("STORAGE_CONNECTION", storage)
                .build();
    }

    /** All that comes back, apart from what is new in each world: ids, times and the numbers of requests. */
    private static String told(ConnectionLayer layer, Attempt attempt, String name) {
        return answer(layer, attempt, name)
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "id")
                .replaceAll("request-\\d+", "request")
                .replaceAll("PT[0-9.E-]+S|(?<=, )\\d+(?=, )", "time");
    }

    private static String answer(ConnectionLayer layer, Attempt attempt, String name) {
        Connections eve = layer.workspace(WORKSPACE, "eve");
        try {
            if (attempt.call() == null) {
                ConnectionSql sql = layer.sql(WORKSPACE, "eve");
                return sql.execute(String.format(Locale.ROOT, attempt.what(), name))
                        .toString();
            }
            return String.valueOf(attempt.call().make(eve, name));
        } catch (ConnectionException e) {
            return e.code() + "|" + e.getMessage() + "|" + e.remedy() + "|" + e.position() + "|" + e.violations() + "|"
                    + e.requestId() + "|" + e.retryAfter() + "|" + (e.getCause() == null);
        }
    }

    private static ConnectionLayer world(Standing standing, boolean hasIt) {
        ConnectionLayer layer = ConnectionLayer.inMemory()
                .provider(new FakeProvider())
                .clock(new MutableClock())
                .accessByPrivileges(Grantee.user("root"))
                .open();
        Connections root = layer.workspace(WORKSPACE, ROOT);
        root.create(draft("other"));
        if (hasIt) {
            root.create(draft(SECRET_NAME));
            root.create(vault("vault", SECRET_NAME));
            root.register(SECRET_NAME, new Dependent("VOLUME", "landing"));
            root.vend(SECRET_NAME, ConnectionCalls.SCOPE);
        }
        Grants grants = layer.grants(WORKSPACE, ROOT);
        switch (standing) {
            case NOTHING -> grants.grant(Set.of(Privilege.USAGE), Optional.of("other"), Grantee.user("somebody"));
            case ALL_ON_ANOTHER -> grants.grant(Privilege.ofConnection(), Optional.of("other"), EVE);
            case OWNERSHIP_OF_ANOTHER_WORKSPACES ->
                layer.grants("elsewhere", ROOT).grant(Privilege.ofWorkspace(), Optional.empty(), EVE);
            case READ_AUDIT_ON_ANOTHER -> grants.grant(Set.of(Privilege.READ_AUDIT), Optional.of("other"), EVE);
        }
        assertThat(layer.audit(WORKSPACE, ROOT).read(AuditQuery.newest(1))).isNotEmpty();
        return layer;
    }
}
