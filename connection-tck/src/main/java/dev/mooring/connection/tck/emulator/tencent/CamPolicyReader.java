package dev.mooring.connection.tck.emulator.tencent;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mooring.connection.tck.emulator.tencent.CamPolicy.Decision;
import dev.mooring.connection.tck.emulator.tencent.CamPolicy.Kind;
import dev.mooring.connection.tck.emulator.tencent.CamStatement.Condition;
import dev.mooring.connection.tck.emulator.tencent.CamStatement.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads policy documents as strictly as the service does. */
final class CamPolicyReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> ELEMENTS = Set.of("sid", "effect", "principal", "action", "resource", "condition");
    private static final String RESOURCE = "(?s)\\*|qcs:[^:]*:[a-z]+:[a-z0-9*-]*:(?:u(?:in|id)/[0-9*]+)?:.+";

    private final Kind kind;
    private final boolean capitals;

    private CamPolicyReader(Kind kind, boolean capitals) {
        this.kind = kind;
        this.capitals = capitals;
    }

    static CamPolicy read(String document, Kind kind) {
        JsonNode root = json(document);
        CamPolicyReader reader = new CamPolicyReader(kind, root.has("Version"));
        if (!root.path(reader.spelled("version")).asText().equals("2.0")) {
            throw malformed("the version of a policy is 2.0");
        }
        List<CamStatement> statements = new ArrayList<>();
        each(root.path(reader.spelled("statement"))).forEach(node -> statements.add(reader.statement(node)));
        if (statements.isEmpty()) {
            throw malformed("the document has no statement");
        }
        return new CamPolicy(statements);
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

    private CamStatement statement(JsonNode node) {
        node.fieldNames().forEachRemaining(name -> {
            String folded = name.toLowerCase(Locale.ROOT);
            if (!ELEMENTS.contains(folded) || !name.equals(spelled(folded))) {
                throw malformed("there is no element " + name + ", or its letter case differs from the others'");
            }
        });
        boolean trust = kind == Kind.TRUST;
        if (node.has(spelled("principal")) != trust || node.has(spelled("resource")) == trust) {
            throw malformed("a statement has " + (trust ? "a principal and no resource" : "a resource, no principal"));
        }
        return new CamStatement(
                effect(node.path(spelled("effect")).asText()),
                trust ? principals(node.path(spelled("principal"))) : List.of(),
                texts(node, "action").stream().map(CamPolicyReader::action).toList(),
                trust
                        ? List.of()
                        : texts(node, "resource").stream()
                                .map(CamPolicyReader::resource)
                                .toList(),
                conditions(node.path(spelled("condition"))));
    }

    private static Decision effect(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "allow" -> Decision.ALLOWED;
            case "deny" -> Decision.DENIED;
            default -> throw malformed("an effect is allow or deny");
        };
    }

    /** Services and identity providers keep their kind before their name, so that no caller here is one. */
    private static List<String> principals(JsonNode node) {
        List<String> principals = new ArrayList<>();
        node.properties()
                .forEach(entry -> each(entry.getValue())
                        .forEach(principal -> principals.add(
                                entry.getKey().equals("qcs")
                                        ? principal.asText()
                                        : entry.getKey() + ":" + principal.asText())));
        if (principals.isEmpty()) {
            throw malformed("a principal names somebody");
        }
        return principals;
    }

    private List<String> texts(JsonNode statement, String element) {
        List<String> texts = new ArrayList<>();
        each(statement.path(spelled(element))).forEach(text -> texts.add(text.asText()));
        if (texts.isEmpty()) {
            throw malformed("a statement needs " + element);
        }
        return texts;
    }

    private static String action(String text) {
        String bare = text.replaceFirst("^name/", "");
        if (!bare.equals("*") && !bare.matches("[a-z0-9]+:[A-Za-z0-9*]+")) {
            throw malformed("an action looks like name/cos:GetObject, not " + text);
        }
        return bare;
    }

    private static String resource(String text) {
        if (!text.matches(RESOURCE)) {
            throw new IllegalResource("a resource has six parts or is *, unlike " + text);
        }
        return text;
    }

    private static List<Condition> conditions(JsonNode node) {
        List<Condition> conditions = new ArrayList<>();
        node.properties()
                .forEach(operator -> operator.getValue().properties().forEach(entry -> {
                    List<String> values = new ArrayList<>();
                    each(entry.getValue()).forEach(value -> values.add(value.asText()));
                    conditions.add(new Condition(operator(operator.getKey()), entry.getKey(), List.copyOf(values)));
                }));
        return conditions;
    }

    private static Operator operator(String text) {
        for (Operator operator : Operator.values()) {
            if (operator.name().toLowerCase(Locale.ROOT).equals(text)) {
                return operator;
            }
        }
        throw malformed("the emulator knows no operator " + text);
    }

    private String spelled(String element) {
        return capitals ? element.substring(0, 1).toUpperCase(Locale.ROOT) + element.substring(1) : element;
    }

    /** The elements of an array, or the one value that stands without one. */
    private static Iterable<JsonNode> each(JsonNode node) {
        return node.isArray() || node.isMissingNode() ? node : List.of(node);
    }

    private static IllegalArgumentException malformed(String why) {
        return new IllegalArgumentException(why);
    }

    /** A resource that has no six parts, for which the service has a code of its own. */
    static final class IllegalResource extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        IllegalResource(String message) {
            super(message);
        }
    }
}
