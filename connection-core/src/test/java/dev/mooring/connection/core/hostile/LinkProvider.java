package dev.mooring.connection.core.hostile;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** One type, LINK, that may use another LINK and vends through it. */
final class LinkProvider implements ConnectionProvider {
    static final PropertySpec<String> HOST =
            PropertySpec.text("HOST").describe("host").build();
    static final PropertySpec<String> PARENT = PropertySpec.connection("PARENT", ConnectionCategory.STORAGE)
            .describe("parent")
            .build();
    static final PropertySpec<Secret> TOKEN =
            PropertySpec.secret("TOKEN").describe("token").build();
    static final PropertySpec<Secret> OTHER =
            PropertySpec.secret("OTHER").describe("other").build();

    interface Behaviour {
        VendPlan plan(VendRequest request, ProviderContext context);
    }

    final AtomicInteger calls = new AtomicInteger();
    volatile Behaviour behaviour = this::chained;

    VendPlan chained(VendRequest request, ProviderContext context) {
        Optional<String> parent = request.properties().get(PARENT);
        return new VendPlan("link", List.of(), VendPlan.Reuse.UNTIL_EXPIRY, hops -> {
            String up = parent.map(name ->
                            ((Credential.Bearer) request.tools().references().vend(name, request.scope()))
                                            .token()
                                            .reveal()
                                    + "<")
                    .orElse("");
            return issued(up + request.properties().require(HOST) + calls.incrementAndGet(), context);
        });
    }

    static Issued issued(String token, ProviderContext context) {
        return Issued.of(
                new Credential.Bearer(
                        Secret.of(token), Optional.of(context.clock().instant().plusSeconds(3000))),
                Receipt.none());
    }

    static Issued rotating(String token, Map<PropertySpec<Secret>, Secret> rotated, ProviderContext context) {
        return new Issued(
                new Credential.Bearer(
                        Secret.of(token), Optional.of(context.clock().instant().plusSeconds(3000))),
                List.of(),
                PropertyValues.empty(),
                rotated,
                Receipt.none());
    }

    @Override
    public String name() {
        return "link";
    }

    @Override
    public List<ConnectionType> types() {
        return List.of(new Link());
    }

    private final class Link implements ConnectionType {
        @Override
        public TypeId id() {
            return TypeId.of(ConnectionCategory.STORAGE, "LINK");
        }

        @Override
        public PropertySchema schema() {
            return PropertySchema.builder()
                    .required(HOST)
                    .optional(PARENT, TOKEN, OTHER)
                    .build();
        }

        @Override
        public ScopeSyntax scopes() {
            return ScopeSyntax.narrowed(Set.of("link"), Set.of(Action.READ, Action.LIST));
        }

        @Override
        public ConnectivityProbe probe(ProviderContext context) {
            return request -> List.of();
        }

        @Override
        public CredentialVendor vendor(ProviderContext context) {
            return request -> behaviour.plan(request, context);
        }
    }
}
