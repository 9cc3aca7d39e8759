package dev.mooring.connection.databricks;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Hops;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendPlan.Field;
import dev.mooring.connection.spi.VendPlan.Reuse;
import dev.mooring.connection.support.oauth.Grant;
import dev.mooring.connection.support.oauth.OAuthClient;
import dev.mooring.connection.support.oauth.TokenCalls;
import dev.mooring.connection.support.oauth.TokenEndpoint;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tokens of a workspace for a service principal: the first hop of what else is asked of the workspace. */
final class WorkspaceTokens {
    /** How long a token is kept at the most, whatever its issuer says. */
    static final Duration LIFETIME = Duration.ofHours(1);

    private static final String HOP = "workspace-token";
    private static final String SCOPE = "all-apis";

    private final ProviderContext context;

    WorkspaceTokens(ProviderContext context) {
        this.context = context;
    }

    /** Asks the interface of a workspace with a token. */
    @FunctionalInterface
    interface Asking {
        /** One request; a refused token is {@link ConnectionError#CREDENTIAL_REJECTED}. */
        Issued run(Optional<Secret> token);
    }

    /** The plan that asks for a token. */
    VendPlan plan(PropertyValues values) {
        URI endpoint = WorkspaceProperties.tokenEndpoint(values);
        String clientId = values.require(WorkspaceProperties.CLIENT_ID);
        Secret clientSecret = values.require(WorkspaceProperties.CLIENT_SECRET);
        List<Field> fields = List.of(
                new Field("tokenEndpoint", endpoint.toString()),
                new Field("clientId", clientId),
                new Field("scope", SCOPE));
        return new VendPlan(
                "oidc:client_credentials", fields, Reuse.UNTIL_EXPIRY, hops -> token(endpoint, clientId, clientSecret));
    }

    /** A token that nobody keeps. */
    Credential fresh(PropertyValues values) {
        return token(
                        WorkspaceProperties.tokenEndpoint(values),
                        values.require(WorkspaceProperties.CLIENT_ID),
                        values.require(WorkspaceProperties.CLIENT_SECRET))
                .credential();
    }

    private Issued token(URI endpoint, String clientId, Secret clientSecret) {
        try {
            return TokenCalls.of(context)
                    .remedies((code, description) -> DatabricksErrors.tokenRemedy(code))
                    .ask(
                            TokenEndpoint.of(endpoint, OAuthClient.basic(clientId, clientSecret)),
                            new Grant.Client(Optional.of(SCOPE)))
                    .until(context.clock().instant().plus(LIFETIME))
                    .issued();
        } catch (ConnectionException e) {
            throw e.code() == ConnectionError.PROTOCOL_MISMATCH ? DatabricksErrors.noTokenEndpoint(e) : e;
        }
    }

    /** Asks with the token of the hop; one that the workspace refuses before its end is replaced, once. */
    Issued ask(PropertyValues values, Hops hops, Asking asking) {
        VendPlan plan = plan(values);
        // outside: a client that the issuer refuses is not tried twice
        Optional<Secret> present = token(hops, plan);
        try {
            return asking.run(present);
        } catch (ConnectionException e) {
            if (e.code() != ConnectionError.CREDENTIAL_REJECTED) {
                throw e;
            }
            hops.rejected(HOP);
            return asking.run(token(hops, plan));
        }
    }

    private static Optional<Secret> token(Hops hops, VendPlan plan) {
        if (hops.get(HOP, plan) instanceof Bearer bearer) {
            return Optional.of(bearer.token());
        }
        throw new AssertionError("tokens are bearer tokens");
    }
}
