package dev.mooring.connection.glue.model;

import dev.mooring.connection.NearestName;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.glue.model.GlueType.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The rules that the standard types are made of. */
final class InputRules {
    private static final Alternatives CREDENTIALS =
            Alternatives.of(List.of("USERNAME", "PASSWORD|ENCRYPTED_PASSWORD"), List.of("SECRET_ID"));
    private static final Pattern FLAG = Pattern.compile("(?i)true|false");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");

    private InputRules() {}

    /** Properties that must all be given. */
    static Rule required(String... keys) {
        return input -> Arrays.stream(keys)
                .filter(key -> input.properties()
                        .value(key)
                        .filter(value -> !value.isBlank())
                        .isEmpty())
                .map(key -> Violation.error(key, Reason.MISSING, "is required"))
                .toList();
    }

    /** Either all of the first properties, or the second. */
    static Rule either(List<String> first, String second) {
        Alternatives alternatives = Alternatives.of(first, List.of(second));
        return input -> alternatives.check(input.properties());
    }

    /** A user and a password, or a secret's id; an AuthenticationConfiguration holds either. */
    static Rule credentials() {
        return input -> input.authentication().isPresent() ? List.of() : CREDENTIALS.check(input.properties());
    }

    /** The rule for inputs that are so. */
    static Rule when(Predicate<ConnectionInput> condition, Rule rule) {
        return input -> condition.test(input) ? rule.check(input) : List.of();
    }

    /** Properties that are true or false, in any letter case. */
    static Rule flags(String... keys) {
        return input -> malformed(input, FLAG, "expected true or false", keys);
    }

    /** A property that matches the whole regular expression. */
    static Rule matching(String key, String regex, String expectation) {
        Pattern pattern = Pattern.compile(regex);
        return input -> malformed(input, pattern, "expected " + expectation, key);
    }

    /** PORT within its limits. */
    static Rule port() {
        return input -> input
                .properties()
                .property("PORT")
                .filter(port -> !isPort(port.values().get(0)))
                .map(port -> Violation.error(
                                "PORT",
                                Reason.MALFORMED,
                                "expected a port from " + GlueLimits.LOWEST_PORT + " to " + GlueLimits.HIGHEST_PORT)
                        .at(port.position()))
                .stream()
                .toList();
    }

    private static boolean isPort(String text) {
        return PORT.matcher(text).matches()
                && Integer.parseInt(text) >= GlueLimits.LOWEST_PORT
                && Integer.parseInt(text) <= GlueLimits.HIGHEST_PORT;
    }

    /** An AuthenticationConfiguration of one kind. */
    static Rule authenticatedBy(AuthenticationType type) {
        return input -> {
            Optional<AuthenticationType> given = input.authentication().map(AuthenticationInput::type);
            if (given.isEmpty()) {
                return List.of(Violation.error(
                        "AuthenticationConfiguration", Reason.MISSING, "is required, with AuthenticationType " + type));
            }
            return given.get() == type
                    ? List.of()
                    : List.of(Violation.error(
                            "AuthenticationConfiguration.AuthenticationType",
                            Reason.CONFLICT,
                            input.connectionType() + " needs " + type));
        };
    }

    /** Requirements of the network that say something. */
    static Rule physicalRequirements() {
        return input ->
                input.physicalRequirements().filter(given -> !given.isEmpty()).isPresent()
                        ? List.of()
                        : List.of(Violation.error(
                                "PhysicalConnectionRequirements",
                                Reason.MISSING,
                                "is required: a subnet, security groups or a zone"));
    }

    /** What holds whatever the type: no key twice in other letters, and only kinds of authentication that the type has. */
    static List<Violation> general(ConnectionInput input, GlueType type) {
        List<Violation> violations = new ArrayList<>();
        Map<String, RawProperty> seen = new HashMap<>();
        for (RawProperty property : input.properties().connection()) {
            RawProperty twin = seen.putIfAbsent(property.key().toUpperCase(Locale.ROOT), property);
            if (twin != null) {
                violations.add(Violation.error(property.key(), Reason.CONFLICT, "is given twice, also as " + twin.key())
                        .at(property.position()));
            }
        }
        input.authentication()
                .map(AuthenticationInput::type)
                .filter(given -> !type.form().authentications().contains(given))
                .ifPresent(given -> violations.add(Violation.error(
                        "AuthenticationConfiguration.AuthenticationType",
                        Reason.CONFLICT,
                        type.form().authentications().isEmpty()
                                ? type.name() + " takes its credentials from ConnectionProperties"
                                : type.name() + " knows "
                                        + type.form().authentications().stream()
                                                .sorted()
                                                .toList())));
        return violations;
    }

    /** That Glue lists SFTP and does not support it. */
    static Violation unsupported() {
        return Violation.error(
                "ConnectionType",
                Reason.CONFLICT,
                "SFTP is not supported in Glue's form; create it in this library's own");
    }

    /** That no type has the name. */
    static Violation unknown(String name, List<String> known) {
        String near = NearestName.of(name, known)
                .map(n -> "; did you mean " + n + "?")
                .orElse("");
        return Violation.error("ConnectionType", Reason.UNKNOWN, "expected one of " + String.join(", ", known) + near);
    }

    private static List<Violation> malformed(
            ConnectionInput input, Pattern pattern, String expectation, String... keys) {
        return Arrays.stream(keys)
                .map(input.properties()::property)
                .flatMap(Optional::stream)
                .filter(property -> !pattern.matcher(property.values().get(0)).matches())
                .map(property -> Violation.error(property.key(), Reason.MALFORMED, expectation)
                        .at(property.position()))
                .toList();
    }
}
