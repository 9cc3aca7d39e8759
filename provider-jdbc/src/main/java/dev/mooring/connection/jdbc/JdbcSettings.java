package dev.mooring.connection.jdbc;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.jdbc.DriverParameters.Parameter;
import dev.mooring.connection.jdbc.JdbcUrl.Reading;
import dev.mooring.connection.jdbc.bridge.JdbcEndpoint;
import dev.mooring.connection.jdbc.bridge.JdbcEngine;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Contents;
import dev.mooring.connection.support.network.Certificates;
import dev.mooring.connection.support.network.HostProperties;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a connection says, by its parts or by a URL. Immutable. */
final class JdbcSettings {
    private final PropertyValues values;

    private JdbcSettings(PropertyValues values) {
        this.values = values;
    }

    /** The settings of bound properties; they may be incomplete as long as only what is there is asked for. */
    static JdbcSettings of(PropertyValues values) {
        return new JdbcSettings(values);
    }

    /** The database as the URL, or as the parts together, name it; the parts pass the same rules as a URL. */
    Optional<Reading> reading() {
        Optional<String> url = values.get(JdbcProperties.URL);
        if (url.isPresent()) {
            return url.map(JdbcUrl::read);
        }
        if (!values.has(JdbcProperties.HOST) || !values.has(JdbcProperties.PORT)) {
            return Optional.empty();
        }
        return values.get(JdbcProperties.ENGINE)
                .filter(JdbcEngine::isServer)
                .map(engine -> JdbcUrl.read(new JdbcTarget(
                                engine,
                                Optional.of(HostProperties.server(values, JdbcProperties.HOST, JdbcProperties.PORT)),
                                values.get(JdbcProperties.DATABASE).orElse(""),
                                Map.of())
                        .url()));
    }

    /** The engine, as far as it is known. */
    Optional<JdbcEngine> engine() {
        return reading().flatMap(Reading::target).map(JdbcTarget::engine).or(() -> values.get(JdbcProperties.ENGINE));
    }

    /** The database; the properties have passed the validators. */
    JdbcTarget target() {
        JdbcTarget named = reading()
                .flatMap(Reading::target)
                .orElseThrow(() -> new IllegalStateException("the properties name no database"));
        Map<String, String> parameters = new TreeMap<>(named.parameters());
        for (String text : values.get(JdbcProperties.PARAMETERS).orElse(List.of())) {
            Parameter parameter = JdbcUrl.parameter(named.engine(), text);
            parameters.put(parameter.name(), parameter.value());
        }
        return new JdbcTarget(named.engine(), named.server(), named.database(), parameters);
    }

    /** The class of the driver. */
    String driver() {
        return values.get(JdbcProperties.DRIVER)
                .orElseGet(() -> target().engine().drivers().get(0));
    }

    /** Whether TLS is spoken. */
    boolean isEncrypted() {
        return target().engine().isServer() && values.require(JdbcProperties.TLS);
    }

    /** Where and how to connect, the trusted certificates opened. */
    JdbcEndpoint endpoint(Contents contents) {
        JdbcTarget target = located(target(), contents);
        Optional<JdbcEndpoint.Tls> tls = isEncrypted()
                ? Optional.of(new JdbcEndpoint.Tls(authorities(contents), values.get(JdbcProperties.SUBJECT)))
                : Optional.empty();
        return new JdbcEndpoint(target.engine(), driver(), target.url(), target.parameters(), tls);
    }

    /** A file as it is without links, as far as the workspace may name it; links must not smuggle in what no URL may hold. */
    private static JdbcTarget located(JdbcTarget target, Contents contents) {
        if (target.engine().isServer()) {
            return target;
        }
        String real = contents.locate(target.database()).toString();
        return JdbcUrl.read(JdbcEngine.SQLITE.prefix() + real)
                .target()
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.CONTENT_UNREADABLE,
                        "the file is a link to one whose name can not stand in a JDBC URL",
                        "give the file a name of letters, digits and ._-"));
    }

    private Optional<String> authorities(Contents contents) {
        return values.get(JdbcProperties.AUTHORITIES).map(content -> {
            Certificates certificates = Certificates.ofPem(JdbcProperties.AUTHORITIES.name(), contents.open(content));
            if (!values.require(JdbcProperties.SKIP_CERT_VALIDATION)) {
                certificates.requireStrong(JdbcProperties.SKIP_CERT_VALIDATION.name());
            }
            return certificates.pem();
        });
    }
}
