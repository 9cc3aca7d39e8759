package dev.mooring.connection.http.bridge;

import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.property.PropertyValues.Value;
import dev.mooring.connection.property.Sensitivity;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a credential of a connection may be sent; part of what is vended with it.
 *
 * @param url the API's address
 * @param allowedHosts the servers that requests may go to, that of the address among them
 */
public record HttpEndpoint(URI url, List<HostPort> allowedHosts) {
    private static final String HTTPS = "https";
    private static final PropertySpec<URI> URL =
            PropertySpec.url("URL").describe("the API's address").build();
    private static final PropertySpec<List<HostPort>> ALLOWED = PropertySpec.servers("ALLOWED_HOSTS")
            .describe("where requests may go")
            .build();

    /** Copies the hosts, and adds that of the address. */
    public HttpEndpoint {
        List<HostPort> hosts = new ArrayList<>(List.of(server(url)));
        allowedHosts.stream().filter(host -> !hosts.contains(host)).forEach(hosts::add);
        allowedHosts = List.copyOf(hosts);
    }

    /** Reads the details of a vended credential; empty when they name no address. */
    public static Optional<HttpEndpoint> of(PropertyValues details) {
        return details.get(URL)
                .map(url -> new HttpEndpoint(url, details.get(ALLOWED).orElse(List.of())));
    }

    /** The details that {@link #of} reads. */
    public PropertyValues details() {
        Map<String, Value> values = new TreeMap<>();
        values.put(URL.name(), new Value(Sensitivity.SHOWN, List.of(url.toString())));
        values.put(
                ALLOWED.name(),
                new Value(
                        Sensitivity.SHOWN,
                        allowedHosts.stream().map(HostPort::toString).toList()));
        return PropertyValues.of(values, Map.of());
    }

    /**
     * Whether a credential may be sent to that address: its server is one of the allowed ones, it is https or on the
     * loopback interface by its literal name, and it names no user.
     */
    public boolean admits(URI address) {
        return address.getHost() != null
                && address.getRawUserInfo() == null
                && (HTTPS.equalsIgnoreCase(address.getScheme()) || isLoopback(address.getHost()))
                && allowedHosts.contains(server(address));
    }

    /** The server of an http or https address. */
    static HostPort server(URI address) {
        String host = address.getHost().toLowerCase(Locale.ROOT);
        int usual = HTTPS.equalsIgnoreCase(address.getScheme()) ? 443 : 80;
        return new HostPort(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                address.getPort() >= 0 ? address.getPort() : usual);
    }

    /** By its text alone: a name that is looked up may mean another address a moment later. */
    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }
}
