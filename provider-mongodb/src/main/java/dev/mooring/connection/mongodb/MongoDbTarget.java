package dev.mooring.connection.mongodb;

import dev.mooring.connection.property.HostPort;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A deployment of MongoDB, taken apart: what a URL said, or what the parts of a connection say.
 *
 * @param servers the servers to start from; empty where a name stands for them
 * @param srvHost the name whose SRV records list the servers
 * @param database the database to look at
 * @param options what clients are told beside, by the names of the driver
 */
record MongoDbTarget(
        List<HostPort> servers, Optional<String> srvHost, Optional<String> database, Map<String, String> options) {
    /** Copies the collections. */
    MongoDbTarget {
        servers = List.copyOf(servers);
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /** This deployment with one more option. */
    MongoDbTarget with(String option, String value) {
        Map<String, String> more = new TreeMap<>(options);
        more.put(option, value);
        return new MongoDbTarget(servers, srvHost, database, more);
    }

    /** The URL, made of the parts. Nothing in it needs escaping, for the parts have passed patterns. */
    String url() {
        String hosts = srvHost.map(name -> "mongodb+srv://" + name)
                .orElseGet(() ->
                        "mongodb://" + servers.stream().map(HostPort::toString).collect(Collectors.joining(",")));
        String query = options.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining("&"));
        return hosts + "/" + database.orElse("") + (query.isEmpty() ? "" : "?" + query);
    }
}
