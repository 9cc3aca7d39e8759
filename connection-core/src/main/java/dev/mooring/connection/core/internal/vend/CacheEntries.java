package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.core.internal.time.EngineTime.Moment;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The entries of all keys, so many that memory stays bounded. */
final class CacheEntries {
    private static final int MOST = 100_000;
    private static final long IDLE = Duration.ofHours(2).toMillis();

    private final Map<VendKey, CacheEntry> entries = new ConcurrentHashMap<>();

    CacheEntry of(VendKey key, Moment now) {
        CacheEntry present = entries.get(key);
        if (present != null) {
            return present;
        }
        if (entries.size() >= MOST) {
            makeRoom(now);
        }
        return entries.computeIfAbsent(key, k -> new CacheEntry());
    }

    Optional<CacheEntry> find(VendKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** When any of those entries was used last, in milliseconds of the layer's clock. */
    OptionalLong lastUse(Predicate<VendKey> which) {
        return entries.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .mapToLong(entry -> entry.getValue().lastUsedAt())
                .max();
    }

    /**
     * What is kept.
     *
     * @param count how many good credentials
     * @param shortest after which time the first of them is not handed out any more
     */
    record Kept(int count, Optional<Duration> shortest) {}

    Kept kept(Moment now) {
        int count = 0;
        long shortest = Long.MAX_VALUE;
        for (CacheEntry entry : entries.values()) {
            Held held = entry.held();
            if (held != null && held.isGood(now)) {
                count++;
                shortest = held.ends() ? Math.min(shortest, held.stale() - now.wall()) : shortest;
            }
        }
        return new Kept(
                count, shortest == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofMillis(shortest)));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    void forEach(Consumer<CacheEntry> action) {
        entries.values().forEach(action);
    }

    void forget(VendKey key) {
        entries.remove(key);
    }

    void forget(Predicate<VendKey> which) {
        entries.keySet().removeIf(which);
    }

    void clear() {
        entries.clear();
    }

    /** Gives up what is empty, over or unused for long. */
    void sweep(Moment now) {
        retire(now, now.steady() - IDLE);
    }

    /** Gives up a tenth, those that nobody used for longest. */
    private void makeRoom(Moment now) {
        sweep(now);
        if (entries.size() >= MOST) {
            long[] uses = entries.values().stream()
                    .mapToLong(CacheEntry::lastUsed)
                    .sorted()
                    .toArray();
            retire(now, uses[uses.length / 10] + 1);
        }
    }

    private void retire(Moment now, long unusedSince) {
        entries.keySet()
                .forEach(key ->
                        entries.computeIfPresent(key, (k, entry) -> entry.retire(now, unusedSince) ? null : entry));
    }
}
