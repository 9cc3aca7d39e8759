package dev.mooring.connection.http.bridge;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.Vended;
import dev.mooring.connection.support.network.ClientTls;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * A client that asks a connection's source at every request and adds the header that proves who sends it. A request to a
 * server that the connection does not allow, or in clear off this machine, is refused. After a status 401 the credential is
 * reported as rejected and, if there is another one by then, the request is repeated once, unless its body can not be sent
 * again: of unknown length. A redirect is followed for GET and HEAD and to an allowed server only, to another than the
 * request's without the credential; any other redirect is the answer. What a response says was its request is the caller's,
 * without the header. How long a request may take is its own {@link HttpRequest.Builder#timeout timeout}. Safe for use by
 * threads.
 *
 * <p>Sending, also {@link #sendAsync}, may block the caller for one call to the credential's issuer, and fails with a
 * {@link ConnectionException} when there is no credential: one that the issuer can not be asked for after a 401 as well.
 */
public final class AuthorizedHttpClient extends HttpClient {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
    private static final int UNAUTHORIZED = 401;

    private final CredentialSource source;
    private final HttpClient client;

    private AuthorizedHttpClient(CredentialSource source, HttpClient client) {
        this.source = source;
        this.client = client;
    }

    /** A client over one of its own, with TLS that shows no certificate of the process. */
    public static AuthorizedHttpClient of(CredentialSource source) {
        return of(source, plain());
    }

    /** A client over another one, which must follow no redirects. */
    public static AuthorizedHttpClient of(CredentialSource source, HttpClient client) {
        if (client.followRedirects() != Redirect.NEVER) {
            throw new IllegalArgumentException("the client would follow redirects with the credential");
        }
        return new AuthorizedHttpClient(source, client);
    }

    static HttpClient plain() {
        return HttpClient.newBuilder()
                .connectTimeout(CONNECT_LIMIT)
                .sslContext(ClientTls.anonymous())
                .build();
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        Vended vended = source.vended();
        HttpResponse<T> response = follow(request, vended, handler);
        Optional<Vended> next = afterRejection(request, vended, response);
        if (next.isPresent()) {
            Redirects.discard(response);
            response = follow(request, next.get(), handler);
        }
        return new CallersResponse<>(request, response);
    }

    private <T> HttpResponse<T> follow(HttpRequest request, Vended vended, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        Redirects redirects = new Redirects(request, endpoint(vended));
        HttpResponse<T> response = client.send(authorized(request, vended), handler);
        for (Optional<HttpRequest> next = redirects.next(response); next.isPresent(); next = redirects.next(response)) {
            Redirects.discard(response);
            response = client.send(redirected(next.get(), redirects, vended), handler);
        }
        return response;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        try {
            return sendAsync(request, source.vended(), handler);
        } catch (ConnectionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, Vended vended, BodyHandler<T> handler) {
        return followAsync(request, vended, handler)
                .thenCompose(response -> afterRejection(request, vended, response)
                        .map(next -> {
                            Redirects.discard(response);
                            return followAsync(request, next, handler);
                        })
                        .orElseGet(() -> CompletableFuture.completedFuture(response)))
                .thenApply(response -> new CallersResponse<>(request, response));
    }

    /** Pushed answers are refused: their requests are the server's, and no credential goes with them. */
    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushes) {
        return sendAsync(request, handler);
    }

    private <T> CompletableFuture<HttpResponse<T>> followAsync(
            HttpRequest request, Vended vended, BodyHandler<T> handler) {
        Redirects redirects = new Redirects(request, endpoint(vended));
        return client.sendAsync(authorized(request, vended), handler)
                .thenCompose(response -> followAsync(redirects, response, vended, handler));
    }

    private <T> CompletableFuture<HttpResponse<T>> followAsync(
            Redirects redirects, HttpResponse<T> response, Vended vended, BodyHandler<T> handler) {
        return redirects
                .next(response)
                .map(next -> {
                    Redirects.discard(response);
                    return client.sendAsync(redirected(next, redirects, vended), handler)
                            .thenCompose(later -> followAsync(redirects, later, vended, handler));
                })
                .orElseGet(() -> CompletableFuture.completedFuture(response));
    }

    /** Another credential than the one that was refused, if the request can be sent again with it. */
    private Optional<Vended> afterRejection(HttpRequest request, Vended vended, HttpResponse<?> response) {
        if (response.statusCode() != UNAUTHORIZED || !isAuthorized(response.request(), vended)) {
            return Optional.empty();
        }
        source.rejected(vended.credential());
        boolean isRepeatable =
                request.bodyPublisher().map(body -> body.contentLength() >= 0).orElse(true);
        return isRepeatable
                ? Optional.of(renewed(response))
                        .filter(next -> !next.credential().equals(vended.credential()))
                : Optional.empty();
    }

    private Vended renewed(HttpResponse<?> refusal) {
        try {
            return source.vended();
        } catch (ConnectionException e) {
            Redirects.discard(refusal);
            throw e;
        }
    }

    private static HttpRequest redirected(HttpRequest next, Redirects redirects, Vended vended) {
        return redirects.hasLeft() ? next : authorized(next, vended);
    }

    /** A server that a redirect led to never saw the credential. */
    private static boolean isAuthorized(HttpRequest sent, Vended vended) {
        return AuthorizationHeader.of(vended.credential())
                .filter(header -> sent.headers()
                        .allValues(header.name())
                        .contains(header.value().reveal()))
                .isPresent();
    }

    private static HttpRequest authorized(HttpRequest request, Vended vended) {
        URI uri = request.uri();
        if (!endpoint(vended).admits(uri)) {
            throw new ConnectionException(
                    ConnectionError.EGRESS_REFUSED,
                    "the connection's credential may not be sent to " + uri.getScheme() + "://" + uri.getAuthority(),
                    "use an https address of a host that the connection names, or name it in ALLOWED_HOSTS");
        }
        return AuthorizationHeader.of(vended.credential())
                .map(header -> HttpRequest.newBuilder(request, (name, value) -> !name.equalsIgnoreCase(header.name()))
                        .header(header.name(), header.value().reveal())
                        .build())
                .orElse(request);
    }

    private static HttpEndpoint endpoint(Vended vended) {
        return HttpEndpoint.of(vended.details())
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.NOT_SUPPORTED,
                        "the connection's type names no HTTP address",
                        "use a source of a connection to an HTTP API"));
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return client.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return client.connectTimeout();
    }

    /** NEVER, for what the client underneath does; this one follows those to allowed servers. */
    @Override
    public Redirect followRedirects() {
        return client.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return client.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return client.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return client.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return client.authenticator();
    }

    @Override
    public Version version() {
        return client.version();
    }

    @Override
    public Optional<Executor> executor() {
        return client.executor();
    }

    @Override
    public String toString() {
        return "AuthorizedHttpClient[" + source + "]";
    }
}
