package dev.mooring.connection.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An IAM policy document as a value.
 *
 * @param statements its statements in order
 */
record IamPolicy(List<Statement> statements) {
    private static final String VERSION = "2012-10-17";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether a statement allows or denies. */
    enum Effect {
        ALLOW("Allow"),
        DENY("Deny");

        private final String word;

        Effect(String word) {
            this.word = word;
        }
    }

    /**
     * One statement.
     *
     * @param effect whether it allows or denies
     * @param principals who, by kind of principal; empty in a policy of an identity or session
     * @param actions what
     * @param resources on what; empty in a trust policy
     * @param conditions keys and values by operator
     */
    record Statement(
            Effect effect,
            Map<String, List<String>> principals,
            List<String> actions,
            List<String> resources,
            Map<String, Map<String, List<String>>> conditions) {

        static Statement allow(List<String> actions, List<String> resources) {
            return new Statement(Effect.ALLOW, Map.of(), actions, resources, Map.of());
        }

        /** A statement of a trust policy. */
        static Statement trust(String kind, String principal) {
            return new Statement(
                    Effect.ALLOW, Map.of(kind, List.of(principal)), List.of("sts:AssumeRole"), List.of(), Map.of());
        }

        Statement when(String operator, Map<String, List<String>> keys) {
            return new Statement(effect, principals, actions, resources, Map.of(operator, keys));
        }

        private Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("Effect", effect.word);
            putUnlessEmpty(tree, "Principal", shortened(principals));
            tree.put("Action", shortened(actions));
            putUnlessEmpty(tree, "Resource", shortened(resources));
            Map<String, Object> operators = new LinkedHashMap<>();
            conditions.forEach((operator, keys) -> operators.put(operator, shortened(keys)));
            putUnlessEmpty(tree, "Condition", operators);
            return tree;
        }
    }

    /** Copies the statements. */
    IamPolicy {
        statements = List.copyOf(statements);
    }

    /** Forbids everything: what is sent when nothing is granted, since an absent policy means all the role's rights. */
    static IamPolicy denyAll() {
        return new IamPolicy(List.of(new Statement(Effect.DENY, Map.of(), List.of("*"), List.of("*"), Map.of())));
    }

    /** The document in as few characters as JSON allows, for limits count them. */
    String compact() {
        try {
            return JSON.writeValueAsString(tree());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The document for people. */
    String pretty() {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
        printer.indentObjectsWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
        try {
            return JSON.writer(printer).writeValueAsString(tree());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("Version", VERSION);
        tree.put("Statement", statements.stream().map(Statement::tree).toList());
        return tree;
    }

    private static Object shortened(Collection<String> texts) {
        return texts.size() == 1 ? texts.iterator().next() : texts;
    }

    private static Map<String, Object> shortened(Map<String, List<String>> lists) {
        Map<String, Object> shortened = new LinkedHashMap<>();
        lists.forEach((key, list) -> shortened.put(key, shortened(list)));
        return shortened;
    }

    private static void putUnlessEmpty(Map<String, Object> tree, String name, Object value) {
        boolean empty =
                value instanceof Collection<?> list ? list.isEmpty() : value instanceof Map<?, ?> m && m.isEmpty();
        if (!empty) {
            tree.put(name, value);
        }
    }
}
