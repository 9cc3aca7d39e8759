package dev.mooring.connection.support.cloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/**
 * A policy document as a value. Immutable.
 *
 * @param dialect how it is written
 * @param statements its statements in order
 */
public record PolicyDocument(PolicyDialect dialect, List<Statement> statements) {
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

        private void write(PolicyDialect dialect, JsonText json) {
            json.open('{').key(dialect.word("Effect")).value(dialect.word(effect.word));
            if (!principals.isEmpty()) {
                json.key(dialect.word("Principal")).lists(principals);
            }
            json.key(dialect.word("Action")).values(actions);
            if (!resources.isEmpty()) {
                json.key(dialect.word("Resource")).values(resources);
            }
            if (!conditions.isEmpty()) {
                json.key(dialect.word("Condition")).open('{');
                conditions.forEach((operator, keys) -> json.key(operator).lists(keys));
                json.close('}');
            }
            json.close('}');
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
        JsonText json = new JsonText().open('{');
        json.key(dialect.word("Version")).value(dialect.version());
        json.key(dialect.word("Statement")).open('[');
        statements.forEach(statement -> statement.write(dialect, json));
        return json.close(']').close('}').toString();
    }

    /** The document for people. */
    public String pretty() {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
        printer.indentObjectsWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
        ObjectMapper json = new ObjectMapper();
        try {
            return json.writer(printer).writeValueAsString(json.readTree(compact()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
