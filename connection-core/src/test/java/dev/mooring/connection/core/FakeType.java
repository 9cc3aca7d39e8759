package dev.mooring.connection.core;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.Validator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A type that is only looked at: it can neither be tested nor vend.
 *
 * @param id its identity
 * @param schema what it accepts
 * @param validators its own checks
 * @param outside which properties point outside its cloud
 */
public record FakeType(TypeId id, PropertySchema schema, List<Validator> validators, Predicate<PropertyValues> outside)
        implements ConnectionType {
    public static FakeType of(TypeId id, PropertySchema schema) {
        return new FakeType(id, schema, List.of(), values -> false);
    }

    public static FakeType of(TypeId id) {
        return of(id, PropertySchema.builder().build());
    }

    @Override
    public boolean isOutsideCloud(PropertyValues values) {
        return outside.test(values);
    }

    @Override
    public ScopeSyntax scopes() {
        return ScopeSyntax.reachesEverything(Set.of("fake"), Set.of(Action.READ));
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        throw new AssertionError("only looked at");
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        throw new AssertionError("only looked at");
    }
}
