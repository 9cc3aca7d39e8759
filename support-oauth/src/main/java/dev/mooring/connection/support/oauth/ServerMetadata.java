package dev.mooring.connection.support.oauth;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.BoundedHttp;
import dev.mooring.connection.support.network.HttpAnswer;
import dev.mooring.connection.support.network.HttpCall;
import dev.mooring.connection.support.network.HttpFailures;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an authorization server publishes about itself (RFC 8414, OpenID Connect Discovery).
 *
 * @param issuer its id, the same that was asked for
 * @param tokenEndpoint where tokens are asked for
 * @param authorizationEndpoint where users give consent
 * @param namesItself whether its redirects carry its id as {@code iss} (RFC 9207)
 */
public record ServerMetadata(URI issuer, URI tokenEndpoint, Optional<URI> authorizationEndpoint, boolean namesItself) {
    private static final String WHO = "the issuer";
    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static final String OPENID = "/.well-known/openid-configuration";
    private static final String HTTPS = "https";

    /**
     * Asks the issuer, by RFC 8414 and, where it offers none, as OpenID Connect has it; blocks for one round trip or two.
     * An answer that names another issuer, or endpoints that are not https while the issuer is, is refused.
     */
    public static ServerMetadata discover(URI issuer, ProviderContext context) {
        BoundedHttp.requirePrivate(issuer, "issuer", "secrets", context);
        for (URI place : places(issuer)) {
            HttpAnswer answer = fetch(place, context);
            if (!isElsewhere(answer)) {
                return read(issuer, place, answer);
            }
        }
        throw new ConnectionException(
                ConnectionError.PROTOCOL_MISMATCH,
                WHO + " " + issuer + " publishes no metadata",
                "correct the issuer, or set the token endpoint itself",
                new IOException("nothing is published"));
    }

    /** What is not there is refused in many ways, by 405 or 403 as well as by 404. */
    private static boolean isElsewhere(HttpAnswer answer) {
        return answer.status() / 100 == 4 && !HttpFailures.isThrottled(answer);
    }

    /** The first puts its path before that of the issuer, the second behind it. */
    private static List<URI> places(URI issuer) {
        String path = Optional.ofNullable(issuer.getRawPath()).orElse("").replaceFirst("/$", "");
        return List.of(issuer.resolve(OAUTH + path), issuer.resolve(path + OPENID));
    }

    private static HttpAnswer fetch(URI place, ProviderContext context) {
        try {
            return new BoundedHttp(context.timeout()).send(HttpCall.get(place));
        } catch (IOException e) {
            throw HttpFailures.of(WHO, place, e);
        }
    }

    private static ServerMetadata read(URI issuer, URI place, HttpAnswer answer) {
        if (HttpFailures.isThrottled(answer)) {
            throw HttpFailures.throttled(WHO, place, answer);
        }
        if (answer.status() >= 500) {
            throw HttpFailures.failed(WHO, place, answer);
        }
        if (!answer.isSuccess()) {
            throw unusable(place, "it answered with status " + answer.status());
        }
        AuthorizationServerMetadata metadata;
        try {
            metadata = AuthorizationServerMetadata.parse(answer.body());
        } catch (ParseException | IllegalArgumentException e) {
            // without the failure: its message may hold the answer
            throw unusable(place, "its answer is no metadata");
        }
        if (!metadata.getIssuer().getValue().equals(issuer.toString())) {
            throw unusable(place, "it speaks for another issuer than " + issuer + ", if only by a slash at the end");
        }
        return new ServerMetadata(
                issuer,
                endpoint(issuer, place, metadata.getTokenEndpointURI())
                        .orElseThrow(() -> unusable(place, "it names no token endpoint")),
                endpoint(issuer, place, metadata.getAuthorizationEndpointURI()),
                metadata.supportsAuthorizationResponseIssuerParam());
    }

    private static Optional<URI> endpoint(URI issuer, URI place, @Nullable URI endpoint) {
        if (endpoint == null) {
            return Optional.empty();
        }
        boolean isWeaker = HTTPS.equalsIgnoreCase(issuer.getScheme()) && !HTTPS.equalsIgnoreCase(endpoint.getScheme());
        if (isWeaker || endpoint.getHost() == null || endpoint.getUserInfo() != null) {
            throw unusable(place, "it names an endpoint that is no https address");
        }
        return Optional.of(endpoint);
    }

    private static ConnectionException unusable(URI place, String why) {
        return HttpFailures.unexpected("an issuer's metadata", place, why);
    }
}
