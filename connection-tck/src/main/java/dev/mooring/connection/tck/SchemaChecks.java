package dev.mooring.connection.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ScopeSyntax.Narrowing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Checks what a type declares, without a backend. */
final class SchemaChecks {
    private static final String UNKNOWN = "NO_PROPERTY_OF_THIS_NAME";

    private final ConnectionType type;
    private final List<RawProperty> valid;

    SchemaChecks(ConnectionType type, List<RawProperty> valid) {
        this.type = type;
        this.valid = List.copyOf(valid);
    }

    void isConstant() {
        assertThat(type.id()).as("id()").isEqualTo(type.id());
        assertThat(type.schema()).as("schema() is one constant").isSameAs(type.schema());
        assertThat(type.scopes()).as("scopes()").isEqualTo(type.scopes());
        PropertyValues values = type.schema().bind(valid).values();
        assertThat(type.lifetime(values))
                .as("lifetime")
                .isEqualTo(type.lifetime(values))
                .isPositive();
    }

    void isIdentified() {
        assertThat(type.id().name()).as("type name").matches("[A-Z][A-Z0-9_]*");
        assertThat(type.id().listedName()).as("listed name").isNotBlank();
        List<String> spellings = Stream.concat(Stream.of(type.id().name()), type.id().aliases().stream())
                .toList();
        assertThat(spellings)
                .as("type name and aliases")
                .doesNotHaveDuplicates()
                .noneMatch(String::isBlank);
        if (type.scopes().narrowing() == Narrowing.BY_ISSUER) {
            assertThat(type.scopes().actions()).as("actions of scopes").isNotEmpty();
            assertThat(type.scopes().schemes()).as("schemes of scopes").isNotEmpty();
        }
    }

    void isListedBy(ConnectionProvider provider) {
        assertThat(provider.name()).as("provider's name").matches("[a-z][a-z0-9-]*");
        assertThat(provider.types())
                .as("types of %s", provider.name())
                .extracting(ConnectionType::id)
                .contains(type.id())
                .doesNotHaveDuplicates();
    }

    void isDescribed() {
        Set<String> spellings = new HashSet<>();
        for (PropertySpec<?> spec : type.schema().specs()) {
            assertThat(spec.description())
                    .as("description of %s", spec)
                    .isNotBlank()
                    .isNotEqualTo(spec.name());
            assertThat(type.schema().requirement(spec))
                    .as("requirement of %s", spec)
                    .isNotBlank();
            Stream.of(List.of(spec.name()), spec.aliases(), spec.misspellings())
                    .flatMap(List::stream)
                    .forEach(spelling -> assertThat(spellings.add(spelling))
                            .as("%s means one property", spelling)
                            .isTrue());
        }
    }

    void acceptsValidProperties() {
        assertThat(errors(valid)).as("violations of valid properties").isEmpty();
    }

    void namesMissingProperties() {
        for (RawProperty property : valid) {
            PropertySpec<?> spec = spec(property);
            boolean required = type.schema().requirement(spec).equals("required")
                    && spec.defaultText().isEmpty();
            List<RawProperty> rest = new ArrayList<>(valid);
            rest.remove(property);
            if (required) {
                assertNamed(errors(rest), spec.name(), Reason.MISSING);
            } else {
                errors(rest);
            }
        }
        errors(List.of());
    }

    void namesUnknownProperties() {
        List<RawProperty> more = new ArrayList<>(valid);
        more.add(RawProperty.of(UNKNOWN, "x"));
        assertNamed(errors(more), UNKNOWN, Reason.UNKNOWN);
    }

    /** Malformed for every spec: none takes a control character. */
    void namesMalformedProperties() {
        for (RawProperty property : valid) {
            List<RawProperty> changed = new ArrayList<>(valid);
            changed.set(changed.indexOf(property), RawProperty.of(property.key(), "\u0001malformed"));
            assertNamed(errors(changed), spec(property).name(), Reason.MALFORMED);
        }
    }

    void repeatsNoSecretInViolations(CanarySecrets canaries) {
        for (RawProperty property : valid) {
            property.values().stream()
                    .map(value -> RawProperty.of(property.key(), value + "\u0001"))
                    .map(List::of)
                    .forEach(changed -> canaries.assertNotIn("a violation", all(changed)));
        }
    }

    private static void assertNamed(List<Violation> violations, String property, Reason reason) {
        assertThat(violations).as("violations when %s is %s", property, reason).anySatisfy(violation -> {
            assertThat(violation.property()).isEqualTo(property);
            assertThat(violation.reason()).isEqualTo(reason);
            assertThat(violation.expectation()).isNotBlank();
        });
    }

    private List<Violation> errors(List<RawProperty> raw) {
        return all(raw).stream().filter(Violation::isError).toList();
    }

    /** Violations of the schema and of the validators, which must bear values that lack something. */
    private List<Violation> all(List<RawProperty> raw) {
        PropertySchema.Binding binding = type.schema().bind(raw);
        PropertyValues values = binding.values();
        List<Violation> all = new ArrayList<>(binding.violations());
        type.validators().forEach(validator -> all.addAll(validator.validate(type.id(), values)));
        return all;
    }

    private PropertySpec<?> spec(RawProperty property) {
        return type.schema()
                .spelled(property.key())
                .orElseThrow(() -> new AssertionError("the type has no property " + property.key()));
    }
}
