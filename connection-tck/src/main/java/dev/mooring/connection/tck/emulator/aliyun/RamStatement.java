package dev.mooring.connection.tck.emulator.aliyun;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One statement of a policy; principals are empty in policies of identities and sessions, resources in trust policies. */
record RamStatement(
        Effect effect,
        List<String> principals,
        List<String> actions,
        List<String> resources,
        List<Condition> conditions) {
    /** What a statement does where it applies. */
    enum Effect {
        ALLOW,
        DENY
    }

    /** One condition: a key that the request lacks satisfies the negated operators only. */
    record Condition(String operator, String key, List<String> values) {
        boolean holds(Map<String, String> context) {
            Optional<String> actual = context.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(key))
                    .map(Map.Entry::getValue)
                    .findFirst();
            boolean fits = actual.filter(value -> values.stream().anyMatch(each -> fits(each, value)))
                    .isPresent();
            return operator.contains("Not") ? !fits : fits;
        }

        private boolean fits(String wanted, String actual) {
            if (operator.endsWith("Like")) {
                return matches(wanted, actual);
            }
            return operator.endsWith("IgnoreCase") ? wanted.equalsIgnoreCase(actual) : wanted.equals(actual);
        }
    }

    boolean applies(RamRequest request) {
        return (principals.isEmpty() || principals.stream().anyMatch(request.principal()::isNamedBy))
                && actions.stream().anyMatch(each -> matches(lower(each), lower(request.action())))
                && (resources.isEmpty() || resources.stream().anyMatch(each -> matches(each, request.resource())))
                && conditions.stream().allMatch(condition -> condition.holds(request.context()));
    }

    /** Asterisk and question mark are wildcards everywhere; nothing makes them literal. */
    static boolean matches(String pattern, String text) {
        StringBuilder regex = new StringBuilder();
        pattern.codePoints().forEach(c -> {
            String character = Character.toString(c);
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(character));
        });
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
