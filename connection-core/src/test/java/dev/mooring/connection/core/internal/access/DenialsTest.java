package dev.mooring.connection.core.internal.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.core.access.AccessAction;
import dev.mooring.connection.core.access.Principal;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.audit.AuditEntry.Outcome;
import dev.mooring.connection.core.internal.time.EngineTime;
import dev.mooring.connection.core.internal.vend.Runner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Denied calls are recorded, and nobody fills a disk with them. */
class DenialsTest {
    private static final Member EVE = new Member("sales", Principal.of("eve", "b", "a"));
    private static final Member BOB = new Member("sales", Principal.of("bob"));
    private static final Duration WINDOW = DenialWindow.LENGTH;

    private final MutableClock clock = new MutableClock();
    private final Seconds seconds = new Seconds();
    private final List<AuditEntry> trail = new ArrayList<>();
    private boolean isBroken;
    private final Denials denials = new Denials(new EngineTime(clock, clock::nanos), seconds, this::append);

    private synchronized void append(AuditEntry entry) {
        if (isBroken) {
            throw new ConnectionException(ConnectionError.STORE_UNAVAILABLE, "the disk is full");
        }
        trail.add(entry);
    }

    /** Runs what is to run each second when a test says so. */
    private static final class Seconds implements Runner {
        private final List<BooleanSupplier> each = new ArrayList<>();

        @Override
        public void eachSecond(BooleanSupplier goesOn) {
            each.add(goesOn);
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void after(Duration delay, Runnable task) {
            task.run();
        }

        void pass() {
            each.removeIf(goesOn -> !goesOn.getAsBoolean());
        }
    }

    @Test
    void aDeniedCallIsRecordedAtOnceWithWhoWhatAndTheRoles() {
        denials.record(EVE, AccessAction.VEND, "Orders", "id-1");
        assertThat(trail).singleElement().satisfies(entry -> {
            assertThat(entry.user()).isEqualTo("eve");
            assertThat(entry.action()).isEqualTo(AuditEntry.Action.VEND);
            assertThat(entry.name()).isEqualTo("Orders");
            assertThat(entry.connectionId()).isEqualTo("id-1");
            assertThat(entry.at()).isEqualTo(clock.instant());
            assertThat(entry.ending().outcome()).isEqualTo(Outcome.DENIED);
            assertThat(entry.ending().repeats()).isEqualTo(1);
            assertThat(entry.ending().detail()).isEqualTo("with roles a, b");
            assertThat(entry.isChange()).isFalse();
        });
    }

    @Test
    void aLoopOfTheSameIsOneEntryAndANumber() {
        for (int i = 0; i < 10_000; i++) {
            denials.record(EVE, AccessAction.VEND, i % 2 == 0 ? "orders" : "ORDERS", "");
        }
        denials.record(EVE, AccessAction.DROP, "orders", "");
        denials.record(BOB, AccessAction.VEND, "orders", "");
        assertThat(trail).hasSize(3);

        clock.advance(WINDOW);
        seconds.pass();
        assertThat(trail).hasSize(4);
        assertThat(trail.get(3).ending().repeats()).isEqualTo(9_999);
        assertThat(seconds.each).as("nothing is left to look after").isEmpty();

        denials.record(EVE, AccessAction.VEND, "orders", "");
        assertThat(trail).as("a new window").hasSize(5);
        assertThat(seconds.each).hasSize(1);
    }

    @Test
    void aLoopOfDifferentNamesIsBoundedToo() {
        String endless = "x".repeat(1_000_000);
        for (int i = 0; i < 5_000; i++) {
            denials.record(EVE, AccessAction.DESCRIBE, i + endless, "");
        }
        denials.record(BOB, AccessAction.VEND, "orders", "");
        assertThat(trail).as("another user is recorded all the same").hasSize(DenialWindow.MOST + 1);
        assertThat(trail).allMatch(entry -> entry.name().length() <= 255);

        denials.close();
        assertThat(trail).hasSize(DenialWindow.MOST + 2);
        AuditEntry rest = trail.get(trail.size() - 1);
        assertThat(rest.name()).isEmpty();
        assertThat(rest.ending().repeats()).isEqualTo(5_000 - DenialWindow.MOST);
        assertThat(rest.ending().detail()).contains("beyond the first 100");
    }

    @Test
    void oneThatCouldNotBeRecordedIsRecordedTheNextTime() {
        isBroken = true;
        denials.record(EVE, AccessAction.VEND, "orders", "");
        assertThat(trail).isEmpty();
        isBroken = false;
        denials.record(EVE, AccessAction.VEND, "orders", "");
        assertThat(trail).hasSize(1);
    }

    @Test
    void countsWhatManyThreadsAreDenied() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Boolean>> callers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                callers.add(() -> {
                    for (int each = 0; each < 1_000; each++) {
                        denials.record(EVE, AccessAction.VEND, "orders", "");
                    }
                    return true;
                });
            }
            threads.invokeAll(callers);
        } finally {
            threads.shutdownNow();
        }
        denials.close();
        assertThat(trail).hasSize(2);
        assertThat(trail.stream().mapToLong(entry -> entry.ending().repeats()).sum())
                .isEqualTo(16_000);
    }
}
