package dev.mooring.connection.imports;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.SourcePosition;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Collects one item. Not safe for use by several threads. */
final class ItemDraft {
    /** What connection ids look like elsewhere; anything else is no name but an accident, or an attack on who prints it. */
    private static final Pattern FOREIGN = Pattern.compile("[\\p{L}\\p{N}_#!()\\-.:/\\\\ ]{1,250}");

    private final String origin;
    private final String foreignName;
    private final Optional<SourcePosition> place;
    private final List<RawProperty> properties = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private final List<Violation> problems = new ArrayList<>();
    private Optional<ConnectionCategory> category = Optional.empty();
    private Optional<String> type = Optional.empty();
    private Optional<String> comment = Optional.empty();

    ItemDraft(String origin, String foreignName, Optional<SourcePosition> place) {
        this.origin = origin;
        this.foreignName = foreignName;
        this.place = place;
    }

    ItemDraft type(ConnectionCategory chosen, String name) {
        category = Optional.of(chosen);
        type = Optional.of(name);
        return this;
    }

    ItemDraft comment(String text) {
        comment = Optional.of(text).filter(each -> !each.isBlank());
        return this;
    }

    ItemDraft property(RawProperty property) {
        properties.add(property);
        return this;
    }

    /** Adds the property unless its value is absent or empty. */
    ItemDraft property(String key, Optional<String> value) {
        value.filter(text -> !text.isEmpty()).ifPresent(text -> properties.add(RawProperty.of(key, text)));
        return this;
    }

    boolean has(String key) {
        return properties.stream().anyMatch(property -> property.key().equalsIgnoreCase(key));
    }

    ItemDraft changed(String sentence) {
        changes.add(sentence);
        return this;
    }

    /** Says that the item can not be taken. */
    ItemDraft refuse(String part, Reason reason, String sentence) {
        return problem(Violation.error(part, reason, sentence));
    }

    /** Says that a part of the item is left out. */
    ItemDraft leaveOut(String part, String sentence) {
        return problem(Violation.warning(part, Reason.UNKNOWN, sentence));
    }

    /** As {@link #leaveOut(String, String)}, at a place of the text. */
    ItemDraft leaveOut(RawProperty property, String sentence) {
        return problem(
                Violation.warning(property.key(), Reason.UNKNOWN, sentence).at(property.position()));
    }

    ItemDraft problem(Violation violation) {
        problems.add(violation.at(place));
        return this;
    }

    ImportItem build() {
        String name = name();
        Optional<ConnectionDraft> draft = type.filter(each -> !name.isEmpty())
                .map(chosen -> new ConnectionDraft(name, category, chosen, properties, comment, Map.of()));
        if (draft.isEmpty() && problems.stream().noneMatch(Violation::isError)) {
            refuse("TYPE", Reason.UNKNOWN, "nothing can be made of it");
        }
        return new ImportItem(origin, draft, changes, problems);
    }

    private String name() {
        if (!FOREIGN.matcher(foreignName).matches()) {
            refuse("NAME", Reason.MALFORMED, "is no name that could be kept or printed; give it another");
            return "";
        }
        String legal = foreignName.replaceAll("[^\\p{L}\\p{N}_]", "_").replaceFirst("^(?=\\p{N})", "_");
        if (!legal.equals(foreignName)) {
            changes.add("its name is " + legal + " here");
        }
        return legal;
    }
}
