package dev.mooring.connection.glue.type;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.VendPlan;
import java.util.List;
import java.util.Set;

/** API/NETWORK: servers that have to be reachable. Nothing is entered, so its credential is none. */
final class NetworkConnectionType implements ConnectionType {
    private static final TypeId ID = TypeId.of(ConnectionCategory.API, "NETWORK");
    private static final String SCHEME = "tcp";
    private static final ScopeSyntax SCOPES =
            ScopeSyntax.reachesEverything(Set.of(SCHEME), Set.of(Action.READ, Action.LIST));

    static final PropertySpec<List<HostPort>> TARGETS = PropertySpec.servers("TARGETS", SCHEME)
            .describe("servers that a test tries to reach, each host:port; a test's scope, such as tcp://db:5432,"
                    + " names others")
            .build();

    private static final PropertySchema SCHEMA =
            PropertySchema.builder().optional(TARGETS).build();

    @Override
    public TypeId id() {
        return ID;
    }

    @Override
    public PropertySchema schema() {
        return SCHEMA;
    }

    @Override
    public ScopeSyntax scopes() {
        return SCOPES;
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        TargetProbe probe = new TargetProbe(context);
        return request -> probe.steps(targets(request), "the connection names no TARGETS and the test no scope");
    }

    private static List<HostPort> targets(ProbeRequest request) {
        return request.scope()
                .filter(scope -> !scope.isEverything())
                .map(NetworkConnectionType::targets)
                .orElseGet(() -> request.properties().get(TARGETS).orElse(List.of()));
    }

    private static List<HostPort> targets(AccessScope scope) {
        return scope.grants().stream()
                .map(grant -> target(grant.resource().root()))
                .toList();
    }

    private static HostPort target(String text) {
        try {
            return HostPort.of(text);
        } catch (IllegalArgumentException e) {
            throw new ConnectionException(
                    ConnectionError.INVALID_SCOPE,
                    "a scope of a network names a server with its port",
                    "write it as tcp://host:port",
                    e);
        }
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        return request -> VendPlan.stored(new Credential.Anonymous());
    }
}
