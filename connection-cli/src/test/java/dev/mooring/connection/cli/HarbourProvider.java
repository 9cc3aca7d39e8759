package dev.mooring.connection.cli;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.TrustDocuments;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.Vended;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySchema.Group;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.property.Sensitivity;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Types without a network: QUAY narrows and has a key or a role, BUOY can not narrow and refuses its test. */
public final class HarbourProvider implements ConnectionProvider {
    static final String ISSUED_SECRET = "canary-issued-secret";
    static final String ISSUED_TOKEN = "canary-issued-token";

    private static final PropertySpec<String> BERTH = PropertySpec.text("BERTH")
            .describe("where it lies")
            .defaultsTo("north")
            .build();
    private static final PropertySpec<String> ROLE =
            PropertySpec.role("ROLE_ARN").describe("role to assume").build();
    private static final PropertySpec<String> KEY_ID = PropertySpec.identifier("ACCESS_ID")
            .alias("ACCESS_KEY_ID")
            .describe("id of the key")
            .build();
    private static final PropertySpec<Secret> KEY =
            PropertySpec.secret("ACCESS_KEY").describe("secret of the key").build();

    @Override
    public String name() {
        return "harbour";
    }

    @Override
    public List<ConnectionType> types() {
        return List.of(new Quay(), new Buoy());
    }

    private static final class Quay implements ConnectionType {
        @Override
        public TypeId id() {
            return TypeId.of(ConnectionCategory.STORAGE, "QUAY").alias("DOCK");
        }

        @Override
        public PropertySchema schema() {
            return PropertySchema.builder()
                    .exactlyOneOf(Group.of(ROLE), Group.of(KEY_ID, KEY))
                    .optional(BERTH)
                    .build();
        }

        @Override
        public ScopeSyntax scopes() {
            return ScopeSyntax.narrowed(Set.of("quay"), Set.of(Action.READ, Action.LIST));
        }

        @Override
        public ConnectivityProbe probe(ProviderContext context) {
            return request -> List.of(
                    new ProbeStep(Stage.RESOLVE, "quay.example", run -> Finding.passed("found")),
                    new ProbeStep(
                            Stage.OPERATE,
                            "quay.example",
                            run -> Finding.warning("it is " + request.mode(), "lower the water")
                                    .requestId("request-7")));
        }

        @Override
        public CredentialVendor vendor(ProviderContext context) {
            return request -> new VendPlan("harbour:Moor", fields(request), VendPlan.Reuse.UNTIL_EXPIRY, hops -> {
                if (request.properties().has(ROLE)) {
                    context.serviceIdentity(Cloud.AWS);
                }
                Credential session = new Credential.Session(
                        "ASIAHARBOURKEY000001",
                        Secret.of(ISSUED_SECRET),
                        Secret.of(ISSUED_TOKEN),
                        context.clock().instant().plus(Duration.ofHours(1)));
                return Issued.of(session, Receipt.none())
                        .covering(request.scope().grants().stream()
                                .map(grant -> grant.resource())
                                .toList());
            });
        }

        @Override
        public PropertyValues environment(Vended vended) {
            return PropertyValues.of(
                    Map.of("QUAY_NAME", new PropertyValues.Value(Sensitivity.SHOWN, List.of("the pilot's"))),
                    Map.of("QUAY_TOKEN", ((Credential.Session) vended.credential()).sessionToken()));
        }

        private static List<VendPlan.Field> fields(VendRequest request) {
            return List.of(
                    new VendPlan.Field("sessionName", request.sessionName()),
                    new VendPlan.Field("durationSeconds", "3600"),
                    new VendPlan.Field("policy", "{\"Allow\":[\"" + request.scope() + "\"]}"),
                    new VendPlan.Field("policyCharacters", "42"));
        }

        @Override
        public Optional<TrustGuide> trustGuide() {
            return Optional.of((connection, deployment) -> new TrustDocuments(
                    List.of(new TrustDocuments.Document(
                            "trust policy",
                            "lets the platform assume the role",
                            "{\"account\":\"" + deployment.account().orElseThrow() + "\"}")),
                    List.of("open the console", "paste it")));
        }
    }

    private static final class Buoy implements ConnectionType {
        @Override
        public TypeId id() {
            return TypeId.of(ConnectionCategory.CATALOG, "BUOY");
        }

        @Override
        public PropertySchema schema() {
            return PropertySchema.builder().optional(BERTH, KEY).build();
        }

        @Override
        public ScopeSyntax scopes() {
            return ScopeSyntax.reachesEverything(Set.of("buoy"), Set.of(Action.READ));
        }

        @Override
        public ConnectivityProbe probe(ProviderContext context) {
            return request -> List.of(
                    new ProbeStep(Stage.CONNECT, "buoy.example:1", run -> {
                        throw new ConnectionException(
                                ConnectionError.ENDPOINT_UNREACHABLE, "nobody answers", "row out and look");
                    }),
                    new ProbeStep(Stage.OPERATE, "buoy.example:1", run -> Finding.passed("never")));
        }

        @Override
        public CredentialVendor vendor(ProviderContext context) {
            return request -> new VendPlan(
                    "none",
                    List.of(),
                    VendPlan.Reuse.NEVER,
                    hops -> Issued.of(new Credential.Anonymous(), Receipt.none()));
        }
    }
}
