package dev.mooring.connection.core.access;

import static dev.mooring.connection.core.access.ConnectionCalls.draft;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.FakeProvider;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A credential that is there is handed out without allocating anything, whoever is asked before. */
class WarmVendTest {
    private static final int GETS = 50_000;
    private static final Clock STANDING = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    /** What reading the counters may cost. */
    private static final long SLACK = 4_096;

    @Test
    void allocatesNothing() {
        List<UnaryOperator<ConnectionLayer.Builder>> controls = List.of(
                builder -> builder,
                builder -> builder.accessByPrivileges(Grantee.user("ann")),
                builder -> builder.access(
                        request -> request.action() == AccessAction.VEND || request.action() == AccessAction.CREATE));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (UnaryOperator<ConnectionLayer.Builder> control : controls) {
            // a clock that stands still, or a look at the connection would come between
            ConnectionLayer.Builder builder =
                    ConnectionLayer.inMemory().provider(new FakeProvider()).clock(STANDING);
            try (ConnectionLayer layer = control.apply(builder).open()) {
                layer.workspace("sales", "ann").create(draft("depot"));
                CredentialSource source =
                        layer.workspace("sales", "ann").source("depot", AccessScope.read("depot://orders/"));
                assertThat(allocated(threads, source)).isPositive();
                assertThat(allocated(threads, source)).isLessThan(SLACK);
            }
        }
    }

    private static long allocated(ThreadMXBean threads, CredentialSource source) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < GETS; i++) {
            source.vended();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
