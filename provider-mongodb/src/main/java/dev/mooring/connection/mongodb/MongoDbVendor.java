package dev.mooring.connection.mongodb;

import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Contents;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendPlan.Reuse;
import dev.mooring.connection.spi.VendRequest;
import dev.mooring.connection.support.secrets.LoginVendor;
import java.util.List;
import java.util.Map;

/** Hands out the login of a deployment, or the client's certificate. */
final class MongoDbVendor implements CredentialVendor {
    private final ProviderContext context;
    private final SrvRecords records;
    private final LoginVendor logins;

    MongoDbVendor(ProviderContext context, SrvRecords records) {
        this.context = context;
        this.records = records;
        this.logins = new LoginVendor(context);
    }

    @Override
    public VendPlan plan(VendRequest request) {
        MongoDbSettings settings = MongoDbSettings.of(request.properties());
        if (!settings.isX509()) {
            return logins.plan(request, () -> details(request, settings));
        }
        Contents contents = context.contents(request.connection());
        return new VendPlan(
                "stored certificate",
                List.of(),
                Reuse.NEVER,
                hops -> new Issued(
                        settings.certificate(contents, context.clock().instant()),
                        List.of(),
                        details(request, settings),
                        Map.of(),
                        Receipt.none()));
    }

    /** The egress guard is asked here, since whoever gets the login connects by a driver, which knows of no guard. */
    private PropertyValues details(VendRequest request, MongoDbSettings settings) {
        MongoDbTarget target = settings.target();
        target.srvHost()
                .map(records::servers)
                .orElseGet(target::servers)
                .forEach(server -> context.resolve(server.host()));
        return settings.endpoint(context.contents(request.connection())).details();
    }
}
