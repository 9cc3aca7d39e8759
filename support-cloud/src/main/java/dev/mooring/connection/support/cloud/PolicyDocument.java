package dev.mooring.connection.support.cloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A policy document as a value. Immutable.
 *
 * @param dialect how it is written
 * @param statements its statements in order
 */
public record PolicyDocument(PolicyDialect dialect, List<Statement> statements) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether a statement allows or denies. */
    public enum Effect {
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
    public record Statement(
            Effect effect,
            Map<String, List<String>> principals,
            List<String> actions,
            List<String> resources,
            Map<String, Map<String, List<String>>> conditions) {

        /** Allows the actions on the resources. */
        public static Statement allow(List<String> actions, List<String> resources) {
            return new Statement(Effect.ALLOW, Map.of(), actions, resources, Map.of());
        }

        /** A statement of a trust policy: lets the principal assume the role. */
        public static Statement trust(PolicyDialect dialect, String kind, String principal) {
            return new Statement(
                    Effect.ALLOW, Map.of(kind, List.of(principal)), List.of(dialect.assumeRole()), List.of(), Map.of());
        }

        /** This statement under a condition, in place of the ones it has. */
        public Statement when(String operator, Map<String, List<String>> keys) {
            return new Statement(effect, principals, actions, resources, Map.of(operator, keys));
        }

        private Map<String, Object> tree(PolicyDialect dialect) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put(dialect.word("Effect"), dialect.word(effect.word));
            putUnlessEmpty(tree, dialect.word("Principal"), shortened(principals));
            tree.put(dialect.word("Action"), shortened(actions));
            putUnlessEmpty(tree, dialect.word("Resource"), shortened(resources));
            Map<String, Object> operators = new LinkedHashMap<>();
            conditions.forEach((operator, keys) -> operators.put(operator, shortened(keys)));
            putUnlessEmpty(tree, dialect.word("Condition"), operators);
            return tree;
        }
    }

    /** Copies the statements. */
    public PolicyDocument {
        statements = List.copyOf(statements);
    }

    /** Forbids everything: what is sent when nothing is granted, since an absent policy means all the role's rights. */
    public static PolicyDocument denyAll(PolicyDialect dialect) {
        return new PolicyDocument(
                dialect, List.of(new Statement(Effect.DENY, Map.of(), List.of("*"), List.of("*"), Map.of())));
    }

    /** The document in as few characters as JSON allows, for limits count them. */
    public String compact() {
        try {
            return JSON.writeValueAsString(tree());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The document for people. */
    public String pretty() {
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
        tree.put(dialect.word("Version"), dialect.version());
        tree.put(
                dialect.word("Statement"),
                statements.stream().map(statement -> statement.tree(dialect)).toList());
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
