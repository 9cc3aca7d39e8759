package dev.mooring.connection.glue.model;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Groups of properties of which one must be given whole. A key may be written {@code A|B}: either of the two.
 *
 * @param groups the groups, the one that people mean by default first
 */
record Alternatives(List<List<String>> groups) {
    static Alternatives of(List<String> first, List<String> second) {
        return new Alternatives(List.of(first, second));
    }

    /** What is missing from the group that was begun, or that none was. */
    List<Violation> check(PropertyMaps properties) {
        if (groups.stream().anyMatch(group -> missing(group, properties).isEmpty())) {
            return List.of();
        }
        String choice = "give either " + groups.stream().map(Alternatives::text).collect(Collectors.joining(", or "));
        List<String> begun = groups.stream()
                .max(Comparator.comparingLong(group -> given(group, properties)))
                .orElseThrow();
        List<String> absent =
                given(begun, properties) == 0 ? List.of(groups.get(0).get(0)) : missing(begun, properties);
        return absent.stream()
                .map(key -> Violation.error(first(key), Reason.MISSING, choice))
                .toList();
    }

    private static long given(List<String> group, PropertyMaps properties) {
        return (long) group.size() - missing(group, properties).size();
    }

    private static List<String> missing(List<String> group, PropertyMaps properties) {
        return group.stream()
                .filter(key -> Arrays.stream(key.split("\\|")).noneMatch(name -> isFilled(properties, name)))
                .toList();
    }

    private static boolean isFilled(PropertyMaps properties, String name) {
        return properties
                .property(name)
                .map(RawProperty::values)
                .filter(values -> !values.get(0).isBlank())
                .isPresent();
    }

    private static String text(List<String> group) {
        return group.stream().map(Alternatives::first).collect(Collectors.joining(" and "));
    }

    private static String first(String key) {
        return key.split("\\|")[0];
    }
}
