package dev.mooring.connection.core.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.core.fire.FaultyIssuer.Issue;
import dev.mooring.connection.credential.Credential;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Two connections to one bucket, the one for readers and the other for writers, used in turn. */
class NoCrossingTest {
    private static final int ALTERNATIONS = 100_000;
    private static final int THREADS = 8;
    private static final AccessScope READ = AccessScope.of("mint://lake/orders", Action.READ, Action.LIST);
    private static final AccessScope WRITE = AccessScope.of("mint://lake/orders", Action.WRITE);

    private final MutableClock clock = new MutableClock();
    private final FaultyIssuer issuer = new FaultyIssuer(clock);

    /** What one user of one connection may get. */
    private record Side(Connections connections, String name, String session, AccessScope scope) {
        Credential vend() {
            return connections.vend(name, scope);
        }

        void check(Issue issue) {
            assertThat(issue.connection().name()).isEqualTo(name);
            assertThat(issue.properties()).containsEntry("ROLE_ARN", "role-of-" + name);
            assertThat(issue.session()).isEqualTo(session);
            assertThat(issue.scope()).isEqualTo(scope);
        }
    }

    @Test
    void aHundredThousandAlternationsNeverCross() throws Exception {
        issuer.life(Duration.ofMinutes(1));
        try (ConnectionLayer layer = ConnectionLayer.inMemory()
                        .provider(new FaultyProvider(issuer))
                        .clock(clock)
                        .open();
                Callers callers = new Callers()) {
            List<Side> sides = sides(layer);
            List<Future<Void>> users = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Side first = sides.get(i % sides.size());
                Side second = sides.get((i + 1 + i / sides.size()) % sides.size());
                users.addAll(callers.start(1, () -> alternate(first, second)));
            }
            Callers.join(users);
        }
        assertThat(issuer.calls()).as("renewals on the way").isGreaterThan(100);
    }

    private List<Side> sides(ConnectionLayer layer) {
        Connections ann = layer.workspace("sales", "ann");
        Connections bob = layer.workspace("sales", "bob");
        for (String name : List.of("readers", "writers")) {
            ann.create(ConnectionDraft.of(name, "MINT")
                    .property("ENDPOINT", "the same")
                    .property("ROLE_ARN", "role-of-" + name)
                    .build());
        }
        return List.of(
                new Side(ann, "readers", "cl-sales-ann", READ),
                new Side(ann, "writers", "cl-sales-ann", WRITE),
                new Side(bob, "readers", "cl-sales-bob", READ),
                new Side(bob, "writers", "cl-sales-bob", READ));
    }

    /** By handle and by name in turn; the time goes on so that there is something to renew. */
    private Void alternate(Side first, Side second) {
        CredentialSource source = first.connections().source(first.name(), first.scope());
        for (int i = 0; i < ALTERNATIONS / THREADS; i++) {
            first.check(issuer.known(i % 2 == 0 ? source.get() : first.vend()));
            second.check(issuer.known(second.vend()));
            if (i % 10 == 0) {
                clock.advance(Duration.ofMillis(200));
            }
        }
        return null;
    }
}
