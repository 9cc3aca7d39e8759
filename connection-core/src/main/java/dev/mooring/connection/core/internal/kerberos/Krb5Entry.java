package dev.mooring.connection.core.internal.kerberos;

import java.util.List;

/**
 * A relation of a krb5.conf: a key with a value, or with a block of further relations.
 *
 * @param key the key as written
 * @param value the value without its quotes; empty for a block
 * @param block the relations of a block; empty for a value
 */
record Krb5Entry(String key, String value, List<Krb5Entry> block) {
    /** The values of all relations with that key, in order. */
    static List<String> values(List<Krb5Entry> entries, String key) {
        return entries.stream()
                .filter(entry -> entry.key().equals(key) && !entry.value().isEmpty())
                .map(Krb5Entry::value)
                .toList();
    }
}
