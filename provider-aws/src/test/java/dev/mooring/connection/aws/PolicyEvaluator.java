package dev.mooring.connection.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** As much of IAM's evaluation of a policy as session policies for S3 need. Reads the text that is sent. */
final class PolicyEvaluator {
    private static final String LITERALS = "*?$";

    private final JsonNode statements;

    PolicyEvaluator(String policy) {
        try {
            statements = new ObjectMapper().readTree(policy).get("Statement");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Whether the policy allows the action; a request without a key does not meet a condition on it. */
    boolean allows(String action, String resource, Map<String, String> keys) {
        return matched("Allow", action, resource, keys) && !matched("Deny", action, resource, keys);
    }

    private boolean matched(String effect, String action, String resource, Map<String, String> keys) {
        return StreamSupport.stream(statements.spliterator(), false)
                .anyMatch(statement -> statement.get("Effect").asText().equals(effect)
                        && any(statement.get("Action"), action)
                        && any(statement.get("Resource"), resource)
                        && meets(statement.path("Condition"), keys));
    }

    private static boolean meets(JsonNode conditions, Map<String, String> keys) {
        List<JsonNode> failed = new ArrayList<>();
        conditions
                .fields()
                .forEachRemaining(operator -> operator.getValue().properties().forEach(key -> {
                    String given = keys.get(key.getKey());
                    boolean met = operator.getKey().equals("StringLike") && given != null && any(key.getValue(), given);
                    if (!met) {
                        failed.add(key.getValue());
                    }
                }));
        return failed.isEmpty();
    }

    private static boolean any(JsonNode patterns, String text) {
        return patterns.isArray()
                ? StreamSupport.stream(patterns.spliterator(), false)
                        .anyMatch(pattern -> matches(pattern.asText(), 0, text, 0))
                : matches(patterns.asText(), 0, text, 0);
    }

    private static boolean matches(String pattern, int p, String text, int t) {
        if (p == pattern.length()) {
            return t == text.length();
        }
        if (pattern.charAt(p) == '*') {
            return matches(pattern, p + 1, text, t) || (t < text.length() && matches(pattern, p, text, t + 1));
        }
        if (t == text.length()) {
            return false;
        }
        if (pattern.charAt(p) == '$' && pattern.startsWith("{", p + 1)) {
            char literal = pattern.charAt(p + 2);
            boolean variable = LITERALS.indexOf(literal) >= 0 && pattern.startsWith("}", p + 3);
            return variable && text.charAt(t) == literal && matches(pattern, p + 4, text, t + 1);
        }
        boolean same = pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t);
        return same && matches(pattern, p + 1, text, t + 1);
    }
}
