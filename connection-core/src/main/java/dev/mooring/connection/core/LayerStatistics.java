package dev.mooring.connection.core;

import dev.mooring.connection.TypeId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a layer keeps and what waits in it, at one moment.
 *
 * @param hits vends that were answered from memory without a look at anything, by type, counted while somebody observes
 *     the layer
 * @param credentials how many credentials are kept that are good
 * @param shortestLife after which time the first of them is not handed out any more, if any ends
 * @param connections how many connections are remembered
 * @param issuers the issuers that were asked lately
 */
public record LayerStatistics(
        Map<TypeId, Long> hits,
        int credentials,
        Optional<Duration> shortestLife,
        long connections,
        List<IssuerLoad> issuers) {
    /** Copies the collections. */
    public LayerStatistics {
        hits = Map.copyOf(hits);
        issuers = List.copyOf(issuers);
    }

    /**
     * How busy an issuer is.
     *
     * @param issuer the issuer, as types name it; empty for all issuers together that a connection has for itself
     * @param waiting calls that wait for their turn
     * @param running calls under way
     * @param limit how many may be under way at once, as learned so far
     */
    public record IssuerLoad(Optional<String> issuer, int waiting, int running, int limit) {}
}
