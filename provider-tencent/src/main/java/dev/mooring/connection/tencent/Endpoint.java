package dev.mooring.connection.tencent;

import java.net.URI;

/**
 * Where requests go.
 *
 * @param host the service's own host name, which is signed and from which COS tells buckets and regions
 * @param address where it is reached: the same name, or what the deployment sends its calls to
 */
record Endpoint(String host, URI address) {
    /** A host that is reached by its own name. */
    static Endpoint of(String host) {
        return new Endpoint(host, URI.create("https://" + host));
    }
}
