package dev.mooring.connection.glue.json;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a string must look like.
 *
 * @param least the fewest bytes in UTF-8
 * @param most the most bytes in UTF-8
 * @param pattern what the whole string must match
 * @param expectation what the pattern stands for, as a phrase
 */
public record TextRule(int least, int most, Pattern pattern, String expectation) {

    /** Any string of that many bytes. */
    public static TextRule ofBytes(int least, int most) {
        return new TextRule(least, most, Pattern.compile("(?s).*"), "a text");
    }

    /** This rule for strings that match the whole regular expression, which the phrase describes. */
    public TextRule matching(String regex, String phrase) {
        return new TextRule(least, most, Pattern.compile(regex), phrase);
    }

    /** Why the string breaks the rule, as a phrase that does not hold it. */
    public Optional<String> problem(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < least || bytes > most) {
            return Optional.of("has " + bytes + " bytes; expected " + least + " to " + most);
        }
        return pattern.matcher(text).matches() ? Optional.empty() : Optional.of("expected " + expectation);
    }
}
