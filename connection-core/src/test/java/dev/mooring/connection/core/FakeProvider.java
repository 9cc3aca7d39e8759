package dev.mooring.connection.core;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.TrustDocuments;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySchema.Group;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.spi.Authorizer;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.TrustGuide;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Types over a {@link FakeIssuer}: DEPOT narrows and has keys or a role, VAULT cannot narrow and uses another connection,
 * GRANT waits for a one-time code.
 */
public final class FakeProvider implements ConnectionProvider {
    public static final PropertySpec<String> ENDPOINT =
            PropertySpec.text("ENDPOINT").describe("where it is").build();
    public static final PropertySpec<String> KEY_ID =
            PropertySpec.identifier("ACCESS_ID").describe("id of the key").build();
    public static final PropertySpec<Secret> KEY =
            PropertySpec.secret("ACCESS_KEY").describe("secret of the key").build();
    public static final PropertySpec<String> ROLE =
            PropertySpec.role("ROLE_ARN").describe("role to assume").build();
    public static final PropertySpec<String> STORAGE = PropertySpec.connection(
                    "STORAGE_CONNECTION", ConnectionCategory.STORAGE)
            .describe("where its data is")
            .build();
    public static final PropertySpec<Secret> REFRESH =
            PropertySpec.secret("REFRESH_TOKEN").describe("kept by the layer").build();

    public final FakeIssuer issuer = new FakeIssuer();

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public List<ConnectionType> types() {
        return List.of(new Depot(), new Vault(), new Grant(), new Link());
    }

    private abstract class FakeType implements ConnectionType {
        @Override
        public ConnectivityProbe probe(ProviderContext context) {
            return request -> List.of(
                    new ProbeStep(Stage.CONNECT, "depot", run -> Finding.passed("connected")),
                    new ProbeStep(Stage.AUTHENTICATE, "depot", run -> {
                        issuer.issue(context.clock());
                        return Finding.passed("known as " + request.connection().name());
                    }),
                    new ProbeStep(
                            Stage.OPERATE,
                            "depot",
                            run -> request.scope()
                                    .map(scope -> Finding.passed("looked at " + scope))
                                    .orElseGet(() -> Finding.skipped("no scope given"))));
        }

        @Override
        public CredentialVendor vendor(ProviderContext context) {
            return request -> new VendPlan(
                    "fake:Issue", fields(request), VendPlan.Reuse.UNTIL_EXPIRY, hops -> issuer.issue(context.clock()));
        }
    }

    private static List<VendPlan.Field> fields(VendRequest request) {
        return List.of(
                new VendPlan.Field("sessionName", request.sessionName()),
                new VendPlan.Field(
                        "externalId", request.connection().externalId().orElse("none")),
                new VendPlan.Field("policy", request.scope().toString()));
    }

    private final class Depot extends FakeType {
        @Override
        public TypeId id() {
            return TypeId.of(ConnectionCategory.STORAGE, "DEPOT");
        }

        @Override
        public PropertySchema schema() {
            return PropertySchema.builder()
                    .required(ENDPOINT)
                    .exactlyOneOf(Group.of(ROLE), Group.of(KEY_ID, KEY))
                    .build();
        }

        @Override
        public ScopeSyntax scopes() {
            return ScopeSyntax.narrowed(Set.of("depot"), Set.of(Action.READ, Action.LIST, Action.WRITE));
        }

        @Override
        public CredentialVendor vendor(ProviderContext context) {
            CredentialVendor issuing = super.vendor(context);
            return request -> request.properties().has(KEY) && request.scope().isEverything()
                    ? new VendPlan("stored key", List.of(), VendPlan.Reuse.NEVER, hops -> stored(request))
                    : issuing.plan(request);
        }

        private static Issued stored(VendRequest request) {
            return Issued.of(
                    new Credential.AccessKey(
                            request.properties().require(KEY_ID),
                            request.properties().require(KEY)),
                    Receipt.none());
        }

        @Override
        public Optional<TrustGuide> trustGuide() {
            return Optional.of((connection, deployment) -> new TrustDocuments(
                    List.of(new TrustDocuments.Document(
                            "trust policy",
                            "lets the deployment assume the role",
                            deployment.account().orElseThrow() + "/"
                                    + connection.externalId().orElseThrow())),
                    List.of("paste it")));
        }
    }

    private final class Vault extends FakeType {
        @Override
        public TypeId id() {
            return TypeId.of(ConnectionCategory.CATALOG, "VAULT").listedAs("FAKE_VAULT");
        }

        @Override
        public PropertySchema schema() {
            return PropertySchema.builder().required(STORAGE).build();
        }

        @Override
        public ScopeSyntax scopes() {
            return ScopeSyntax.reachesEverything(Set.of("vault"), Set.of(Action.READ));
        }

        @Override
        public CredentialVendor vendor(ProviderContext context) {
            return request -> new VendPlan("fake:Chain", List.of(), VendPlan.Reuse.UNTIL_EXPIRY, hops -> {
                hops.get(
                        "first",
                        new VendPlan(
                                "fake:First",
                                List.of(),
                                VendPlan.Reuse.UNTIL_EXPIRY,
                                inner -> issuer.issue(context.clock())));
                request.tools().references().require(request.properties().require(STORAGE));
                return issuer.issue(context.clock());
            });
        }
    }

    private final class Grant extends FakeType {
        @Override
        public TypeId id() {
            return TypeId.of(ConnectionCategory.API, "GRANT");
        }

        @Override
        public PropertySchema schema() {
            return PropertySchema.builder().required(ENDPOINT).optional(REFRESH).build();
        }

        @Override
        public ScopeSyntax scopes() {
            return ScopeSyntax.reachesEverything(Set.of("grant"), Set.of(Action.INVOKE));
        }

        @Override
        public Optional<Authorizer> authorizer(ProviderContext context) {
            return Optional.of((request, code) -> {
                issuer.rotate(Map.of(REFRESH, Secret.of("refresh-for-" + code.reveal())));
                Issued issued = issuer.issue(context.clock());
                issuer.rotate(Map.of());
                return issued;
            });
        }
    }

    /** Vends from another connection of its own type, at the end of the chain from the issuer. */
    private final class Link extends FakeType {
        private static final PropertySpec<String> NEXT =
                PropertySpec.connection("NEXT").describe("the next link").build();

        @Override
        public TypeId id() {
            return TypeId.of(ConnectionCategory.DATABASE, "LINK");
        }

        @Override
        public PropertySchema schema() {
            return PropertySchema.builder().optional(NEXT).build();
        }

        @Override
        public ScopeSyntax scopes() {
            return ScopeSyntax.reachesEverything(Set.of("link"), Set.of(Action.READ));
        }

        @Override
        public CredentialVendor vendor(ProviderContext context) {
            return request -> new VendPlan("fake:Link", List.of(), VendPlan.Reuse.UNTIL_EXPIRY, hops -> {
                request.properties()
                        .get(NEXT)
                        .ifPresent(next -> request.tools().references().vend(next, AccessScope.everything()));
                return issuer.issue(context.clock());
            });
        }
    }
}
