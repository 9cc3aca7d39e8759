package dev.mooring.connection.tck.emulator.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One condition of a statement: an operator, the key it looks at and the values of which one must fit. */
record IamCondition(Operator operator, String key, List<IamPattern> values) {
    /** The operators that the emulator knows. */
    enum Operator {
        STRING_EQUALS("StringEquals"),
        STRING_NOT_EQUALS("StringNotEquals"),
        STRING_LIKE("StringLike"),
        STRING_NOT_LIKE("StringNotLike");

        private final String spelling;

        Operator(String spelling) {
            this.spelling = spelling;
        }

        static Optional<Operator> spelled(String spelling) {
            for (Operator operator : values()) {
                if (operator.spelling.equals(spelling)) {
                    return Optional.of(operator);
                }
            }
            return Optional.empty();
        }

        IamPattern pattern(String value, String version) {
            return this == STRING_LIKE || this == STRING_NOT_LIKE
                    ? IamPattern.of(value, version)
                    : IamPattern.literal(value, version);
        }
    }

    /** A key that the request lacks satisfies the negated operators only. */
    boolean holds(Map<String, String> context) {
        Optional<String> actual = context.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(key))
                .map(Map.Entry::getValue)
                .findFirst();
        boolean fits = actual.filter(value -> values.stream().anyMatch(pattern -> pattern.matches(value)))
                .isPresent();
        return switch (operator) {
            case STRING_EQUALS, STRING_LIKE -> fits;
            case STRING_NOT_EQUALS, STRING_NOT_LIKE -> !fits;
        };
    }
}
