package dev.mooring.connection.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Expiry;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.TestOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ends of secrets, as people state them. */
class ExpiryTest {
    private final MutableClock clock = new MutableClock();
    private final ConnectionLayer layer = ConnectionLayer.inMemory()
            .provider(new FakeProvider())
            .clock(clock)
            .ticker(clock::nanos)
            .open();
    private final ConnectionSql sql = layer.sql("w", "ann");

    @AfterEach
    void close() {
        layer.close();
    }

    private void create(String name, String more) {
        sql.execute("CREATE STORAGE CONNECTION " + name + " TYPE DEPOT ENDPOINT = 'depot.example' ACCESS_ID = 'id-of-"
                + name + "' ACCESS_KEY = 'a-secret-key'" + more);
    }

    private String in(Duration ahead) {
        return clock.instant().plus(ahead).toString();
    }

    @Test
    void isShownAndWarnedOfFromThirtyDaysBefore() {
        create("lake", " ACCESS_KEY_EXPIRES_AT = '" + in(Duration.ofDays(40)) + "'");

        ResultTable described = sql.execute("DESC CONNECTION lake");
        assertThat(described.toText()).contains("ACCESS_KEY_EXPIRES_AT");
        assertThat(described.warnings()).isEmpty();

        clock.advance(Duration.ofDays(11));
        assertThat(sql.execute("DESC CONNECTION lake").warnings())
                .singleElement()
                .asString()
                .contains("ACCESS_KEY ends in 29 days");
        assertThat(test("lake")).contains("ACCESS_KEY ends in 29 days");
        clock.advance(Duration.ofDays(30));
        assertThat(sql.execute("DESC CONNECTION EXTENDED lake").warnings())
                .singleElement()
                .asString()
                .contains("ACCESS_KEY ended at");
        assertThat(test("lake")).contains("ended at");
    }

    private String test(String name) {
        return layer.workspace("w", "ann").test(name, TestOptions.readOnly()).results().stream()
                .filter(result -> result.outcome() == ProbeReport.Outcome.WARNING)
                .map(result -> result.target() + ": " + result.detail())
                .toList()
                .toString();
    }

    @Test
    void whatEndsNextIsListedFirst() {
        create("later", " ACCESS_KEY_EXPIRES_AT = '" + in(Duration.ofDays(300)) + "'");
        create("soon", " ACCESS_KEY_EXPIRES_AT = '" + in(Duration.ofDays(3)) + "'");
        create("never", "");
        create("over", " ACCESS_KEY_EXPIRES_AT = '2020-01-01'");

        assertThat(sql.execute("SHOW CONNECTIONS EXPIRING").rows())
                .extracting(row -> List.of(row.get(0), row.get(3), row.get(5)))
                .containsExactly(
                        List.of("over", "ACCESS_KEY", "OVER"),
                        List.of("soon", "ACCESS_KEY", "SOON"),
                        List.of("later", "ACCESS_KEY", "LATER"));
        assertThat(sql.execute("SHOW STORAGE CONNECTIONS EXPIRING LIMIT 2").rows())
                .extracting(row -> row.get(0))
                .containsExactly("over", "soon");
        assertThat(sql.execute("SHOW API CONNECTIONS EXPIRING").rows()).isEmpty();
        assertThat(sql.execute("SHOW CONNECTIONS EXPIRING LIMIT 0").rows()).isEmpty();
        assertThat(sql.execute("SHOW CONNECTIONS EXPIRING").toText()).contains("2020-01-01T00:00:00Z");
    }

    @Test
    void anEndGoesWithItsSecret() {
        create("lake", " ACCESS_KEY_EXPIRES_AT = '2031-05-01'");

        sql.execute("ALTER CONNECTION lake COMMENT 'kept'");
        assertThat(expiries()).containsExactly(new Expiry("ACCESS_KEY", Instant.parse("2031-05-01T00:00:00Z")));
        sql.execute("ALTER CONNECTION lake SET ACCESS_KEY = 'another-secret' ACCESS_KEY_EXPIRES_AT = '2032-05-01'");
        assertThat(expiries()).containsExactly(new Expiry("ACCESS_KEY", Instant.parse("2032-05-01T00:00:00Z")));
        sql.execute("ALTER CONNECTION lake SET ACCESS_KEY = 'a-third-secret'");
        assertThat(expiries()).isEmpty();
    }

    private List<Expiry> expiries() {
        return layer.workspace("w", "ann").require("lake").expiries();
    }

    @Test
    void whatIsNoTimeOrOfNoSecretIsRefused() {
        refused(" ACCESS_KEY_EXPIRES_AT = 'in a year'", "a date such as 2027-01-31");
        refused(" ACCESS_KEY_EXPIRES_AT = '2027-02-30'", "a date such as 2027-01-31");
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> sql.execute("CREATE STORAGE CONNECTION role TYPE DEPOT ENDPOINT = 'depot.example'"
                        + " ROLE = 'role/lake' ACCESS_KEY_EXPIRES_AT = '2027-01-31'"))
                .withMessageContaining("is the end of ACCESS_KEY, which is not given");
    }

    private void refused(String more, String why) {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> create("lake", more))
                .matches(e -> e.code() == ConnectionError.INVALID_PROPERTIES)
                .withMessageContaining(why);
    }
}
