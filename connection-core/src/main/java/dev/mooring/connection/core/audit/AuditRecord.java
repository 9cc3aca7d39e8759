package dev.mooring.connection.core.audit;

/**
 * An entry as it was recorded.
 *
 * @param number its number, of which no other entry of the store has the same
 * @param entry what was done
 */
public record AuditRecord(long number, AuditEntry entry) {}
