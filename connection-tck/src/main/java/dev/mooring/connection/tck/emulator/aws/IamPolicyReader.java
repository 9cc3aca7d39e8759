package dev.mooring.connection.tck.emulator.aws;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mooring.connection.tck.emulator.aws.IamPolicy.Kind;
import dev.mooring.connection.tck.emulator.aws.IamStatement.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Reads policy documents as strictly as the service does. */
final class IamPolicyReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String OLD_VERSION = "2008-10-17";
    private static final Set<String> VERSIONS = Set.of(OLD_VERSION, "2012-10-17");
    private static final Set<String> ELEMENTS = Set.of("Sid", "Effect", "Principal", "Action", "Resource", "Condition");

    private final Kind kind;
    private final String version;

    private IamPolicyReader(Kind kind, String version) {
        this.kind = kind;
        this.version = version;
    }

    static IamPolicy read(String document, Kind kind) {
        if (!document.chars().allMatch(IamPolicyReader::isLegal)) {
            throw malformed("the document has a character outside U+0009 U+000A U+000D U+0020 to U+00FF");
        }
        JsonNode root = json(document);
        String version = root.path("Version").asText(OLD_VERSION);
        if (!VERSIONS.contains(version)) {
            throw malformed("there is no policy version " + version);
        }
        IamPolicyReader reader = new IamPolicyReader(kind, version);
        List<IamStatement> statements = new ArrayList<>();
        each(root.path("Statement")).forEach(node -> statements.add(reader.statement(node)));
        if (statements.isEmpty()) {
            throw malformed("the document has no statement");
        }
        return new IamPolicy(statements);
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

    private IamStatement statement(JsonNode node) {
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
        return new IamStatement(
                effect(node.path("Effect").asText()),
                trust ? principals(node.path("Principal")) : List.of(),
                texts(node, "Action", IamPolicyReader::action),
                trust ? List.of() : texts(node, "Resource", this::resource),
                conditions(node.path("Condition")));
    }

    private static Effect effect(String text) {
        return switch (text) {
            case "Allow" -> Effect.ALLOW;
            case "Deny" -> Effect.DENY;
            default -> throw malformed("an Effect is Allow or Deny");
        };
    }

    /** Services and identity providers keep their kind before their name, so that no caller here is one. */
    private static List<String> principals(JsonNode node) {
        if (node.asText().equals("*")) {
            return List.of("*");
        }
        List<String> principals = new ArrayList<>();
        node.properties()
                .forEach(entry -> each(entry.getValue())
                        .forEach(principal -> principals.add(
                                entry.getKey().equals("AWS")
                                        ? principal.asText()
                                        : entry.getKey() + ":" + principal.asText())));
        if (principals.isEmpty()) {
            throw malformed("a Principal names somebody");
        }
        return principals;
    }

    private static <T> List<T> texts(JsonNode statement, String element, Function<String, T> reading) {
        List<T> patterns = new ArrayList<>();
        each(statement.path(element)).forEach(text -> patterns.add(reading.apply(text.asText())));
        if (patterns.isEmpty()) {
            throw malformed("a statement needs an " + element);
        }
        return patterns;
    }

    private static IamPattern action(String text) {
        if (!text.equals("*") && !text.matches("[a-z0-9-]+:[A-Za-z0-9*?]+")) {
            throw malformed("an action looks like s3:GetObject, not " + text);
        }
        return IamPattern.action(text);
    }

    private IamPattern resource(String text) {
        if (!text.equals("*") && !text.matches("(?s)arn:[^:]*:[^:]*:[^:]*:[^:]*:.+")) {
            throw malformed("a resource is an ARN or *, not " + text);
        }
        return IamPattern.of(text, version);
    }

    private List<IamCondition> conditions(JsonNode node) {
        List<IamCondition> conditions = new ArrayList<>();
        node.properties().forEach(operator -> {
            IamCondition.Operator known = IamCondition.Operator.spelled(operator.getKey())
                    .orElseThrow(() -> malformed("the emulator knows no operator " + operator.getKey()));
            operator.getValue().properties().forEach(entry -> {
                List<IamPattern> values = new ArrayList<>();
                each(entry.getValue()).forEach(value -> values.add(known.pattern(value.asText(), version)));
                conditions.add(new IamCondition(known, entry.getKey(), values));
            });
        });
        return conditions;
    }

    /** The elements of an array, or the one value that stands without one. */
    private static Iterable<JsonNode> each(JsonNode node) {
        return node.isArray() || node.isMissingNode() ? node : List.of(node);
    }

    private static boolean isLegal(int character) {
        return character == '\t' || character == '\n' || character == '\r' || (character >= ' ' && character <= 0xff);
    }

    private static IllegalArgumentException malformed(String why) {
        return new IllegalArgumentException(why);
    }
}
