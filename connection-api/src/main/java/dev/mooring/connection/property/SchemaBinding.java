package dev.mooring.connection.property;

import dev.mooring.connection.NearestName;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySchema.Binding;
import dev.mooring.connection.property.PropertySchema.Condition;
import dev.mooring.connection.property.PropertySchema.Group;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One binding of raw properties to a schema. */
final class SchemaBinding {
    private final PropertySchema schema;
    private final Set<String> keptSecrets;
    private final Map<PropertySpec<?>, RawProperty> given = new LinkedHashMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private final Map<String, PropertyValues.Value> values = new TreeMap<>();
    private final Map<String, Secret> secrets = new TreeMap<>();

    SchemaBinding(PropertySchema schema, PropertyValues kept, Set<String> keptSecrets) {
        this.schema = schema;
        this.keptSecrets = keptSecrets;
        this.values.putAll(kept.values());
    }

    Binding bind(List<RawProperty> raw) {
        raw.forEach(this::take);
        schema.required().forEach(this::require);
        schema.alternatives().forEach(this::requireOne);
        schema.conditions().forEach(this::requireConditionally);
        schema.ends().forEach(this::matchEnd);
        schema.declaredEnds().forEach(this::forgetEnd);
        return new Binding(PropertyValues.of(values, secrets).keeping(keptSecrets), violations);
    }

    private void take(RawProperty raw) {
        Optional<PropertySpec<?>> spelled = schema.spelled(raw.key());
        if (spelled.isEmpty()) {
            add(raw, Violation.error(raw.key(), Reason.UNKNOWN, unknown(raw.key())));
            return;
        }
        PropertySpec<?> spec = spelled.get();
        RawProperty earlier = given.putIfAbsent(spec, raw);
        if (earlier != null) {
            add(
                    raw,
                    Violation.error(
                            spec.name(), Reason.CONFLICT, "is given twice, as " + earlier.key() + " and " + raw.key()));
            return;
        }
        if (spec.misspellings().contains(raw.key().toUpperCase(Locale.ROOT))) {
            add(raw, Violation.warning(spec.name(), Reason.UNKNOWN, raw.key() + " is a misspelling of " + spec.name()));
        }
        accept(spec, raw);
    }

    private void accept(PropertySpec<?> spec, RawProperty raw) {
        if (spec.isAbsent(raw)) {
            given.remove(spec);
            values.remove(spec.name());
            return;
        }
        Optional<String> problem = spec.problem(raw);
        if (problem.isPresent()) {
            add(raw, Violation.error(spec.name(), Reason.MALFORMED, problem.get()));
        } else if (spec.sensitivity() == Sensitivity.SECRET) {
            secrets.put(spec.name(), Secret.of(raw.values().get(0)));
        } else {
            values.put(spec.name(), new PropertyValues.Value(spec.sensitivity(), spec.canonical(raw)));
        }
    }

    private void require(PropertySpec<?> spec) {
        if (!isGiven(spec) && spec.defaultText().isEmpty()) {
            violations.add(Violation.error(spec.name(), Reason.MISSING, spec.description()));
        }
    }

    /** A group is meant as soon as one property is given that stands in no other group. */
    private void requireOne(List<Group> groups) {
        List<Group> meant = groups.stream()
                .filter(group -> meaning(group, groups).isPresent())
                .toList();
        String choices = groups.stream().map(Group::toString).collect(Collectors.joining(", or "));
        if (meant.isEmpty()) {
            String leading = groups.get(0).specs().get(0).name();
            violations.add(Violation.error(leading, Reason.MISSING, "give either " + choices));
        } else if (meant.size() > 1) {
            PropertySpec<?> late = meaning(meant.get(1), groups).orElseThrow();
            addAt(late, Violation.error(late.name(), Reason.CONFLICT, "give either " + choices + ", not both"));
        } else {
            meant.get(0).specs().forEach(this::require);
        }
    }

    private boolean isGiven(PropertySpec<?> spec) {
        return given.containsKey(spec) || values.containsKey(spec.name()) || keptSecrets.contains(spec.name());
    }

    private Optional<PropertySpec<?>> meaning(Group group, List<Group> groups) {
        return group.specs().stream()
                .filter(spec -> isGiven(spec) && standsOnlyIn(group, groups, spec))
                .findFirst();
    }

    private static boolean standsOnlyIn(Group group, List<Group> groups, PropertySpec<?> spec) {
        return groups.stream()
                .filter(g -> !g.equals(group))
                .noneMatch(g -> g.specs().contains(spec));
    }

    private void requireConditionally(Condition condition) {
        PropertyValues.Value value = values.get(condition.spec().name());
        Optional<String> text = value != null
                ? Optional.of(value.texts().get(0))
                : condition.spec().defaultText();
        if (text.isPresent() && condition.values().stream().anyMatch(text.get()::equalsIgnoreCase)) {
            condition.group().specs().forEach(this::require);
            return;
        }
        String only =
                "belongs to " + condition.spec() + " = " + String.join(" or ", sorted(condition.values())) + " only";
        condition.group().specs().stream()
                .filter(this::isGiven)
                .forEach(spec -> addAt(spec, Violation.error(spec.name(), Reason.CONFLICT, only)));
    }

    /** A secret that replaces another one does not end when that one did, and an end without a secret says nothing. */
    private void matchEnd(PropertySpec<?> secret, PropertySpec<Instant> end) {
        boolean isStated = given.containsKey(end);
        if (isStated && !isGiven(secret) && !secrets.containsKey(secret.name())) {
            addAt(
                    end,
                    Violation.error(end.name(), Reason.CONFLICT, "is the end of " + secret + ", which is not given"));
        } else if (!isStated && (given.containsKey(secret) || !isGiven(secret))) {
            values.remove(end.name());
        }
    }

    private void forgetEnd(PropertySpec<?> secret, PropertySpec<?> end) {
        if (given.containsKey(secret) && !given.containsKey(end)) {
            values.remove(end.name());
        }
    }

    private static List<String> sorted(Set<String> texts) {
        return texts.stream().sorted().toList();
    }

    private String unknown(String key) {
        List<String> names =
                schema.specs().stream().map(PropertySpec::name).sorted().toList();
        return schema.refusal(key)
                .or(() -> nearest(key).map(name -> "did you mean " + name + "?"))
                .orElseGet(() -> "this type has " + String.join(", ", names));
    }

    private Optional<String> nearest(String key) {
        List<String> spellings = schema.specs().stream()
                .flatMap(spec -> Stream.concat(Stream.of(spec.name()), spec.aliases().stream()))
                .toList();
        return NearestName.of(key, spellings);
    }

    private void addAt(PropertySpec<?> spec, Violation violation) {
        violations.add(violation.at(Optional.ofNullable(given.get(spec)).flatMap(RawProperty::position)));
    }

    private void add(RawProperty raw, Violation violation) {
        violations.add(violation.at(raw.position()));
    }
}
