package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.audit.AuditQuery;
import dev.mooring.connection.core.audit.AuditRecord;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * The latest of what was done in a store that dies with the process, which must not grow for as long as that lives.
 * Guarded by its store's lock.
 */
final class MemoryAudit implements AuditStore {
    private static final int KEPT = 10_000;
    private static final Comparator<AuditRecord> NEWEST_FIRST = Comparator.comparing(
                    (AuditRecord row) -> row.entry().at())
            .thenComparing(AuditRecord::number)
            .reversed();

    private final Object lock;
    private final Deque<AuditRecord> rows = new ArrayDeque<>();
    private final Deque<StoreChanges.Name> changed = new ArrayDeque<>();
    private long recorded;
    private long changes;

    MemoryAudit(Object lock) {
        this.lock = lock;
    }

    @Override
    public void append(AuditEntry entry) {
        synchronized (lock) {
            rows.add(new AuditRecord(++recorded, entry));
            if (rows.size() > KEPT) {
                rows.remove();
            }
            if (entry.isChange()) {
                changes++;
                changed.add(new StoreChanges.Name(entry.workspace(), entry.name()));
                if (changed.size() > StoreChanges.MOST) {
                    changed.remove();
                }
            }
        }
    }

    @Override
    public List<AuditRecord> read(String workspace, AuditQuery query) {
        synchronized (lock) {
            return rows.stream()
                    .filter(row -> row.entry().workspace().equals(workspace))
                    .filter(wanted(query))
                    .sorted(NEWEST_FIRST)
                    .filter(row -> query.olderThan()
                            .filter(last -> NEWEST_FIRST.compare(row, last) <= 0)
                            .isEmpty())
                    .limit(query.limit())
                    .toList();
        }
    }

    private static Predicate<AuditRecord> wanted(AuditQuery query) {
        return row -> {
            AuditEntry entry = row.entry();
            return query.connection()
                            .filter(name -> !RowName.isSame(name, entry.name()))
                            .isEmpty()
                    && query.connectionId()
                            .filter(id -> !id.equals(entry.connectionId()))
                            .isEmpty()
                    && query.since().filter(time -> entry.at().isBefore(time)).isEmpty();
        };
    }

    /** All, oldest first. */
    List<AuditEntry> all(String workspace) {
        synchronized (lock) {
            return rows.stream()
                    .map(AuditRecord::entry)
                    .filter(entry -> entry.workspace().equals(workspace))
                    .toList();
        }
    }

    StoreChanges changesSince(String mark) {
        synchronized (lock) {
            String now = Long.toString(changes);
            if (mark.equals(now)) {
                return StoreChanges.none(mark);
            }
            long seen = mark.equals(StoreChanges.NOTHING_SEEN) ? Long.MAX_VALUE : Long.parseLong(mark);
            if (seen > changes || changes - seen > changed.size()) {
                return StoreChanges.everything(now);
            }
            return StoreChanges.of(
                    now,
                    changed.stream()
                            .skip(changed.size() - (changes - seen))
                            .distinct()
                            .toList());
        }
    }
}
