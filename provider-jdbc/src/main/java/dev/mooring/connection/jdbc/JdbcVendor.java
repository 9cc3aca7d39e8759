package dev.mooring.connection.jdbc;

import dev.mooring.connection.credential.Credential.Anonymous;
import dev.mooring.connection.property.PropertyValues;
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

/** Hands out the login of a database; of a file, that there is none. */
final class JdbcVendor implements CredentialVendor {
    private final ProviderContext context;
    private final LoginVendor logins;

    JdbcVendor(ProviderContext context) {
        this.context = context;
        this.logins = new LoginVendor(context);
    }

    @Override
    public VendPlan plan(VendRequest request) {
        JdbcSettings settings = JdbcSettings.of(request.properties());
        if (settings.target().engine().isServer()) {
            return logins.plan(request, () -> details(request, settings));
        }
        return new VendPlan(
                "no login",
                List.of(),
                Reuse.NEVER,
                hops -> new Issued(new Anonymous(), List.of(), details(request, settings), Map.of(), Receipt.none()));
    }

    /** The egress guard is asked here, since whoever gets the login connects by a driver, which knows of no guard. */
    private PropertyValues details(VendRequest request, JdbcSettings settings) {
        settings.target().server().ifPresent(server -> context.resolve(server.host()));
        return settings.endpoint(context.contents(request.connection())).details();
    }
}
