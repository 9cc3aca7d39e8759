package dev.mooring.connection.core;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Authorizer;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** One type, REFRESHED, whose credentials cost a refresh token that works once. A one-time code is such a token. */
public final class RefreshProvider implements ConnectionProvider {
    public static final PropertySpec<String> ENDPOINT =
            PropertySpec.text("ENDPOINT").describe("its issuer").build();
    public static final PropertySpec<Secret> REFRESH_TOKEN =
            PropertySpec.secret("REFRESH_TOKEN").describe("works once").build();

    /** Between the plan and its call. */
    public volatile Runnable beforeCall = () -> {};
    /** Between the issuer's answer and core. */
    public volatile Runnable afterAnswer = () -> {};
    /** What is planned around the plan that spends: by default, a vend with that plan as its hop. */
    public volatile BiFunction<VendRequest, VendPlan, VendPlan> around = (request, spending) -> new VendPlan(
            "refresh:Use",
            List.of(),
            VendPlan.Reuse.UNTIL_EXPIRY,
            hops -> Issued.of(hops.get("access", spending), Receipt.none()));

    private final Issuer issuer;

    /** Takes a refresh token and answers with the next, or with nothing when it refuses. */
    @FunctionalInterface
    public interface Issuer {
        Optional<String> spend(String endpoint, String token) throws Exception;
    }

    public RefreshProvider(Issuer issuer) {
        this.issuer = issuer;
    }

    public static ConnectionDraft draft(String name, String endpoint) {
        return ConnectionDraft.of(ConnectionCategory.API, name, "REFRESHED")
                .property("ENDPOINT", endpoint)
                .build();
    }

    @Override
    public String name() {
        return "refresh";
    }

    @Override
    public List<ConnectionType> types() {
        return List.of(new Refreshed());
    }

    public VendPlan spending(VendRequest request, ProviderContext context) {
        return VendPlan.spending(
                "refresh:Token", List.of(), request, REFRESH_TOKEN, (stored, hops) -> redeem(request, stored, context));
    }

    private Issued redeem(VendRequest request, Secret token, ProviderContext context) throws Exception {
        beforeCall.run();
        String next = issuer.spend(request.properties().require(ENDPOINT), token.reveal())
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.CREDENTIAL_REJECTED, "the issuer refuses the refresh token"));
        afterAnswer.run();
        return new Issued(
                new Credential.Bearer(
                        Secret.of("access-for-" + next),
                        Optional.of(context.clock().instant().plus(Duration.ofHours(1)))),
                List.of(),
                PropertyValues.empty(),
                Map.of(REFRESH_TOKEN, Secret.of(next)),
                Receipt.none());
    }

    private final class Refreshed implements ConnectionType {
        @Override
        public TypeId id() {
            return TypeId.of(ConnectionCategory.API, "REFRESHED");
        }

        @Override
        public PropertySchema schema() {
            return PropertySchema.builder()
                    .required(ENDPOINT)
                    .optional(REFRESH_TOKEN)
                    .build();
        }

        @Override
        public ScopeSyntax scopes() {
            return ScopeSyntax.narrowed(Set.of("api"), Set.of(Action.READ, Action.LIST));
        }

        @Override
        public ConnectivityProbe probe(ProviderContext context) {
            throw new AssertionError("only vended from");
        }

        @Override
        public CredentialVendor vendor(ProviderContext context) {
            return request -> around.apply(request, spending(request, context));
        }

        @Override
        public Optional<Authorizer> authorizer(ProviderContext context) {
            return Optional.of((request, code) -> redeem(request, code, context));
        }
    }
}
