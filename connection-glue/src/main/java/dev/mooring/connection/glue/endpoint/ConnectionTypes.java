package dev.mooring.connection.glue.endpoint;

import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.glue.catalog.CatalogSettings;
import dev.mooring.connection.glue.json.JsonBuilder;
import dev.mooring.connection.glue.json.JsonPart;
import dev.mooring.connection.glue.model.AuthenticationType;
import dev.mooring.connection.glue.model.GlueLimits;
import dev.mooring.connection.glue.model.GlueType;
import dev.mooring.connection.glue.model.PropertyKeys;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.Sensitivity;
import dev.mooring.connection.spi.ConnectionType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The operations that tell which kinds of connections there are. */
final class ConnectionTypes {
    private static final int USUAL_PAGE = 50;

    private ConnectionTypes() {}

    static JsonPart.Struct list(Call call) {
        int size = call.json().integer("MaxResults", 1, GlueLimits.PAGE).orElse(USUAL_PAGE);
        PageToken token = PageToken.read(call.json(), "types", call.violations());
        call.requireSound();
        List<GlueType> rest = known(call.settings())
                .filter(type -> token.isBefore(type.name()))
                .toList();
        List<GlueType> page = rest.subList(0, Math.min(size, rest.size()));
        JsonBuilder answer = new JsonBuilder()
                .array(
                        "ConnectionTypes",
                        page.stream().map(ConnectionTypes::brief).toList());
        if (rest.size() > size) {
            answer.text(PageToken.MEMBER, token.after(page.get(size - 1).name()));
        }
        return answer.build();
    }

    /** Only what can be created. */
    private static Stream<GlueType> known(CatalogSettings settings) {
        return settings.types().list().stream()
                .filter(type -> settings.installed(type.house()).isPresent());
    }

    private static JsonPart.Struct brief(GlueType type) {
        return new JsonBuilder()
                .text("ConnectionType", type.name())
                .text("DisplayName", type.name())
                .text("Description", type.description())
                .part("Capabilities", capabilities(type))
                .build();
    }

    private static JsonPart.Struct capabilities(GlueType type) {
        List<String> authentications = type.form().authentications().stream()
                .sorted()
                .map(AuthenticationType::name)
                .toList();
        return new JsonBuilder()
                .part("SupportedAuthenticationTypes", JsonBuilder.array(authentications))
                .part("SupportedDataOperations", JsonBuilder.array(List.of("READ", "WRITE")))
                .part("SupportedComputeEnvironments", JsonBuilder.array(List.of()))
                .build();
    }

    static JsonPart.Struct describe(Call call) {
        Optional<String> name = call.json().requiredText("ConnectionType", GlueLimits.NAME, "the type's name");
        Optional<GlueType> type = name.flatMap(given ->
                known(call.settings()).filter(each -> each.name().equals(given)).findFirst());
        if (name.isPresent() && type.isEmpty()) {
            call.violations()
                    .add(
                            "ConnectionType",
                            Reason.UNKNOWN,
                            "expected one of "
                                    + String.join(
                                            ", ",
                                            known(call.settings())
                                                    .map(GlueType::name)
                                                    .toList()),
                            call.json().position());
        }
        call.requireSound();
        GlueType described = type.orElseThrow();
        PropertySchema schema = call.settings()
                .installed(described.house())
                .map(ConnectionType::schema)
                .orElseThrow();
        JsonBuilder properties = new JsonBuilder();
        schema.specs().forEach(spec -> property(spec, schema, described, properties));
        return new JsonBuilder()
                .text("ConnectionType", described.name())
                .text("Description", described.description())
                .part("Capabilities", capabilities(described))
                .part("ConnectionProperties", properties.build())
                .build();
    }

    private static void property(PropertySpec<?> spec, PropertySchema schema, GlueType type, JsonBuilder properties) {
        String key = Stream.concat(Stream.of(spec.name()), spec.aliases().stream())
                .filter(PropertyKeys::isKnown)
                .findFirst()
                .orElseGet(() -> type.form().spellings().entrySet().stream()
                        .filter(entry -> entry.getValue().contains(spec.name()))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(spec.name()));
        boolean isSecret = spec.sensitivity() == Sensitivity.SECRET;
        properties.part(
                key,
                new JsonBuilder()
                        .text("Name", key)
                        .text("Description", spec.description() + " (" + schema.requirement(spec) + ")")
                        .flag("Required", schema.requirement(spec).equals("required"))
                        .text("DefaultValue", spec.defaultText())
                        .part("PropertyTypes", JsonBuilder.array(List.of(isSecret ? "SECRET" : "USER_INPUT")))
                        .build());
    }
}
