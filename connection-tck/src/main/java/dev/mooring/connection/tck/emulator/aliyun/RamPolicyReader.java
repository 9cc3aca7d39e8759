package dev.mooring.connection.tck.emulator.aliyun;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mooring.connection.tck.emulator.aliyun.RamPolicy.Kind;
import dev.mooring.connection.tck.emulator.aliyun.RamStatement.Condition;
import dev.mooring.connection.tck.emulator.aliyun.RamStatement.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads policy documents as strictly as RAM does. */
final class RamPolicyReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> ELEMENTS = Set.of("Effect", "Principal", "Action", "Resource", "Condition");
    private static final Set<String> OPERATORS = Set.of(
            "StringEquals",
            "StringNotEquals",
            "StringEqualsIgnoreCase",
            "StringNotEqualsIgnoreCase",
            "StringLike",
            "StringNotLike");

    private final Kind kind;

    private RamPolicyReader(Kind kind) {
        this.kind = kind;
    }

    static RamPolicy read(String document, Kind kind) {
        JsonNode root = json(document);
        if (!root.path("Version").asText().equals("1") || !root.path("Version").isTextual()) {
            throw malformed("the Version is \"1\"");
        }
        RamPolicyReader reader = new RamPolicyReader(kind);
        List<RamStatement> statements = new ArrayList<>();
        root.path("Statement").forEach(node -> statements.add(reader.statement(node)));
        if (statements.isEmpty()) {
            throw malformed("the document has no statement");
        }
        return new RamPolicy(statements);
    }

    private static JsonNode json(String document) {
        try {
            JsonNode root = JSON.readTree(document);
            if (!root.isObject()) {
                throw malformed("the document is no JSON object");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw malformed("the document is no JSON: " + e.getOriginalMessage());
        }
    }

    private RamStatement statement(JsonNode node) {
        node.fieldNames().forEachRemaining(name -> {
            if (!ELEMENTS.contains(name)) {
                throw malformed("the emulator knows no element " + name);
            }
        });
        boolean trust = kind == Kind.TRUST;
        if (node.has("Principal") != trust || node.has("Resource") == trust) {
            throw malformed(
                    "a statement has " + (trust ? "a Principal and no Resource" : "a Resource and no Principal"));
        }
        List<String> resources = trust ? List.of() : texts(node, "Resource");
        resources.stream()
                .filter(text -> !text.equals("*") && !text.matches("(?s)acs:[^:]*:[^:]*:[^:]*:.+"))
                .forEach(text -> {
                    throw malformed("a resource is an ARN or *, not " + text);
                });
        return new RamStatement(
                effect(node.path("Effect").asText()),
                trust ? principals(node.path("Principal")) : List.of(),
                texts(node, "Action"),
                resources,
                conditions(node.path("Condition")));
    }

    private static Effect effect(String text) {
        return switch (text) {
            case "Allow" -> Effect.ALLOW;
            case "Deny" -> Effect.DENY;
            default -> throw malformed("an Effect is Allow or Deny");
        };
    }

    /** Services keep their kind before their name, so that no caller here is one. */
    private static List<String> principals(JsonNode node) {
        List<String> principals = new ArrayList<>();
        node.properties()
                .forEach(entry -> each(entry.getValue())
                        .forEach(principal -> principals.add(
                                entry.getKey().equals("RAM")
                                        ? principal.asText()
                                        : entry.getKey() + ":" + principal.asText())));
        if (principals.isEmpty()) {
            throw malformed("a Principal names somebody");
        }
        return principals;
    }

    private static List<String> texts(JsonNode statement, String element) {
        List<String> texts = new ArrayList<>();
        each(statement.path(element)).forEach(text -> texts.add(text.asText()));
        if (texts.isEmpty()) {
            throw malformed("a statement needs an " + element);
        }
        return texts;
    }

    private static List<Condition> conditions(JsonNode node) {
        List<Condition> conditions = new ArrayList<>();
        node.properties().forEach(operator -> {
            if (!OPERATORS.contains(operator.getKey())) {
                throw malformed("the emulator knows no operator " + operator.getKey());
            }
            operator.getValue()
                    .properties()
                    .forEach(entry -> conditions.add(new Condition(
                            operator.getKey(), entry.getKey(), texts(operator.getValue(), entry.getKey()))));
        });
        return conditions;
    }

    /** The elements of an array, or the one value that stands without one. */
    private static Iterable<JsonNode> each(JsonNode node) {
        return node.isArray() || node.isMissingNode() ? node : List.of(node);
    }

    private static IllegalArgumentException malformed(String why) {
        return new IllegalArgumentException(why);
    }
}
