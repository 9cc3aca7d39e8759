package dev.mooring.connection.jdbc;

import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.jdbc.JdbcUrl.Reading;
import dev.mooring.connection.jdbc.bridge.JdbcEngine;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.PropertyRules;
import dev.mooring.connection.spi.Validator;
import dev.mooring.connection.support.secrets.LoginProperties;
import java.util.List;
import java.util.Optional;

/** Checks what the schema can not say: the URL, parameters, the driver, the login and TLS, each by the engine. */
final class JdbcValidator implements Validator {
    @Override
    public List<Violation> validate(TypeId type, PropertyValues values) {
        JdbcSettings settings = JdbcSettings.of(values);
        PropertyRules rules = new PropertyRules(values);
        database(values, settings.reading(), rules);
        Optional<JdbcEngine> engine = settings.engine();
        engine.ifPresent(each -> {
            parameters(values, each, rules);
            driver(values, each, rules);
        });
        if (engine.filter(each -> !each.isServer()).isPresent()) {
            LoginProperties.refuse(rules, "means nothing for a file, which nobody logs in to");
            rules.forbid(
                    "means nothing for a file",
                    JdbcProperties.TLS,
                    JdbcProperties.AUTHORITIES,
                    JdbcProperties.SUBJECT,
                    JdbcProperties.SKIP_CERT_VALIDATION);
        } else {
            LoginProperties.check(values, rules);
            encryption(values, engine, rules);
            settings.reading()
                    .flatMap(Reading::target)
                    .filter(target -> target.isSid() && values.require(JdbcProperties.TLS))
                    .ifPresent(target -> rules.error(
                            JdbcProperties.URL,
                            "a SID goes without TLS only; name the service, as @//host:port/service"));
        }
        return rules.violations();
    }

    private static void database(PropertyValues values, Optional<Reading> reading, PropertyRules rules) {
        Optional<String> flaw = reading.filter(read -> read.target().isEmpty()).map(Reading::flaw);
        if (values.has(JdbcProperties.URL)) {
            rules.forbid("stands in JDBC_CONNECTION_URL already", JdbcProperties.DATABASE);
            flaw.ifPresent(why -> rules.malformed(JdbcProperties.URL, why));
        } else if (values.get(JdbcProperties.ENGINE).filter(e -> !e.isServer()).isPresent()) {
            rules.error(
                    JdbcProperties.ENGINE,
                    "SQLITE is a file, not a server: give JDBC_CONNECTION_URL = '" + JdbcUrl.form(JdbcEngine.SQLITE)
                            + "'");
        } else {
            flaw.ifPresent(why -> rules.malformed(
                    JdbcProperties.DATABASE,
                    "expected a name of letters, digits, and _ $ . - that starts with a letter, a digit or _; Oracle"
                            + " and H2 need one"));
        }
    }

    private static void parameters(PropertyValues values, JdbcEngine engine, PropertyRules rules) {
        for (String text : values.get(JdbcProperties.PARAMETERS).orElse(List.of())) {
            JdbcUrl.parameterFlaw(engine, text).ifPresent(flaw -> rules.malformed(JdbcProperties.PARAMETERS, flaw));
        }
    }

    private static void driver(PropertyValues values, JdbcEngine engine, PropertyRules rules) {
        values.get(JdbcProperties.DRIVER)
                .filter(driver -> !engine.drivers().contains(driver))
                .ifPresent(driver -> rules.malformed(
                        JdbcProperties.DRIVER,
                        "expected " + String.join(" or ", engine.drivers()) + ", the drivers of " + engine));
    }

    private static void encryption(PropertyValues values, Optional<JdbcEngine> engine, PropertyRules rules) {
        boolean isEncrypted = values.require(JdbcProperties.TLS);
        if (isEncrypted && engine.equals(Optional.of(JdbcEngine.H2))) {
            rules.error(
                    JdbcProperties.TLS,
                    "H2's driver checks no certificate: set JDBC_ENFORCE_SSL = false and protect the way to the server"
                            + " by other means");
        } else if (!isEncrypted) {
            rules.forbid("belongs to JDBC_ENFORCE_SSL = true only", JdbcProperties.AUTHORITIES, JdbcProperties.SUBJECT);
            rules.warn(
                    JdbcProperties.TLS,
                    "nothing is encrypted: who is on the way reads all that is sent, and with some engines can log in");
        }
        if (!engine.filter(each -> each == JdbcEngine.ORACLE || each == JdbcEngine.SQLSERVER)
                .isPresent()) {
            rules.forbid("is for ORACLE and SQLSERVER only", JdbcProperties.SUBJECT);
        }
        if (values.require(JdbcProperties.SKIP_CERT_VALIDATION) && !values.has(JdbcProperties.AUTHORITIES)) {
            rules.forbid("means nothing without CUSTOM_JDBC_CERT", JdbcProperties.SKIP_CERT_VALIDATION);
        }
    }
}
