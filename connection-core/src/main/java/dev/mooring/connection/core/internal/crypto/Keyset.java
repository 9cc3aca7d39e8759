package dev.mooring.connection.core.internal.crypto;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keys in the order in which they were added, one of which is the first choice of a new store. Immutable. */
final class Keyset {
    private static final Keyset EMPTY = new Keyset(List.of(), 0);

    private final List<WrappingKey> keys;
    private final int primary;

    Keyset(List<WrappingKey> keys, int primary) {
        this.keys = List.copyOf(keys);
        this.primary = primary;
    }

    static Keyset empty() {
        return EMPTY;
    }

    List<WrappingKey> keys() {
        return keys;
    }

    /** The id of the first choice; of no meaning in an empty keyset. */
    int primary() {
        return primary;
    }

    /** The ids of the keys that are used. */
    List<String> usableIds() {
        return keys.stream()
                .filter(WrappingKey::isEnabled)
                .map(WrappingKey::printedId)
                .toList();
    }

    /** The key of that printed id, also when it is disabled. */
    Optional<WrappingKey> find(String printedId) {
        return keys.stream().filter(key -> key.printedId().equals(printedId)).findFirst();
    }

    /** The first choice. */
    Optional<WrappingKey> first() {
        return keys.stream().filter(key -> key.id() == primary).findFirst();
    }

    /** These keys and a new one, which is the first choice only if there is no other. */
    Keyset withNewKey(SecureRandom random) {
        int id = random.nextInt();
        while (id == 0 || isTaken(id)) {
            id = random.nextInt();
        }
        List<WrappingKey> more = new ArrayList<>(keys);
        more.add(WrappingKey.generate(id, random));
        return new Keyset(more, first().isPresent() ? primary : id);
    }

    private boolean isTaken(int id) {
        return keys.stream().anyMatch(key -> key.id() == id);
    }

    /** These keys with another first choice; the same if there is no such key that is used. */
    Keyset beginningWith(String printedId) {
        return find(printedId)
                .filter(WrappingKey::isEnabled)
                .map(key -> new Keyset(keys, key.id()))
                .orElse(this);
    }

    /** These keys without the use of one. The first choice stays in use. */
    Keyset disabling(String printedId) {
        List<WrappingKey> changed = keys.stream()
                .map(key -> key.printedId().equals(printedId) && key.id() != primary ? key.disabled() : key)
                .toList();
        return new Keyset(changed, primary);
    }

    @Override
    public String toString() {
        return "Keyset" + keys;
    }
}
