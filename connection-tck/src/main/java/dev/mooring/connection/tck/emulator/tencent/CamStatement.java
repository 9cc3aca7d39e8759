package dev.mooring.connection.tck.emulator.tencent;

import dev.mooring.connection.tck.emulator.tencent.CamPolicy.Decision;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One statement of a policy; a trust policy's has principals and no resources, others the reverse. */
record CamStatement(
        Decision effect,
        List<String> principals,
        List<String> actions,
        List<String> resources,
        List<Condition> conditions) {

    /** One condition: an operator, the key it looks at and the values of which one must fit. */
    record Condition(Operator operator, String key, List<String> values) {
        /** A key that the request lacks satisfies the negated operator only. */
        boolean holds(Map<String, String> context) {
            Optional<String> actual = Optional.ofNullable(context.get(key));
            return switch (operator) {
                case STRING_EQUAL -> actual.filter(values::contains).isPresent();
                case STRING_NOT_EQUAL -> actual.filter(values::contains).isEmpty();
                case STRING_LIKE ->
                    actual.filter(text -> values.stream().anyMatch(value -> CamPattern.matches(value, text)))
                            .isPresent();
            };
        }
    }

    /** The operators that the emulator knows. */
    enum Operator {
        STRING_EQUAL,
        STRING_NOT_EQUAL,
        STRING_LIKE
    }

    boolean applies(CamRequest request) {
        return (principals.isEmpty() || principals.stream().anyMatch(request.caller()::isNamedBy))
                && actions.stream().anyMatch(action -> CamPattern.matches(action, request.action()))
                && (resources.isEmpty()
                        || resources.stream()
                                .anyMatch(pattern -> CamPattern.namesResource(pattern, request.resource())))
                && conditions.stream().allMatch(condition -> condition.holds(request.context()));
    }
}
