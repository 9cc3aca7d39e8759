package dev.mooring.connection.core.internal.crypto;

import dev.mooring.connection.core.Keyring.WrappedKey;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The sealed secrets of one connection, and the seal of the rest of its row.
 *
 * @param key the wrapped data key; empty when the row was never sealed, which opens for nobody
 * @param seal what shows that the row is as it was sealed, base64; empty when it was never sealed
 * @param ciphertexts sealed values, base64, by canonical property name
 * @param revision raised whenever a secret changes, from 1
 */
public record SealedSecrets(
        Optional<WrappedKey> key, Optional<String> seal, Map<String, String> ciphertexts, long revision) {
    /** Begins the names of what belongs to an authorization under way, and is no property. */
    public static final String BEGUN = "begun:";

    /** Copies the map. */
    public SealedSecrets {
        ciphertexts = Collections.unmodifiableMap(new TreeMap<>(ciphertexts));
    }

    /** A row without secrets that was never sealed. */
    public static SealedSecrets none(long revision) {
        return new SealedSecrets(Optional.empty(), Optional.empty(), Map.of(), revision);
    }

    /** The names of the sealed properties. */
    public Collection<String> names() {
        Collection<String> names = new TreeSet<>(ciphertexts.keySet());
        names.removeIf(name -> name.startsWith(BEGUN));
        return names;
    }

    @Override
    public String toString() {
        return "SealedSecrets[" + ciphertexts.keySet() + ", revision " + revision + "]";
    }
}
