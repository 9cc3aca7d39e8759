package dev.mooring.connection.core.fire;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The type MINT over a {@link FaultyIssuer}: one that narrows, with a role, a secret and a connection that it derives from. */
final class FaultyProvider implements ConnectionProvider {
    static final PropertySpec<String> ENDPOINT =
            PropertySpec.text("ENDPOINT").describe("where it is").build();
    static final PropertySpec<String> ZONE =
            PropertySpec.text("ZONE").describe("which part of it").build();
    static final PropertySpec<String> KEY_ID =
            PropertySpec.identifier("ACCESS_ID").describe("id of the key").build();
    static final PropertySpec<Secret> KEY =
            PropertySpec.secret("ACCESS_KEY").describe("secret of the key").build();
    static final PropertySpec<String> ROLE =
            PropertySpec.role("ROLE_ARN").describe("role to assume").build();
    static final PropertySpec<String> PARENT = PropertySpec.connection("PARENT", ConnectionCategory.STORAGE)
            .describe("what its credentials are derived from")
            .build();
    static final List<PropertySpec<?>> PROPERTIES = List.of(ENDPOINT, ZONE, KEY_ID, KEY, ROLE, PARENT);

    private final FaultyIssuer issuer;

    FaultyProvider(FaultyIssuer issuer) {
        this.issuer = issuer;
    }

    /** A draft of a connection with that endpoint. */
    static ConnectionDraft draft(String name, String endpoint) {
        return ConnectionDraft.of(name, "MINT").property("ENDPOINT", endpoint).build();
    }

    /** All values as text, secrets too. */
    static Map<String, String> seen(PropertyValues values) {
        Map<String, String> seen = new TreeMap<>();
        values.values()
                .keySet()
                .forEach(name -> PROPERTIES.stream()
                        .filter(spec -> spec.name().equals(name))
                        .forEach(spec -> seen.put(name, String.valueOf(values.require(spec)))));
        values.get(KEY).ifPresent(key -> seen.put(KEY.name(), key.reveal()));
        return seen;
    }

    @Override
    public String name() {
        return "faulty";
    }

    @Override
    public List<ConnectionType> types() {
        return List.of(new Mint());
    }

    private final class Mint implements ConnectionType {
        @Override
        public TypeId id() {
            return TypeId.of(ConnectionCategory.STORAGE, "MINT");
        }

        @Override
        public PropertySchema schema() {
            return PropertySchema.builder()
                    .required(ENDPOINT)
                    .optional(ZONE, KEY_ID, KEY, ROLE, PARENT)
                    .build();
        }

        @Override
        public ScopeSyntax scopes() {
            return ScopeSyntax.narrowed(Set.of("mint"), Set.of(Action.values()));
        }

        @Override
        public Duration lifetime(PropertyValues values) {
            return issuer.life();
        }

        @Override
        public ConnectivityProbe probe(ProviderContext context) {
            return request -> List.of();
        }

        @Override
        public CredentialVendor vendor(ProviderContext context) {
            return request -> new VendPlan(
                    "mint:Issue",
                    List.of(),
                    VendPlan.Reuse.UNTIL_EXPIRY,
                    hops -> issuer.issue(request, parent(request)));
        }

        private Optional<FaultyIssuer.Issue> parent(VendRequest request) {
            return request.properties()
                    .get(PARENT)
                    .map(name ->
                            issuer.known(request.tools().references().vend(name, AccessScope.read("mint://parent/"))));
        }
    }
}
