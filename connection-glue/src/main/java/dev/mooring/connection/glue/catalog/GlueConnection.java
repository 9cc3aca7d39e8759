package dev.mooring.connection.glue.catalog;

import dev.mooring.connection.Connection;
import dev.mooring.connection.glue.json.JsonBuilder;
import dev.mooring.connection.glue.json.JsonPart;
import dev.mooring.connection.glue.model.ComputeEnvironment;
import dev.mooring.connection.glue.model.ConnectionInputReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A connection as Glue shows it. Printing one shows no secret, unless the catalog was told to give passwords back. Immutable.
 *
 * @param name its name in Glue's form
 * @param type its type in Glue's form
 * @param description its comment
 * @param members further members of Glue's Connection by name
 * @param condition whether it can be used
 * @param audit who made it and when
 */
public record GlueConnection(
        String name,
        String type,
        Optional<String> description,
        Map<String, JsonPart> members,
        Condition condition,
        Connection.Audit audit) {

    /** What became of a connection. */
    public enum Status {
        READY,
        /** It waits for a step of its owner. */
        IN_PROGRESS,
        FAILED
    }

    /**
     * Whether a connection can be used.
     *
     * @param status its status
     * @param reason why it can not be used
     * @param validated when its credentials were last found to work
     */
    public record Condition(Status status, Optional<String> reason, Optional<Instant> validated) {}

    /** Copies the members. */
    public GlueConnection {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** The words by which it can be chosen. */
    public List<String> matchCriteria() {
        return members.get(Envelope.MATCH_CRITERIA) instanceof JsonPart.Array array
                ? array.elements().stream()
                        .filter(JsonPart.Text.class::isInstance)
                        .map(element -> ((JsonPart.Text) element).text())
                        .toList()
                : List.of();
    }

    /** 2 when it has properties of one compute environment, else 1. */
    public int schemaVersion() {
        return Arrays.stream(ComputeEnvironment.values())
                        .map(ConnectionInputReader::member)
                        .anyMatch(members::containsKey)
                ? 2
                : 1;
    }

    /** As Glue writes it. */
    public JsonPart.Struct json() {
        JsonBuilder json = new JsonBuilder()
                .text("Name", name)
                .text("Description", description)
                .text("ConnectionType", type);
        members.forEach(json::part);
        return json.number("CreationTime", seconds(audit.created()))
                .number("LastUpdatedTime", seconds(audit.modified()))
                .text("LastUpdatedBy", audit.creator())
                .text("Status", condition.status().name())
                .text("StatusReason", condition.reason())
                .number("LastConnectionValidationTime", condition.validated().map(GlueConnection::seconds))
                .number("ConnectionSchemaVersion", String.valueOf(schemaVersion()))
                .build();
    }

    private static String seconds(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), 3).toPlainString();
    }
}
