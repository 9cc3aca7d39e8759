package dev.mooring.connection.http.bridge;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/** A response to the request as its caller made it: the one that was sent holds the credential. */
final class CallersResponse<T> implements HttpResponse<T> {
    private final HttpRequest request;
    private final HttpResponse<T> response;

    CallersResponse(HttpRequest request, HttpResponse<T> response) {
        this.request = request;
        this.response = response;
    }

    @Override
    public int statusCode() {
        return response.statusCode();
    }

    @Override
    public HttpRequest request() {
        return request;
    }

    /** None: it would hold the request that was sent. */
    @Override
    public Optional<HttpResponse<T>> previousResponse() {
        return Optional.empty();
    }

    @Override
    public HttpHeaders headers() {
        return response.headers();
    }

    @Override
    public T body() {
        return response.body();
    }

    @Override
    public Optional<SSLSession> sslSession() {
        return response.sslSession();
    }

    @Override
    public URI uri() {
        return response.uri();
    }

    @Override
    public HttpClient.Version version() {
        return response.version();
    }

    @Override
    public String toString() {
        return "(" + request.method() + " " + response.uri() + ") " + response.statusCode();
    }
}
