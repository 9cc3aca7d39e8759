package dev.mooring.connection.http;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.http.OAuthProperties.GrantType;
import dev.mooring.connection.http.bridge.HttpEndpoint;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendRequest;
import dev.mooring.connection.support.oauth.OAuthClient;
import dev.mooring.connection.support.oauth.OAuthClient.Authentication;
import dev.mooring.connection.support.oauth.TokenAnswer;
import dev.mooring.connection.support.oauth.TokenCalls;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Asks an org for tokens; the instance that its answer names is where they are used. */
final class SalesforceVendor implements CredentialVendor {
    private static final List<String> DOMAINS = List.of(".salesforce.com", ".force.com", ".sfcrmproducts.cn");

    private final ProviderContext context;

    SalesforceVendor(ProviderContext context) {
        this.context = context;
    }

    @Override
    public VendPlan plan(VendRequest request) {
        PropertyValues values = request.properties();
        TokenCalls calls =
                TokenCalls.of(context).assumedLifetime(request.lifetime()).remedies(SalesforceErrors::remedy);
        URI host = values.require(SalesforceConnectionType.HOST);
        return new TokenVendor(context, calls).plan(request, wish(values, host), answer -> details(host, answer));
    }

    private static TokenWish wish(PropertyValues values, URI host) {
        GrantType grant = GrantType.valueOf(values.require(SalesforceConnectionType.GRANT));
        String clientId = values.require(OAuthProperties.CLIENT_ID);
        boolean isSigned = grant == GrantType.JWT_BEARER;
        return new TokenWish(
                grant,
                TokenWish.Server.at(HttpProperties.below(host, "/services/oauth2/token")),
                isSigned
                        ? OAuthClient.open(clientId)
                        : new OAuthClient(
                                clientId, values.get(OAuthProperties.CLIENT_SECRET), Authentication.CLIENT_SECRET_POST),
                new TokenWish.Wording(Optional.empty(), Map.of()),
                isSigned ? Optional.of(signing(values, host)) : Optional.empty());
    }

    private static TokenWish.Signing signing(PropertyValues values, URI host) {
        return new TokenWish.Signing(
                values.require(OAuthProperties.CLIENT_ID),
                values.require(SalesforceConnectionType.USERNAME),
                values.get(SalesforceConnectionType.AUDIENCE).orElseGet(() -> audience(host)),
                "RS256",
                new TokenWish.Key(
                        values.require(OAuthProperties.PRIVATE_KEY),
                        values.get(OAuthProperties.PRIVATE_KEY_PASSWORD),
                        Optional.empty()));
    }

    private static String audience(URI host) {
        return host.getHost().toLowerCase(Locale.ROOT).contains(".sandbox.")
                ? "https://test.salesforce.com"
                : "https://login.salesforce.com";
    }

    /** A token goes to the org itself or to an instance of Salesforce's, whatever the answer says. */
    private static PropertyValues details(URI host, TokenAnswer answer) {
        URI instance = answer.more().uri("instance_url").orElse(host);
        if (!isOrg(host, instance)) {
            throw new ConnectionException(
                    ConnectionError.PROTOCOL_MISMATCH,
                    "the org " + host + " names an instance that is none of Salesforce's",
                    "check HOST: it must be the org's own My Domain host",
                    new IOException("instance_url"));
        }
        return new HttpEndpoint(instance, List.of(server(host))).details();
    }

    private static boolean isOrg(URI host, URI instance) {
        if (instance.getHost() == null || instance.getUserInfo() != null) {
            return false;
        }
        String name = instance.getHost().toLowerCase(Locale.ROOT);
        boolean isSame = instance.getScheme().equalsIgnoreCase(host.getScheme())
                && name.equalsIgnoreCase(host.getHost())
                && instance.getPort() == host.getPort();
        return isSame
                || ("https".equalsIgnoreCase(instance.getScheme())
                        && instance.getPort() < 0
                        && DOMAINS.stream().anyMatch(name::endsWith));
    }

    private static HostPort server(URI host) {
        return new HttpEndpoint(host, List.of()).allowedHosts().get(0);
    }
}
