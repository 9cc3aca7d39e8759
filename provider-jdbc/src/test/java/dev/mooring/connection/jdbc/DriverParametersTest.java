package dev.mooring.connection.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.jdbc.bridge.JdbcEngine;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DriverParametersTest {
    /** H2's driver lists none of its settings. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "REDSHIFT", "MYSQL", "MARIADB", "SQLSERVER"})
    void admitsOnlyWhatTheDriverKnows(JdbcEngine engine) throws Exception {
        Driver driver = Class.forName(engine.drivers().get(0))
                .asSubclass(Driver.class)
                .getConstructor()
                .newInstance();
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (DriverPropertyInfo each : driver.getPropertyInfo(engine.prefix() + "//h:1", new Properties())) {
            known.add(each.name);
        }
        // what they know and do not list; MySQL's is an older name of connectionTimeZone
        known.addAll(
                switch (engine) {
                    case REDSHIFT -> List.of("connectTimeout", "socketTimeout");
                    case MYSQL -> List.of("serverTimezone");
                    default -> List.of();
                });

        assertThat(known).contains(DriverParameters.names(engine).split(", "));
    }
}
