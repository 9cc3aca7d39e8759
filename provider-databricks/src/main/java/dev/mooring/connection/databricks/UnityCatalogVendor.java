package dev.mooring.connection.databricks;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential.Anonymous;
import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.databricks.DatabricksErrors.Asked;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.Hops;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendPlan.Field;
import dev.mooring.connection.spi.VendPlan.Reuse;
import dev.mooring.connection.spi.VendRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands out the workspace's token for everything, and temporary credentials of storage for a table or a path. */
final class UnityCatalogVendor implements CredentialVendor {
    static final String EXTERNAL_ACCESS = "external_access_enabled";
    static final String SUMMARY = "/api/2.1/unity-catalog/metastore_summary";

    private static final String TABLES = "temporary-table-credentials";
    private static final String PATHS = "temporary-path-credentials";

    private final ProviderContext context;
    private final WorkspaceTokens tokens;

    UnityCatalogVendor(ProviderContext context) {
        this.context = context;
        this.tokens = new WorkspaceTokens(context);
    }

    @Override
    public VendPlan plan(VendRequest request) {
        PropertyValues values = request.properties();
        if (request.scope().isEverything()) {
            return everything(values);
        }
        StorageScope scope = StorageScope.of(request.scope());
        String operation = "unity-catalog:" + (scope.isTable() ? TABLES : PATHS);
        return new VendPlan(
                operation,
                List.of(
                        new Field(scope.isTable() ? "table" : "url", scope.name()),
                        new Field("operation", operationOf(scope))),
                Reuse.UNTIL_EXPIRY,
                hops -> issued(values, hops, scope));
    }

    private VendPlan everything(PropertyValues values) {
        Optional<Secret> token = values.get(UnityCatalogProperties.TOKEN);
        if (token.isPresent()) {
            return VendPlan.stored(new Bearer(token.get(), Optional.empty()));
        }
        return values.has(UnityCatalogProperties.AUTHENTICATION)
                ? VendPlan.stored(new Anonymous())
                : tokens.plan(values);
    }

    private static String operationOf(StorageScope scope) {
        return scope.isTable() ? scope.reach().name() : "PATH_" + scope.reach().name();
    }

    private Issued issued(PropertyValues values, Hops hops, StorageScope scope) {
        return values.has(WorkspaceProperties.CLIENT_ID)
                ? tokens.ask(values, hops, token -> issued(values, token, scope))
                : issued(values, values.get(UnityCatalogProperties.TOKEN), scope);
    }

    private Issued issued(PropertyValues values, Optional<Secret> token, StorageScope scope) {
        WorkspaceApi api = new WorkspaceApi(values.require(WorkspaceProperties.HOST), token, context);
        Asked asked = new Asked(
                "the credential for " + scope.name(),
                principal(values),
                ConnectionError.INVALID_SCOPE,
                "name a table as uc://catalog.schema.table, or a path of storage that the catalog knows");
        Map<String, String> body = scope.isTable()
                ? Map.of("table_id", tableId(api, scope, asked), "operation", operationOf(scope))
                : Map.of("url", scope.name(), "operation", operationOf(scope));
        try {
            return new TemporaryCredentials(scope, values.require(UnityCatalogProperties.ACCESS_REGION))
                    .read(post(api, scope.isTable() ? TABLES : PATHS, body, asked));
        } catch (ConnectionException e) {
            throw isClosedMetastore(api, e, asked) ? DatabricksErrors.closedMetastore(e) : e;
        }
    }

    /** Older workspaces answer for a closed metastore with 401, as if the token were bad; the token then still works. */
    private static boolean isClosedMetastore(WorkspaceApi api, ConnectionException refusal, Asked asked) {
        if (refusal.code() != ConnectionError.CREDENTIAL_REJECTED) {
            return false;
        }
        try {
            return api.get(SUMMARY, asked).text(EXTERNAL_ACCESS).equals(Optional.of("false"));
        } catch (ConnectionException e) {
            refusal.addSuppressed(e);
            return false;
        }
    }

    static String principal(PropertyValues values) {
        return values.get(WorkspaceProperties.CLIENT_ID).orElse("the token's principal");
    }

    private static String tableId(WorkspaceApi api, StorageScope scope, Asked asked) {
        String name = URLEncoder.encode(scope.name(), StandardCharsets.UTF_8).replace("+", "%20");
        return api.get("/api/2.1/unity-catalog/tables/" + name, asked)
                .text("table_id")
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.PROTOCOL_MISMATCH,
                        "the answer for " + scope.name() + " holds no table_id",
                        "check the version of the server"));
    }

    /** Servers and workspaces differ in the version under which they have this interface. */
    private static WorkspaceApi.Reply post(WorkspaceApi api, String path, Map<String, String> body, Asked asked) {
        try {
            return api.post("/api/2.1/unity-catalog/" + path, body, asked);
        } catch (ConnectionException e) {
            if (e.code() != ConnectionError.NOT_SUPPORTED) {
                throw e;
            }
            return api.post("/api/2.0/unity-catalog/" + path, body, asked);
        }
    }
}
