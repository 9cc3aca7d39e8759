package dev.mooring.connection.databricks;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.databricks.DatabricksErrors.Asked;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendPlan.Field;
import dev.mooring.connection.spi.VendPlan.Reuse;
import dev.mooring.connection.spi.VendRequest;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Hands out passwords of a database: the workspace's token first, and with it the database credential. */
final class LakebaseVendor implements CredentialVendor {
    private final ProviderContext context;
    private final WorkspaceTokens tokens;

    LakebaseVendor(ProviderContext context) {
        this.context = context;
        this.tokens = new WorkspaceTokens(context);
    }

    @Override
    public VendPlan plan(VendRequest request) {
        PropertyValues values = request.properties();
        Optional<String> endpoint = values.get(LakebaseProperties.ENDPOINT);
        List<Field> fields = new ArrayList<>();
        endpoint.ifPresent(name -> fields.add(new Field("endpoint", name)));
        ttl(values).ifPresent(ttl -> fields.add(new Field("ttl", ttl)));
        values.get(LakebaseProperties.INSTANCE).ifPresent(name -> fields.add(new Field("instanceName", name)));
        return new VendPlan(
                endpoint.isPresent() ? "lakebase:postgres/credentials" : "lakebase:database/credentials",
                fields,
                Reuse.UNTIL_EXPIRY,
                hops -> tokens.ask(values, hops, token -> issued(request, token)));
    }

    /** In seconds, as the interface writes durations. */
    private static Optional<String> ttl(PropertyValues values) {
        return values.get(LakebaseProperties.PASSWORD_TTL).map(seconds -> seconds + "s");
    }

    private Issued issued(VendRequest request, Optional<Secret> token) {
        PropertyValues values = request.properties();
        String clientId = values.require(WorkspaceProperties.CLIENT_ID);
        // whoever gets the password connects by a driver, which knows of no guard
        context.resolve(values.require(LakebaseProperties.PGHOST));
        WorkspaceApi api = new WorkspaceApi(values.require(WorkspaceProperties.HOST), token, context);
        WorkspaceApi.Reply reply = values.has(LakebaseProperties.ENDPOINT)
                ? ofEndpoint(api, values, clientId)
                : ofInstance(api, values.require(LakebaseProperties.INSTANCE), clientId);
        Secret password = reply.text("token").map(Secret::of).orElseThrow(() -> malformed("token is missing"));
        Instant expiry = reply.text("expire_time")
                .or(() -> reply.text("expiration_time"))
                .map(LakebaseVendor::instant)
                .orElseThrow(() -> malformed("expire_time is missing"));
        return new Issued(
                new Login(clientId, password, Optional.of(expiry)),
                List.of(),
                LakebaseProperties.endpoint(values, context.contents(request.connection()))
                        .details(),
                Map.of(),
                reply.receipt());
    }

    private static WorkspaceApi.Reply ofEndpoint(WorkspaceApi api, PropertyValues values, String clientId) {
        String endpoint = values.require(LakebaseProperties.ENDPOINT);
        Map<String, String> body = new TreeMap<>(Map.of("endpoint", endpoint));
        ttl(values).ifPresent(ttl -> body.put("ttl", ttl));
        return notOffered(() -> api.post(
                "/api/2.0/postgres/credentials",
                body,
                asked(
                        endpoint,
                        clientId,
                        "set ENDPOINT to the name that the Connect dialog of the project shows:"
                                + " projects/…/branches/…/endpoints/…")));
    }

    private static WorkspaceApi.Reply ofInstance(WorkspaceApi api, String instance, String clientId) {
        Map<String, Object> body =
                Map.of("request_id", UUID.randomUUID().toString(), "instance_names", List.of(instance));
        return notOffered(() -> api.post(
                "/api/2.0/database/credentials",
                body,
                asked(instance, clientId, "set INSTANCE to the name of a database instance of this workspace")));
    }

    private interface Request {
        WorkspaceApi.Reply send();
    }

    private static WorkspaceApi.Reply notOffered(Request request) {
        try {
            return request.send();
        } catch (ConnectionException e) {
            if (e.code() != ConnectionError.NOT_SUPPORTED) {
                throw e;
            }
            throw new ConnectionException(
                    e.code(),
                    String.valueOf(e.getMessage()),
                    "use a workspace that has Lakebase: autoscaling projects are offered in "
                            + String.join(
                                    ", ",
                                    LakebaseProperties.REGIONS.stream().sorted().toList())
                            + "; for a provisioned instance give INSTANCE in place of ENDPOINT",
                    e.getCause());
        }
    }

    private static Asked asked(String name, String clientId, String correction) {
        return new Asked("the password for " + name, clientId, ConnectionError.INVALID_PROPERTIES, correction);
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw malformed("expire_time is no time");
        }
    }

    /** Without any of the answer: it holds a password. */
    private static ConnectionException malformed(String why) {
        return new ConnectionException(
                ConnectionError.PROTOCOL_MISMATCH,
                "the workspace's answer is no database credential: " + why,
                "check that HOST is the workspace itself, without a proxy that changes answers",
                new IOException(why));
    }
}
