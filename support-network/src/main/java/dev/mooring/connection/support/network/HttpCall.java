package dev.mooring.connection.support.network;

import dev.mooring.connection.credential.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One request to a service. Prints neither headers nor the body, which may hold secrets. Immutable.
 *
 * @param method its method
 * @param uri where it goes; never holds a secret
 * @param headers its headers by name, in any letter case
 * @param body what it carries, as UTF-8
 */
public record HttpCall(String method, URI uri, Map<String, List<String>> headers, Optional<String> body) {
    /** Copies the headers. */
    public HttpCall {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        headers = Collections.unmodifiableMap(copy);
    }

    /** A call without headers and body. */
    public static HttpCall of(String method, URI uri) {
        return new HttpCall(method, uri, Map.of(), Optional.empty());
    }

    /** A GET. */
    public static HttpCall get(URI uri) {
        return of("GET", uri);
    }

    /** A POST of JSON. */
    public static HttpCall postJson(URI uri, String json) {
        return new HttpCall(
                "POST", uri, Map.of("Content-Type", List.of("application/json; charset=utf-8")), Optional.of(json));
    }

    /** This call with one more header. */
    public HttpCall header(String name, String value) {
        Map<String, List<String>> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.merge(name, List.of(value), (present, added) -> {
            List<String> both = new ArrayList<>(present);
            both.addAll(added);
            return both;
        });
        return new HttpCall(method, uri, more, body);
    }

    /** This call with a bearer token (RFC 6750). */
    public HttpCall bearer(Secret token) {
        return header("Authorization", "Bearer " + token.reveal());
    }

    byte[] bytes() {
        return body.orElse("").getBytes(StandardCharsets.UTF_8);
    }

    /** Method and address only. */
    @Override
    public String toString() {
        return method + " " + uri;
    }
}
