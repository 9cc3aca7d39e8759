package dev.mooring.connection.http;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Anonymous;
import dev.mooring.connection.http.bridge.HttpEndpoint;
import dev.mooring.connection.http.bridge.IcebergDetails;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.Hops;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendPlan.Field;
import dev.mooring.connection.spi.VendPlan.Reuse;
import dev.mooring.connection.spi.VendRequest;
import dev.mooring.connection.support.network.HttpAnswer;
import dev.mooring.connection.support.oauth.TokenCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands out what a catalog is called with, or what it hands out for a table's files. */
final class IcebergVendor implements CredentialVendor {
    private static final String TOKEN_HOP = "token";

    private final ProviderContext context;
    private final TokenVendor tokens;

    IcebergVendor(ProviderContext context) {
        this.context = context;
        this.tokens = new TokenVendor(context, TokenCalls.of(context));
    }

    @Override
    public VendPlan plan(VendRequest request) {
        VendPlan own = HttpVendor.guarded(own(request), endpoint(request.properties()), context);
        return request.scope().isEverything() ? own : table(request, own, IcebergTable.of(request.scope()));
    }

    /** What the catalog itself is called with. */
    private VendPlan own(VendRequest request) {
        PropertyValues values = request.properties();
        PropertyValues details = details(values).values();
        Optional<TokenWish> wish = IcebergProperties.wish(values);
        if (wish.isPresent()) {
            return tokens.plan(request, wish.get(), answer -> details);
        }
        return values.has(IcebergProperties.TOKEN)
                ? HttpVendor.stored(
                        "stored token",
                        List.of(),
                        details,
                        () -> StoredToken.of(IcebergProperties.TOKEN, values)
                                .bearer(context.clock().instant()))
                : HttpVendor.stored("no credential", List.of(), details, Anonymous::new);
    }

    private VendPlan table(VendRequest request, VendPlan own, IcebergTable table) {
        PropertyValues values = request.properties();
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("uri", values.require(IcebergProperties.CATALOG).toString()));
        values.get(IcebergProperties.WAREHOUSE).ifPresent(name -> fields.add(new Field("warehouse", name)));
        fields.add(new Field("namespace", table.namespace()));
        fields.add(new Field("table", table.name()));
        return new VendPlan("iceberg:LoadCredentials", fields, Reuse.UNTIL_EXPIRY, hops -> {
            Credential token = caller(own, hops);
            try {
                return load(request, token, table);
            } catch (ConnectionException e) {
                if (e.code() != ConnectionError.CREDENTIAL_REJECTED || own.reuse() == Reuse.NEVER) {
                    throw e;
                }
                // a token that was kept may have been revoked before its end: once more with a new one
                hops.rejected(TOKEN_HOP);
                return load(request, caller(own, hops), table);
            }
        });
    }

    /** A stored token is no hop: there is nothing to keep of it. */
    private static Credential caller(VendPlan own, Hops hops) throws Exception {
        return own.reuse() == Reuse.NEVER ? own.call().run(hops).credential() : hops.get(TOKEN_HOP, own);
    }

    private Issued load(VendRequest request, Credential token, IcebergTable table) {
        PropertyValues values = request.properties();
        ApiCalls calls = new ApiCalls(context, IcebergCatalog.WHO, token);
        IcebergCatalog catalog = new IcebergCatalog(calls, values, context.timeout());
        IcebergCatalog.Config config = catalog.config();
        HttpAnswer answer = catalog.credentials(config, table);
        StorageCredential storage = StorageCredential.read(
                calls.json(values.require(IcebergProperties.CATALOG), answer),
                context.clock().instant().plus(request.lifetime()));
        PropertyValues details = details(values)
                .refreshedAt(IcebergCatalog.credentialsPath(config, table))
                .values();
        return new Issued(storage.credential(), storage.covers(), details, Map.of(), answer.receipt(calls.secrets()));
    }

    private static HttpEndpoint endpoint(PropertyValues values) {
        return new HttpEndpoint(values.require(IcebergProperties.CATALOG), List.of());
    }

    private static IcebergDetails details(PropertyValues values) {
        return IcebergDetails.of(
                endpoint(values), values.get(IcebergProperties.WAREHOUSE), IcebergProperties.clientSettings(values));
    }
}
