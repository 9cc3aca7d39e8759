package dev.mooring.connection.imports;

import dev.mooring.connection.RawProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options of a statement, taken one by one; what is left over in the end nobody understood. */
final class SqlOptions {
    private final List<RawProperty> options;

    SqlOptions(List<RawProperty> options) {
        this.options = new ArrayList<>(options);
    }

    Optional<RawProperty> take(String key) {
        Optional<RawProperty> found =
                options.stream().filter(option -> option.key().equals(key)).findFirst();
        found.ifPresent(options::remove);
        return found;
    }

    /** The first text of an option. */
    Optional<String> text(String key) {
        return take(key).flatMap(option -> option.values().stream().findFirst());
    }

    /** All texts of an option. */
    List<String> texts(String key) {
        return take(key).map(RawProperty::values).orElse(List.of());
    }

    /** Moves an option to the item under another name. */
    void move(String key, String property, ItemDraft item) {
        take(key).ifPresent(option -> {
            RawProperty renamed = new RawProperty(property, option.values(), option.shape(), option.position());
            item.property(renamed);
        });
    }

    /** Says of all that is left that it was left out. */
    void leaveOut(ItemDraft item) {
        options.forEach(option -> item.leaveOut(option, "has no meaning that could be kept here"));
    }
}
