package dev.mooring.connection.support.secrets;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.PropertyRules;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.Validator;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A type that has a login and nothing else. */
final class LoginType implements ConnectionType {
    private static final PropertySchema SCHEMA =
            LoginProperties.addTo(PropertySchema.builder()).build();

    @Override
    public TypeId id() {
        return TypeId.of(ConnectionCategory.DATABASE, "LOGIN");
    }

    @Override
    public PropertySchema schema() {
        return SCHEMA;
    }

    @Override
    public ScopeSyntax scopes() {
        return ScopeSyntax.reachesEverything(Set.of("login"), Set.of(Action.READ));
    }

    @Override
    public Duration lifetime(PropertyValues values) {
        return LoginVendor.lifetime(values);
    }

    @Override
    public List<Validator> validators() {
        return List.of((type, values) -> {
            PropertyRules rules = new PropertyRules(values);
            LoginProperties.check(values, rules);
            return rules.violations();
        });
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        return request -> List.of();
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        LoginVendor logins = new LoginVendor(context);
        return request -> logins.plan(request, () -> PropertyValues.empty());
    }
}
