package dev.mooring.connection.core.internal.store;

import static dev.mooring.connection.core.internal.store.StoredRows.WORKSPACE;
import static dev.mooring.connection.core.internal.store.StoredRows.did;
import static dev.mooring.connection.core.internal.store.StoredRows.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import dev.mooring.connection.core.audit.AuditEntry.Ending;
import dev.mooring.connection.core.audit.AuditEntry.Issue;
import dev.mooring.connection.core.audit.AuditEntry.Outcome;
import dev.mooring.connection.core.audit.AuditQuery;
import dev.mooring.connection.core.audit.AuditRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does about its audit: it keeps all, tells it in pages, and disturbs nobody who follows changes. */
abstract class StoreAuditContract {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");
    private static final int WRITERS = 32;
    private static final int EACH = 20;

    private ConnectionStore store;

    abstract ConnectionStore open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = StoredRows.keyed(open());
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void keepsEveryPartOfAnEntry() {
        Issue issue = new Issue(
                "sts:AssumeRole",
                "0123456789abcdef",
                "cl-w-ann",
                Optional.of("request-1"),
                Optional.of(NOW.plusSeconds(900)));
        AuditEntry vend =
                entry("lake", NOW, Action.VEND).ended(new Ending(Outcome.DONE, 1, Optional.of(issue), "hop first"));
        Issue silent = new Issue("stored key", "everything", "cl-w-ann", Optional.empty(), Optional.empty());
        AuditEntry stored = entry("lake", NOW, Action.VEND).ended(new Ending(Outcome.DONE, 1, Optional.of(silent), ""));
        AuditEntry denied = new AuditEntry(
                NOW,
                "eve",
                Action.DROP,
                WORKSPACE,
                "",
                "it's \"ü\" 名",
                0,
                new Ending(Outcome.DENIED, 17, Optional.empty(), "with roles a, b"));
        List.of(vend, stored, denied).forEach(store.trail()::append);

        assertThat(read(AuditQuery.newest(10))).containsExactly(denied, stored, vend);
        assertThat(store.trail().read("other", AuditQuery.newest(10))).isEmpty();
    }

    @Test
    void whatNobodyCanStoreIsReplacedAndNotLost() {
        store.trail().append(new AuditEntry(NOW, "ann", Action.VEND, WORKSPACE, "", "a\0b", 0));
        assertThat(read(AuditQuery.newest(10)))
                .singleElement()
                .extracting(AuditEntry::name)
                .isIn("a\0b", "a\uFFFDb");
    }

    @Test
    void tellsTheNewestFirstInPagesOfWhichNoneRepeatsAnother() {
        for (int i = 0; i < 25; i++) {
            // many at the same moment
            store.trail().append(entry("c" + i, NOW.plusSeconds(i / 10), Action.TEST));
        }
        List<String> names = new ArrayList<>();
        AuditQuery query = AuditQuery.newest(4);
        List<AuditRecord> page = store.trail().read(WORKSPACE, query);
        while (!page.isEmpty()) {
            page.forEach(row -> names.add(row.entry().name()));
            page = store.trail().read(WORKSPACE, query.olderThan(page.get(page.size() - 1)));
        }
        List<String> expected = new ArrayList<>();
        for (int i = 24; i >= 0; i--) {
            expected.add("c" + i);
        }
        assertThat(names).isEqualTo(expected);
    }

    @Test
    void tellsOfOneConnectionByNameOrIdAlsoWhenItIsGone() {
        StoredConnection lake = plain("Lake");
        store.insert(lake, did(Action.CREATE, lake));
        store.delete(lake, did(Action.DROP, lake));
        store.trail().append(new AuditEntry(NOW, "eve", Action.VEND, WORKSPACE, "", "LAKE", 0));
        store.trail().append(entry("pond", NOW, Action.TEST));

        assertThat(read(AuditQuery.newest(10).ofConnection("lake")))
                .extracting(AuditEntry::action)
                .containsExactlyInAnyOrder(Action.VEND, Action.DROP, Action.CREATE);
        assertThat(read(AuditQuery.newest(10).ofConnectionId(lake.connection().id())))
                .extracting(AuditEntry::action)
                .containsExactlyInAnyOrder(Action.DROP, Action.CREATE);
        assertThat(read(AuditQuery.newest(10).ofConnection("lake").ofConnectionId("another")))
                .isEmpty();
    }

    @Test
    void tellsWhatHappenedSince() {
        store.trail().append(entry("before", NOW.minusMillis(1), Action.TEST));
        store.trail().append(entry("then", NOW, Action.TEST));
        assertThat(read(AuditQuery.newest(10).since(NOW)))
                .extracting(AuditEntry::name)
                .containsExactly("then");
    }

    @Test
    void doesNotDisturbWhoFollowsChanges() {
        StoredConnection lake = plain("lake");
        store.insert(lake, did(Action.CREATE, lake));
        String mark = store.changesSince(StoreChanges.NOTHING_SEEN).mark();
        for (int i = 0; i <= StoreChanges.MOST; i++) {
            store.trail().append(entry("lake", NOW, Action.VEND));
        }
        store.trail().append(entry("lake", NOW, Action.DROP).ended(Ending.of(Outcome.DENIED, "")));
        assertThat(store.changesSince(mark).areNone()).isTrue();
        StoredConnection pond = plain("pond");
        store.insert(pond, did(Action.CREATE, pond));
        assertThat(store.changesSince(mark).names()).containsExactly(new StoreChanges.Name(WORKSPACE, "pond"));
    }

    @Test
    void keepsAllThatManyWriteAtOnce() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Callable<Boolean>> writing = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                String name = "w" + writer;
                writing.add(() -> {
                    for (int i = 0; i < EACH; i++) {
                        store.trail().append(entry(name, NOW.plusSeconds(i), Action.VEND));
                    }
                    return true;
                });
            }
            for (Future<Boolean> each : writers.invokeAll(writing)) {
                each.get();
            }
        } finally {
            writers.shutdownNow();
        }
        assertThat(store.audit(WORKSPACE)).hasSize(WRITERS * EACH);
        assertThat(read(AuditQuery.newest(EACH + 1).ofConnection("w7"))).hasSize(EACH);
    }

    private List<AuditEntry> read(AuditQuery query) {
        return store.trail().read(WORKSPACE, query).stream()
                .map(AuditRecord::entry)
                .toList();
    }

    private static AuditEntry entry(String name, Instant at, Action action) {
        return new AuditEntry(at, "ann", action, WORKSPACE, "id-of-" + name, name, 1);
    }
}
