package dev.mooring.connection.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.cli.output.Json;
import dev.mooring.connection.core.ResultTable;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.ScopeSyntax.Narrowing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a type accepts, as its schema says. */
final class TypeReference {
    private static final List<String> COLUMNS =
            List.of("property", "aliases", "requirement", "shown", "expectation", "default", "description");

    private TypeReference() {}

    /** For people. */
    static String page(ConnectionType type) {
        TypeId id = type.id();
        List<String> lines = new ArrayList<>();
        lines.add(id + (id.aliases().isEmpty() ? "" : ", also " + String.join(", ", id.aliases())));
        lines.add("  CREATE " + id.category() + " CONNECTION name TYPE " + id.name() + " PROPERTY = 'value' …");
        type.schema()
                .selector()
                .ifPresent(selector -> lines.add("  selected by " + selector.spec() + " = '" + selector.value() + "'"));
        lines.add("  scopes: " + scopes(type.scopes()));
        type.schema().specs().forEach(spec -> lines.addAll(lines(type.schema(), spec)));
        return String.join("\n", lines);
    }

    /** For spreadsheets. */
    static ResultTable table(ConnectionType type) {
        PropertySchema schema = type.schema();
        return ResultTable.of(
                COLUMNS,
                schema.specs().stream()
                        .map(spec -> List.of(
                                spec.name(),
                                String.join(", ", spec.aliases()),
                                schema.requirement(spec),
                                shown(spec),
                                spec.expectation(),
                                spec.defaultText().orElse(""),
                                spec.description()))
                        .toList());
    }

    /** For programs. */
    static ObjectNode json(ConnectionType type) {
        PropertySchema schema = type.schema();
        ObjectNode object = identity(type);
        ObjectNode scopes = object.putObject("scopes");
        scopes.set("schemes", Json.texts(sorted(type.scopes().schemes())));
        scopes.set("actions", Json.texts(actions(type.scopes())));
        scopes.put("narrowing", type.scopes().narrowing().name());
        object.set(
                "properties",
                Json.array(
                        schema.specs().stream().map(spec -> json(schema, spec)).toList()));
        return object;
    }

    /** What tells the type from others, for programs. */
    static ObjectNode identity(ConnectionType type) {
        TypeId id = type.id();
        ObjectNode object = Json.object();
        object.put("category", id.category().name());
        object.put("type", id.name());
        object.set("cloud", Json.text(id.cloud().map(Cloud::id)));
        object.set("aliases", Json.texts(id.aliases()));
        return object;
    }

    private static ObjectNode json(PropertySchema schema, PropertySpec<?> spec) {
        ObjectNode object = Json.object();
        object.put("name", spec.name());
        object.set("aliases", Json.texts(spec.aliases()));
        object.put("requirement", schema.requirement(spec));
        object.put("sensitivity", spec.sensitivity().name());
        object.put("expectation", spec.expectation());
        object.set("default", Json.text(spec.defaultText()));
        object.put("description", spec.description());
        return object;
    }

    private static List<String> lines(PropertySchema schema, PropertySpec<?> spec) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("  " + spec.name()
                + (spec.aliases().isEmpty() ? "" : " (also " + String.join(", ", spec.aliases()) + ")"));
        lines.add("      " + spec.description());
        lines.add("      " + schema.requirement(spec) + "; " + shown(spec)
                + spec.defaultText().map(text -> "; default " + text).orElse(""));
        lines.add("      " + spec.expectation());
        return lines;
    }

    private static String scopes(ScopeSyntax scopes) {
        String resources =
                sorted(scopes.schemes()).stream().map(TypeReference::example).collect(Collectors.joining(" or "));
        return resources + "=" + String.join(",", actions(scopes)) + "; "
                + (scopes.narrowing() == Narrowing.BY_ISSUER
                        ? "a credential is narrowed to them"
                        : "a credential can not be narrowed and reaches everything");
    }

    private static String example(String scheme) {
        return scheme.equals("arn") ? "arn:…" : scheme + "://…";
    }

    private static List<String> actions(ScopeSyntax scopes) {
        return scopes.actions().stream().sorted().map(Enum::name).toList();
    }

    private static List<String> sorted(Set<String> texts) {
        return texts.stream().sorted().toList();
    }

    private static String shown(PropertySpec<?> spec) {
        return spec.sensitivity().name().toLowerCase(Locale.ROOT);
    }
}
