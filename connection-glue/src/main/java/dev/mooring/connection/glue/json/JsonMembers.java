package dev.mooring.connection.glue.json;

import dev.mooring.connection.NearestName;
import dev.mooring.connection.SourcePosition;
import dev.mooring.connection.Violation.Reason;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The members of one object, read by name: whatever is wrong with them is added to {@link Violations} and reading goes on.
 * What nobody asked for is refused by {@link #finish()}. Not safe for use by several threads.
 */
public final class JsonMembers {
    private static final int LONGEST_PRINTED = 128;

    private final String path;
    private final Violations violations;
    private final SourcePosition position;
    private final Map<String, JsonPart.Member> members = new LinkedHashMap<>();
    private final Set<String> asked = new TreeSet<>();

    private JsonMembers(String path, Violations violations, SourcePosition position) {
        this.path = path;
        this.violations = violations;
        this.position = position;
    }

    /** The members of a value, which should be an object; the path names it in violations and may be empty. */
    public static JsonMembers of(JsonPart part, String path, Violations violations) {
        JsonMembers members = new JsonMembers(path, violations, part.position());
        if (part instanceof JsonPart.Struct struct) {
            struct.members().forEach(members::add);
        } else {
            members.wrongKind(path.isEmpty() ? "the text" : path, part, "an object");
        }
        return members;
    }

    private void add(JsonPart.Member member) {
        if (members.putIfAbsent(member.name(), member) != null) {
            violations.add(at(member.name()), Reason.CONFLICT, "is given twice", member.position());
        }
    }

    /** Where the object starts. */
    public SourcePosition position() {
        return position;
    }

    /** The path of a member; a name that could not stand in a line is described instead. */
    public String at(String name) {
        boolean isPrintable = name.length() <= LONGEST_PRINTED && name.chars().noneMatch(Character::isISOControl);
        String shown = isPrintable ? name : "(a name of " + name.length() + " characters)";
        return path.isEmpty() ? shown : path + "." + shown;
    }

    /** Whether the member is there and not null. */
    public boolean has(String name) {
        return value(name).isPresent();
    }

    /** The value of the member; null counts as absent. */
    public Optional<JsonPart> value(String name) {
        asked.add(name);
        return Optional.ofNullable(members.get(name))
                .map(JsonPart.Member::value)
                .filter(value -> !(value instanceof JsonPart.Absent));
    }

    /** Adds that a member is missing. */
    public void missing(String name, String expectation) {
        violations.add(at(name), Reason.MISSING, expectation, position);
    }

    /** Refuses a member that is there, for the reason given. */
    public void forbid(String name, String reason) {
        value(name).ifPresent(value -> violations.add(at(name), Reason.CONFLICT, reason, value.position()));
    }

    /** The value of a member that must be there. */
    public Optional<JsonPart> required(String name, String expectation) {
        Optional<JsonPart> value = value(name);
        if (value.isEmpty()) {
            missing(name, expectation);
        }
        return value;
    }

    /** A string that keeps the rule. */
    public Optional<String> text(String name, TextRule rule) {
        return value(name).flatMap(value -> text(at(name), value, rule));
    }

    /** A string that keeps the rule and must be there. */
    public Optional<String> requiredText(String name, TextRule rule, String expectation) {
        return required(name, expectation).flatMap(value -> text(at(name), value, rule));
    }

    /** True or false. */
    public Optional<Boolean> flag(String name) {
        Optional<JsonPart> value = value(name);
        if (value.isPresent() && value.get() instanceof JsonPart.Flag flag) {
            return Optional.of(flag.value());
        }
        value.ifPresent(other -> wrongKind(at(name), other, "true or false"));
        return Optional.empty();
    }

    /** A whole number within bounds. */
    public Optional<Integer> integer(String name, int least, int most) {
        Optional<JsonPart> value = value(name);
        String expectation = "expected a whole number from " + least + " to " + most;
        if (value.isPresent() && value.get() instanceof JsonPart.Numeral number) {
            boolean fits = number.text().matches("-?\\d{1,9}")
                    && Integer.parseInt(number.text()) >= least
                    && Integer.parseInt(number.text()) <= most;
            if (fits) {
                return Optional.of(Integer.valueOf(number.text()));
            }
            violations.add(at(name), Reason.MALFORMED, expectation, number.position());
            return Optional.empty();
        }
        value.ifPresent(other -> wrongKind(at(name), other, expectation));
        return Optional.empty();
    }

    /** One of some words, spelled exactly. */
    public Optional<String> word(String name, List<String> words) {
        return value(name).flatMap(value -> word(at(name), value, words));
    }

    /** An array of such words. */
    public List<String> words(String name, List<String> words) {
        List<JsonPart> elements = array(name, words.size());
        return indexes(elements)
                .mapToObj(i -> word(at(name) + "[" + i + "]", elements.get(i), words))
                .flatMap(Optional::stream)
                .toList();
    }

    /** An object. */
    public Optional<JsonMembers> object(String name) {
        return value(name).map(value -> of(value, at(name), violations));
    }

    /** The elements of an array of at most that many; its violations are named after the index. */
    public List<JsonPart> array(String name, int most) {
        Optional<JsonPart> value = value(name);
        if (value.isPresent() && value.get() instanceof JsonPart.Array array) {
            if (array.elements().size() > most) {
                violations.add(
                        at(name),
                        Reason.MALFORMED,
                        "has " + array.elements().size() + " elements; at most " + most + " are allowed",
                        array.position());
            }
            return array.elements();
        }
        value.ifPresent(other -> wrongKind(at(name), other, "an array"));
        return List.of();
    }

    /** An array of strings that keep the rule. */
    public List<String> texts(String name, int most, TextRule rule) {
        List<JsonPart> elements = array(name, most);
        return indexes(elements)
                .mapToObj(i -> text(at(name) + "[" + i + "]", elements.get(i), rule))
                .flatMap(Optional::stream)
                .toList();
    }

    private static IntStream indexes(List<?> elements) {
        return IntStream.range(0, elements.size());
    }

    /** The members of an object whose values are strings: keys and values keep the rules, and there are at most so many. */
    public List<JsonPart.Member> pairs(String name, int most, TextRule keys, TextRule values) {
        Optional<JsonPart> value = value(name);
        if (value.isEmpty()) {
            return List.of();
        }
        JsonMembers object = of(value.get(), at(name), violations);
        if (object.members.size() > most) {
            violations.add(
                    at(name),
                    Reason.MALFORMED,
                    "has " + object.members.size() + " entries; at most " + most + " are allowed",
                    value.get().position());
        }
        return object.members.values().stream()
                .filter(member -> !(member.value() instanceof JsonPart.Absent))
                .filter(member -> object.isPair(member, keys, values))
                .toList();
    }

    private boolean isPair(JsonPart.Member member, TextRule keys, TextRule values) {
        Optional<String> badKey = keys.problem(member.name());
        badKey.ifPresent(problem -> violations.add(path, Reason.MALFORMED, "a key " + problem, member.position()));
        Optional<String> value = text(at(member.name()), member.value(), values);
        return badKey.isEmpty() && value.isPresent();
    }

    /** Refuses what nobody asked for. */
    public void finish() {
        Set<String> unknown = new HashSet<>(members.keySet());
        unknown.removeAll(asked);
        members.values().stream()
                .filter(member -> unknown.contains(member.name()))
                .forEach(member ->
                        violations.add(at(member.name()), Reason.UNKNOWN, known(member.name()), member.position()));
    }

    private String known(String name) {
        return NearestName.of(name, List.copyOf(asked))
                .map(near -> "did you mean " + near + "?")
                .orElseGet(() -> "known here: " + String.join(", ", asked));
    }

    private Optional<String> text(String where, JsonPart value, TextRule rule) {
        if (!(value instanceof JsonPart.Text text)) {
            wrongKind(where, value, "a string");
            return Optional.empty();
        }
        Optional<String> problem = rule.problem(text.text());
        problem.ifPresent(p -> violations.add(where, Reason.MALFORMED, p, text.position()));
        return problem.isPresent() ? Optional.empty() : Optional.of(text.text());
    }

    private Optional<String> word(String where, JsonPart value, List<String> words) {
        Optional<String> text = text(where, value, TextRule.ofBytes(0, LONGEST_PRINTED));
        if (text.isPresent() && !words.contains(text.get())) {
            String near = NearestName.of(text.get(), words)
                    .map(n -> "; did you mean " + n + "?")
                    .orElse("");
            violations.add(
                    where, Reason.MALFORMED, "expected one of " + String.join(", ", words) + near, value.position());
            return Optional.empty();
        }
        return text;
    }

    private void wrongKind(String where, JsonPart part, String expected) {
        String phrase = expected.startsWith("expected") ? expected : "expected " + expected;
        violations.add(where, Reason.MALFORMED, phrase + ", found " + part.kind(), part.position());
    }
}
