package dev.mooring.connection.imports;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.glue.json.JsonPart;
import dev.mooring.connection.glue.json.JsonText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an Airflow connection says beyond its parts: parameters of its URI, or one text of any form. Any of it may be
 * secret, so printing it shows none.
 *
 * @param parameters parameters of the URI by name, in their order; empty for a text
 * @param text the text
 */
public record AirflowExtra(Map<String, Secret> parameters, Optional<Secret> text) {
    private static final int LONGEST = 1 << 20;

    /** Copies the parameters. */
    public AirflowExtra {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** Nothing more. */
    public static AirflowExtra none() {
        return new AirflowExtra(Map.of(), Optional.empty());
    }

    /** Parameters of a URI. */
    public static AirflowExtra of(Map<String, Secret> parameters) {
        return new AirflowExtra(parameters, Optional.empty());
    }

    /** A text of any form. */
    public static AirflowExtra of(Secret text) {
        return new AirflowExtra(Map.of(), Optional.of(text));
    }

    /**
     * The extras by name, as texts: the parameters, or the members of the object that the text is. Objects and arrays
     * among the values are left out; a text that is no object has no names.
     */
    public Map<String, String> named() {
        Map<String, String> named = new LinkedHashMap<>();
        parameters.forEach((name, value) -> named.put(name, value.reveal()));
        text.flatMap(AirflowExtra::json).ifPresent(json -> {
            if (json instanceof JsonPart.Struct struct) {
                struct.members().forEach(member -> scalar(member.value()).ifPresent(s -> named.put(member.name(), s)));
            }
        });
        return named;
    }

    /** Whether it says something that {@link #named()} does not tell. */
    public boolean hasMore() {
        Optional<JsonPart> json = text.filter(each -> !each.isEmpty()).flatMap(AirflowExtra::json);
        boolean isOpaque = text.filter(each -> !each.isEmpty()).isPresent() && json.isEmpty();
        return isOpaque
                || json.filter(each -> !(each instanceof JsonPart.Struct struct)
                                || struct.members().stream()
                                        .anyMatch(
                                                member -> scalar(member.value()).isEmpty()))
                        .isPresent();
    }

    private static Optional<JsonPart> json(Secret text) {
        try {
            return Optional.of(JsonText.read(text.reveal(), LONGEST));
        } catch (ConnectionException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> scalar(JsonPart value) {
        if (value instanceof JsonPart.Text each) {
            return Optional.of(each.text());
        }
        if (value instanceof JsonPart.Numeral each) {
            return Optional.of(each.text());
        }
        return value instanceof JsonPart.Flag each ? Optional.of(String.valueOf(each.value())) : Optional.empty();
    }
}
