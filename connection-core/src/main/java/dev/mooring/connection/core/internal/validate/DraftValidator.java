package dev.mooring.connection.core.internal.validate;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.SourcePosition;
import dev.mooring.connection.Violation;
import dev.mooring.connection.core.internal.content.LayerContents;
import dev.mooring.connection.core.internal.registry.RegisteredType;
import dev.mooring.connection.core.internal.registry.TypeRegistry;
import dev.mooring.connection.property.PropertyKind;
import dev.mooring.connection.property.PropertySchema.Binding;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns drafts into a type with bound values, or says all that is wrong with them at once. No I/O. */
public final class DraftValidator {
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]{0,254}");

    private final TypeRegistry registry;
    private final CloudRules clouds;
    private final LayerContents contents;
    private final ExpiryRules expiries;

    /**
     * A draft that has no error.
     *
     * @param type its type
     * @param values its bound values, secrets included
     * @param warnings what its author should know
     */
    public record Valid(RegisteredType type, PropertyValues values, List<Violation> warnings) {
        /** Copies the warnings. */
        public Valid {
            warnings = List.copyOf(warnings);
        }

        /** Whether it names a role, for which the layer makes an external id. */
        public boolean namesRole() {
            return type.type().schema().specs().stream()
                    .anyMatch(spec -> spec.kind() == PropertyKind.ROLE && values.has(spec));
        }

        /** The names of the connections that it uses. */
        public List<String> references() {
            List<String> names = new ArrayList<>();
            for (PropertySpec<?> spec : type.type().schema().specs()) {
                if (spec.kind() == PropertyKind.CONNECTION) {
                    values.get(spec).map(Object::toString).ifPresent(names::add);
                }
            }
            return names;
        }
    }

    /** A validator for that deployment, with what it can open and its clock. */
    public DraftValidator(TypeRegistry registry, Deployment deployment, LayerContents contents, Clock clock) {
        this.registry = registry;
        this.clouds = new CloudRules(deployment, registry);
        this.contents = contents;
        this.expiries = new ExpiryRules(clock);
    }

    /** Checks a draft of no workspace yet; throws with every violation when one is an error. */
    public Valid validate(ConnectionDraft draft) {
        return validate(draft, contents::obstacle);
    }

    /** Checks a draft of that workspace; throws with every violation when one is an error. */
    public Valid validate(ConnectionDraft draft, String workspace) {
        return validate(draft, value -> contents.obstacle(workspace, value));
    }

    private Valid validate(ConnectionDraft draft, ContentRules.Obstacles obstacles) {
        requireName(draft.name());
        RegisteredType type = registry.resolve(draft);
        Binding binding = type.type().schema().bind(draft.properties());
        return checked(new Subject(draft.name(), type, obstacles), binding, draft.properties());
    }

    /** Checks a change of a connection: raw properties over those that stay. */
    public Valid validateChange(
            Connection connection, PropertyValues kept, Set<String> secrets, List<RawProperty> raw) {
        RegisteredType type = registry.require(connection.type());
        Subject subject =
                new Subject(connection.name(), type, value -> contents.obstacle(connection.workspace(), value));
        return checked(subject, type.type().schema().rebind(kept, secrets, raw), raw);
    }

    /** What is checked: a connection's name, its type, and what its workspace can not open. */
    private record Subject(String name, RegisteredType type, ContentRules.Obstacles obstacles) {}

    private Valid checked(Subject subject, Binding binding, List<RawProperty> raw) {
        RegisteredType type = subject.type();
        List<Violation> violations = new ArrayList<>(binding.violations());
        List<Violation> later = new ArrayList<>(clouds.check(type.type(), binding.values()));
        later.addAll(new ContentRules(subject.obstacles(), contents.canDecrypt()).check(type.type(), binding.values()));
        later.addAll(expiries.check(type.type().schema(), binding.values(), raw));
        type.type().validators().forEach(validator -> later.addAll(validator.validate(type.id(), binding.values())));
        later.forEach(violation -> violations.add(violation.at(position(type, raw, violation.property()))));
        if (violations.stream().anyMatch(Violation::isError)) {
            throw refused(subject.name(), type, violations);
        }
        return new Valid(type, binding.values(), violations);
    }

    private static Optional<SourcePosition> position(RegisteredType type, List<RawProperty> raw, String property) {
        return type.type()
                .schema()
                .spelled(property)
                .flatMap(spec ->
                        raw.stream().filter(r -> spec.isSpelled(r.key())).findFirst())
                .flatMap(RawProperty::position);
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new ConnectionException(ConnectionError.INVALID_NAME, "'" + name + "' is not a legal name");
        }
    }

    /** A rule of its own outranks what else is wrong: a type that may not be used here need not be completed. */
    private static ConnectionException refused(String name, RegisteredType type, List<Violation> violations) {
        List<Violation> errors = violations.stream().filter(Violation::isError).toList();
        Violation first = errors.stream()
                .filter(error -> error.code() != ConnectionError.INVALID_PROPERTIES)
                .findFirst()
                .orElse(errors.get(0));
        String list = Stream.concat(Stream.of(first), errors.stream().filter(error -> !error.equals(first)))
                .map(Violation::toString)
                .collect(Collectors.joining("; "));
        ConnectionException.Builder refusal = ConnectionException.builder(
                        first.code(),
                        "connection " + name + " of type " + type.id().name() + ": " + list)
                .violations(violations);
        first.position().ifPresent(refusal::position);
        return refusal.build();
    }
}
