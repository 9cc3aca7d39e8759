package dev.mooring.examples;

import dev.mooring.connection.*;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.*;
import dev.mooring.connection.property.*;
import dev.mooring.connection.spi.*;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A complete provider in one file: an HTTP service that takes a key in a header. */
public final class AddYourOwnType implements ConnectionProvider, ConnectionType {
    static final PropertySpec<URI> HOST =
            PropertySpec.endpoint("HOST").describe("its address").build();
    static final PropertySpec<Secret> API_KEY =
            PropertySpec.secret("API_KEY").describe("the key it gave you").build();

    @Override
    public String name() {
        return "tide";
    }

    @Override
    public List<ConnectionType> types() {
        return List.of(this);
    }

    @Override
    public TypeId id() {
        return TypeId.of(ConnectionCategory.API, "TIDE_TABLES");
    }

    @Override
    public PropertySchema schema() {
        return PropertySchema.builder().required(HOST, API_KEY).build();
    }

    @Override
    public ScopeSyntax scopes() {
        return ScopeSyntax.reachesEverything(Set.of("tide"), Set.of(AccessScope.Action.READ));
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        return request -> VendPlan.stored(
                new Credential.ApiKey("X-Tide-Key", request.properties().require(API_KEY), Optional.empty()));
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        return request -> {
            String host = request.properties().require(HOST).getHost();
            ProbeStep.Check resolves =
                    run -> ProbeStep.Finding.passed(context.resolve(host).toString());
            return List.of(new ProbeStep(ProbeStep.Stage.RESOLVE, host, resolves));
        };
    }

    public static void main(String... arguments) {
        try (ConnectionLayer layer =
                ConnectionLayer.inMemory().provider(new AddYourOwnType()).open()) {
            String script = "CREATE API CONNECTION tides TYPE TIDE_TABLES HOST = 'localhost' API_KEY = 'k-1'";
            System.out.println(layer.sql("default", "me").execute(script).toText());
            System.out.println(layer.workspace("default", "me").vend("tides"));
        }
    }
}
