package dev.mooring.examples;

import dev.mooring.connection.*;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.*;
import dev.mooring.connection.property.*;
import dev.mooring.connection.spi.*;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A job that outlives its credentials, over a service whose tokens live for three seconds. */
public final class LongJob implements ConnectionProvider, ConnectionType {
    private static final Duration LIFE = Duration.ofSeconds(3);
    private static final Duration JOB = Duration.ofSeconds(7);

    private final AtomicInteger issued = new AtomicInteger();

    public static void main(String... arguments) throws InterruptedException {
        LongJob service = new LongJob();
        try (ConnectionLayer layer =
                ConnectionLayer.inMemory().provider(service).open()) {
            Connections connections = layer.workspace("sales", "qiliang");
            connections.create(
                    ConnectionDraft.of(ConnectionCategory.API, "tides", "SHORT").build());

            CredentialSource source = connections.source("tides", AccessScope.everything());
            Instant end = Instant.now().plus(JOB);
            int calls = 0;
            for (; Instant.now().isBefore(end); calls++) {
                Credential credential = source.get(); // never kept: asking again costs nothing
                if (!credential.expiresAt().orElseThrow().isAfter(Instant.now())) {
                    throw new IllegalStateException("handed out after its end: " + credential);
                }
                Thread.sleep(10);
            }
            System.out.println(calls + " calls of a job, " + service.issued + " tokens issued");

            Credential refused = source.get();
            source.rejected(refused); // the service answered 401 though the token should be good
            System.out.println("another one after a refusal: " + !source.get().equals(refused));

            SourceTicket ticket = source.ticket(); // serialisable: a name, no secret and no user
            CredentialSource elsewhere = layer.workspace("sales", "worker").source(ticket);
            System.out.println(ticket + " opened elsewhere: " + elsewhere.get());
        }
    }

    @Override
    public String name() {
        return "short";
    }

    @Override
    public List<ConnectionType> types() {
        return List.of(this);
    }

    @Override
    public TypeId id() {
        return TypeId.of(ConnectionCategory.API, "SHORT");
    }

    @Override
    public PropertySchema schema() {
        return PropertySchema.builder().build();
    }

    @Override
    public ScopeSyntax scopes() {
        return ScopeSyntax.reachesEverything(Set.of("tide"), Set.of(AccessScope.Action.READ));
    }

    /** Connections of this issuer share what it bears at a time. */
    @Override
    public Optional<String> issuer(PropertyValues values) {
        return Optional.of("tokens.tide.example");
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        return request -> new VendPlan("tide:Issue", List.of(), VendPlan.Reuse.UNTIL_EXPIRY, hops -> {
            Secret token = Secret.of("token-" + issued.incrementAndGet());
            return Issued.of(
                    new Credential.Bearer(token, Optional.of(Instant.now().plus(LIFE))), Receipt.none());
        });
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        return request -> List.of(new ProbeStep(
                ProbeStep.Stage.AUTHENTICATE, "tokens", run -> ProbeStep.Finding.passed("it is in this process")));
    }
}
