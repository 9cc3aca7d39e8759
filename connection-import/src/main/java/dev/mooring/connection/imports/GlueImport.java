package dev.mooring.connection.imports;

import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.glue.catalog.CatalogSettings;
import dev.mooring.connection.glue.catalog.GlueDrafts;
import dev.mooring.connection.glue.json.JsonMembers;
import dev.mooring.connection.glue.json.JsonPart;
import dev.mooring.connection.glue.json.JsonText;
import dev.mooring.connection.glue.json.Violations;
import dev.mooring.connection.glue.model.ConnectionInput;
import dev.mooring.connection.glue.model.ConnectionInputReader;
import dev.mooring.connection.glue.model.GlueLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads connections of AWS Glue: one ConnectionInput or an array of them, what {@code create-connection} takes, and what
 * {@code get-connection} and {@code get-connections} print.
 */
public final class GlueImport implements Importer {
    private static final int LONGEST = 16 << 20;
    /** What Glue says about a connection and nobody can tell it. */
    private static final Set<String> TOLD_BY_GLUE = Set.of(
            "CreationTime",
            "LastUpdatedTime",
            "LastUpdatedBy",
            "Status",
            "StatusReason",
            "LastConnectionValidationTime",
            "ConnectionSchemaVersion",
            "CompatibleComputeEnvironments",
            "ValidateCredentials",
            "ValidateForComputeEnvironments");

    private final CatalogSettings settings;

    /** Reads for a catalog of these settings. */
    public GlueImport(CatalogSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<ImportItem> read(String text) {
        try {
            return read(JsonText.read(text, LONGEST));
        } catch (ConnectionException e) {
            return List.of(new ImportItem(
                    "the text",
                    Optional.empty(),
                    List.of(),
                    List.of(Violation.error("TEXT", Reason.MALFORMED, String.valueOf(e.getMessage()))
                            .at(e.position()))));
        }
    }

    private List<ImportItem> read(JsonPart json) {
        if (json instanceof JsonPart.Array array) {
            return items(array, "");
        }
        if (json instanceof JsonPart.Struct struct) {
            Optional<JsonPart> list = member(struct, "ConnectionList");
            if (list.isPresent() && list.get() instanceof JsonPart.Array array) {
                return items(array, "ConnectionList");
            }
            Optional<JsonPart> one = member(struct, "Connection");
            if (one.isPresent()) {
                return List.of(item(one.get(), "Connection", Map.of()));
            }
            Optional<JsonPart> input = member(struct, "ConnectionInput");
            return List.of(input.isPresent() ? request(struct, input.get()) : item(struct, "", Map.of()));
        }
        return List.of(item(json, "", Map.of()));
    }

    private List<ImportItem> items(JsonPart.Array array, String path) {
        List<ImportItem> items = new ArrayList<>();
        for (int i = 0; i < array.elements().size(); i++) {
            items.add(item(array.elements().get(i), path + "[" + i + "]", Map.of()));
        }
        return items;
    }

    private static Optional<JsonPart> member(JsonPart.Struct struct, String name) {
        return struct.members().stream()
                .filter(member -> member.name().equals(name))
                .map(JsonPart.Member::value)
                .findFirst();
    }

    private ImportItem request(JsonPart.Struct request, JsonPart input) {
        Violations violations = new Violations();
        Map<String, String> tags = tags(request, violations);
        ImportItem item = item(input, "ConnectionInput", tags);
        return violations.list().isEmpty()
                ? item
                : new ImportItem(item.origin(), Optional.empty(), List.of(), violations.list());
    }

    private static Map<String, String> tags(JsonPart.Struct request, Violations violations) {
        Map<String, String> tags = new TreeMap<>();
        JsonMembers.of(request, "", violations)
                .pairs("Tags", GlueLimits.TAGS, GlueLimits.TAG_KEY, GlueLimits.TAG_VALUE)
                .forEach(pair -> tags.put(pair.name(), ((JsonPart.Text) pair.value()).text()));
        return tags;
    }

    private ImportItem item(JsonPart json, String path, Map<String, String> tags) {
        Violations violations = new Violations();
        ConnectionInput input = ConnectionInputReader.read(JsonMembers.of(asInput(json), path, violations));
        violations.addAll(settings.types().check(input));
        String origin = (path.isEmpty() ? "ConnectionInput" : path) + " " + input.name();
        if (!violations.list().isEmpty()) {
            return new ImportItem(origin.strip(), Optional.empty(), List.of(), violations.list());
        }
        try {
            ConnectionDraft draft = GlueDrafts.of(input, tags, settings);
            return new ImportItem(origin, Optional.of(draft), changes(input, draft), List.of());
        } catch (ConnectionException e) {
            return new ImportItem(origin, Optional.empty(), List.of(), e.violations());
        }
    }

    private static JsonPart asInput(JsonPart json) {
        return json instanceof JsonPart.Struct struct
                ? new JsonPart.Struct(
                        struct.members().stream()
                                .filter(member -> !TOLD_BY_GLUE.contains(member.name()))
                                .toList(),
                        struct.position())
                : json;
    }

    private static List<String> changes(ConnectionInput input, ConnectionDraft draft) {
        List<String> changes = new ArrayList<>();
        if (!draft.name().equals(input.name())) {
            changes.add("its name is " + draft.name() + " here; in Glue's form it keeps its own");
        }
        if (input.connectionType().equals("JDBC") && !input.properties().has("JDBC_ENFORCE_SSL")) {
            changes.add("TLS is asked for here unless JDBC_ENFORCE_SSL is false");
        }
        input.physicalRequirements()
                .filter(physical -> !physical.isEmpty())
                .ifPresent(physical -> changes.add("PhysicalConnectionRequirements are kept and have no effect here"));
        if (!input.properties().byEnvironment().isEmpty()) {
            changes.add("properties of compute environments are kept and have no effect here");
        }
        return changes;
    }
}
