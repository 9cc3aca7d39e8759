package dev.mooring.connection.metrics;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionException;
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
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.VendPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A type of AWS whose tokens live for ten minutes; its connections may name an issuer, or have a stored token. */
final class TideProvider implements ConnectionProvider, ConnectionType {
    static final Duration LIFE = Duration.ofMinutes(10);

    private static final PropertySpec<String> ISSUER =
            PropertySpec.text("ISSUER").describe("who issues tokens").build();
    private static final PropertySpec<Boolean> STORED = PropertySpec.flag("STORED")
            .describe("whether the token is stored")
            .defaultsTo("false")
            .build();

    private final AtomicInteger issued = new AtomicInteger();
    private volatile Optional<ConnectionException> failure = Optional.empty();
    private volatile CountDownLatch answers = new CountDownLatch(0);

    void failWith(ConnectionException next) {
        failure = Optional.of(next);
    }

    void succeed() {
        failure = Optional.empty();
    }

    /** Lets calls wait until the latch is down. */
    CountDownLatch hang() {
        answers = new CountDownLatch(1);
        return answers;
    }

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
        return TypeId.of(ConnectionCategory.API, "TIDE", Cloud.AWS).alias("EBB");
    }

    @Override
    public PropertySchema schema() {
        return PropertySchema.builder().optional(ISSUER, STORED).build();
    }

    @Override
    public ScopeSyntax scopes() {
        return ScopeSyntax.reachesEverything(Set.of("tide"), Set.of(AccessScope.Action.READ));
    }

    @Override
    public Optional<String> issuer(PropertyValues values) {
        return values.get(ISSUER);
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        return request -> new VendPlan(
                "tide:Issue",
                List.of(),
                request.properties().require(STORED) ? VendPlan.Reuse.NEVER : VendPlan.Reuse.UNTIL_EXPIRY,
                hops -> issue(context));
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        return request -> List.of(new ProbeStep(ProbeStep.Stage.AUTHENTICATE, "tokens", run -> {
            request.vending().vend(AccessScope.everything());
            return ProbeStep.Finding.passed("issued");
        }));
    }

    private Issued issue(ProviderContext context) throws InterruptedException {
        answers.await();
        if (failure.isPresent()) {
            throw failure.get();
        }
        Secret token = Secret.of("token-" + issued.incrementAndGet());
        return Issued.of(
                new Credential.Bearer(
                        token, Optional.of(context.clock().instant().plus(LIFE))),
                Receipt.none());
    }
}
