package dev.mooring.connection.http.bridge;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The redirects of one request. Once they lead to another server, the credential stays behind: so does what the caller's own
 * headers say of who they are, and leading back does not bring it back. Used by one thread at a time.
 */
final class Redirects {
    private static final int MOST = 5;
    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final Set<String> PERSONAL = Set.of("authorization", "cookie", "proxy-authorization");

    private final HttpRequest request;
    private final HttpEndpoint endpoint;
    private int followed;
    private boolean hasLeft;

    Redirects(HttpRequest request, HttpEndpoint endpoint) {
        this.request = request;
        this.endpoint = endpoint;
    }

    /** The request that the answer leads to, if it may be sent. */
    Optional<HttpRequest> next(HttpResponse<?> response) {
        if (!STATUSES.contains(response.statusCode()) || !METHODS.contains(request.method()) || followed == MOST) {
            return Optional.empty();
        }
        return response.headers()
                .firstValue("Location")
                .flatMap(location -> resolved(response.uri(), location))
                .filter(endpoint::admits)
                .map(this::to);
    }

    /** Whether a redirect led to another server than the one that the request was for. */
    boolean hasLeft() {
        return hasLeft;
    }

    private static Optional<URI> resolved(URI from, String location) {
        try {
            return Optional.of(from.resolve(location));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private HttpRequest to(URI address) {
        followed++;
        hasLeft |= !HttpEndpoint.server(address).equals(HttpEndpoint.server(request.uri()));
        return HttpRequest.newBuilder(request, (name, value) -> !hasLeft || !isPersonal(name))
                .uri(address)
                .method(request.method(), BodyPublishers.noBody())
                .build();
    }

    private static boolean isPersonal(String header) {
        return PERSONAL.contains(header.toLowerCase(Locale.ROOT));
    }

    /** Gives up an answer that nobody will read. */
    static void discard(HttpResponse<?> response) {
        if (response.body() instanceof AutoCloseable open) {
            try {
                open.close();
            } catch (Exception e) {
                // it was given up anyway
            }
        }
    }
}
