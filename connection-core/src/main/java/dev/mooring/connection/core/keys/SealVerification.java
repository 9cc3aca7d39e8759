package dev.mooring.connection.core.keys;

import java.util.List;

/**
 * What became of opening everything that a store holds.
 *
 * @param connections how many connections were tried
 * @param findings what is wrong with keys
 * @param unopened connections that could not be opened
 */
public record SealVerification(long connections, List<KeyFinding> findings, List<UnopenedConnection> unopened) {
    /** Copies the lists. */
    public SealVerification {
        findings = List.copyOf(findings);
        unopened = List.copyOf(unopened);
    }

    /** Whether every connection opens and nothing is wrong with the keys. */
    public boolean isClean() {
        return findings.isEmpty() && unopened.isEmpty();
    }
}
