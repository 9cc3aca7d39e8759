package dev.mooring.connection.http;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.http.OAuthProperties.GrantType;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.VendPlan.Field;
import dev.mooring.connection.support.oauth.OAuthClient;
import dev.mooring.connection.support.oauth.ServerMetadata;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a connection wants of its authorization server. Printing one shows no secret.
 *
 * @param grant how the token is come by
 * @param server who is asked
 * @param client who asks
 * @param wording what the request says beside
 * @param signing what signs assertions, for JWT_BEARER
 */
record TokenWish(GrantType grant, Server server, OAuthClient client, Wording wording, Optional<Signing> signing) {
    /**
     * An authorization server, by its token endpoint or by its id.
     *
     * @param tokenUrl its token endpoint
     * @param issuer its id, whose metadata names the endpoint
     */
    record Server(Optional<URI> tokenUrl, Optional<URI> issuer) {
        /** A server by its token endpoint. */
        static Server at(URI tokenUrl) {
            return new Server(Optional.of(tokenUrl), Optional.empty());
        }

        /** Its token endpoint; asks the server for its metadata where the connection does not name it. */
        URI tokenEndpoint(ProviderContext context) {
            return tokenUrl.orElseGet(
                    () -> ServerMetadata.discover(known(), context).tokenEndpoint());
        }

        /** The address that the connection names. */
        URI known() {
            return tokenUrl.or(() -> issuer).orElseThrow(() -> new IllegalStateException("no server"));
        }
    }

    /**
     * What a request says beside grant and client.
     *
     * @param scope the scopes wanted
     * @param parameters what else
     */
    record Wording(Optional<String> scope, Map<String, String> parameters) {}

    /**
     * What is asserted, and signed by what.
     *
     * @param issuer who asserts
     * @param subject of whom
     * @param audience to whom
     * @param algorithm by which algorithm
     * @param key with which key
     */
    record Signing(String issuer, String subject, String audience, String algorithm, Key key) {}

    /**
     * A key as it is stored: opened at each use.
     *
     * @param content PEM, or where it stands
     * @param password its password
     * @param id how the issuer knows it
     */
    record Key(Secret content, Optional<Secret> password, Optional<String> id) {}

    /** The same of a server whose token endpoint is known by now. */
    TokenWish at(URI tokenEndpoint) {
        return new TokenWish(grant, Server.at(tokenEndpoint), client, wording, signing);
    }

    /** What a plan prints of it. */
    List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        server.tokenUrl().ifPresent(url -> fields.add(new Field("tokenEndpoint", url.toString())));
        server.issuer().ifPresent(url -> fields.add(new Field("issuer", url.toString())));
        fields.add(new Field("clientId", client.id()));
        wording.scope().ifPresent(text -> fields.add(new Field("scope", text)));
        signing.ifPresent(signed -> {
            fields.add(new Field("subject", signed.subject()));
            fields.add(new Field("audience", signed.audience()));
        });
        wording.parameters().forEach((name, value) -> fields.add(new Field(fieldName(fields, name), value)));
        return fields;
    }

    /** A parameter may have the name of another field. */
    private static String fieldName(List<Field> fields, String parameter) {
        return fields.stream().anyMatch(field -> field.name().equals(parameter)) ? "parameter " + parameter : parameter;
    }
}
