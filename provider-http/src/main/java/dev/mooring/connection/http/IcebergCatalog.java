package dev.mooring.connection.http;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.support.network.HttpAnswer;
import dev.mooring.connection.support.network.HttpCall;
import dev.mooring.connection.support.network.HttpFailures;
import dev.mooring.connection.support.oauth.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Calls of a catalog's REST protocol. Made for one vend or one test. */
final class IcebergCatalog {
    static final String WHO = "the Iceberg catalog";
    private static final String CREDENTIALS = "GET /v1/{prefix}/namespaces/{namespace}/tables/{table}/credentials";

    private final ApiCalls calls;
    private final URI catalog;
    private final Optional<String> warehouse;
    private final Duration limit;

    IcebergCatalog(ApiCalls calls, PropertyValues values, Duration limit) {
        this.calls = calls;
        this.catalog = values.require(IcebergProperties.CATALOG);
        this.warehouse = values.get(IcebergProperties.WAREHOUSE);
        this.limit = limit;
    }

    /**
     * What the catalog says of itself.
     *
     * @param prefix what stands between {@code /v1} and a resource, with a leading slash; empty for nothing
     * @param endpoints the operations that it has; empty when it does not say
     * @param requestId its id of the request
     */
    record Config(String prefix, List<String> endpoints, Optional<String> requestId) {}

    /** Where it says so. */
    static URI configAddress(PropertyValues values) {
        return configAddress(values.require(IcebergProperties.CATALOG), values.get(IcebergProperties.WAREHOUSE));
    }

    private static URI configAddress(URI catalog, Optional<String> warehouse) {
        return HttpProperties.below(
                catalog,
                "/v1/config"
                        + warehouse.map(name -> "?warehouse=" + encoded(name)).orElse(""));
    }

    Config config() {
        URI address = configAddress(catalog, warehouse);
        HttpAnswer answer = calls.get(address, limit);
        JsonObject body = calls.json(address, answer);
        if (!body.has("defaults") && !body.has("overrides")) {
            throw HttpFailures.unexpected(WHO, address, "its answer is no catalog's configuration");
        }
        String prefix = body.object("overrides")
                .flatMap(overrides -> overrides.text("prefix"))
                .or(() -> body.object("defaults").flatMap(defaults -> defaults.text("prefix")))
                .map(text -> "/" + text.replaceAll("^/+|/+$", ""))
                .orElse("");
        if (!prefix.matches("([A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*")) {
            throw HttpFailures.unexpected(WHO, address, "its prefix is none that an address can hold");
        }
        return new Config(prefix, body.list("endpoints"), answer.requestId(calls.secrets()));
    }

    /** Where a table's credentials are asked for, relative to the catalog. */
    static String credentialsPath(Config config, IcebergTable table) {
        return "v1" + config.prefix() + table.path() + "/credentials";
    }

    /** The answer with a table's credentials. */
    HttpAnswer credentials(Config config, IcebergTable table) {
        URI address = HttpProperties.below(catalog, "/" + credentialsPath(config, table));
        if (!config.endpoints().isEmpty() && !config.endpoints().contains(CREDENTIALS)) {
            throw new ConnectionException(
                    ConnectionError.NOT_SUPPORTED,
                    WHO + " " + catalog + " hands out no credentials for tables: it does not list " + CREDENTIALS,
                    "use a connection to the storage itself for the data files");
        }
        return calls.get(address, limit);
    }

    /** Whether a namespace is there. */
    boolean hasNamespace(Config config, String namespace) {
        URI address = HttpProperties.below(
                catalog, "/v1" + config.prefix() + "/namespaces/" + IcebergTable.namespacePath(namespace));
        HttpAnswer answer = calls.send(HttpCall.get(address), limit);
        if (answer.status() == 404) {
            return false;
        }
        calls.successful(address, answer);
        return true;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
