package dev.mooring.connection.tck.emulator.aws;

import java.util.regex.Pattern;

/**
 * A pattern of a policy: {@code *} and {@code ?} are wildcards, <code>${*}</code>, <code>${?}</code> and
 * <code>${$}</code> the characters themselves. A pattern with another policy variable matches nothing.
 */
final class IamPattern {
    /** Before this version policies had no variables, so that an escape was plain text. */
    private static final String VERSION_WITH_VARIABLES = "2012-10-17";

    private static final int ESCAPE_LENGTH = "${*}".length();
    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private final Pattern pattern;

    private IamPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    static IamPattern of(String text, String version) {
        return new IamPattern(compiled(text, version.equals(VERSION_WITH_VARIABLES), ".*", "."));
    }

    /** A pattern without wildcards. */
    static IamPattern literal(String text, String version) {
        return new IamPattern(
                compiled(text, version.equals(VERSION_WITH_VARIABLES), Pattern.quote("*"), Pattern.quote("?")));
    }

    static IamPattern action(String text) {
        Pattern anyCase = Pattern.compile(compiled(text, false, ".*", ".").pattern(), Pattern.CASE_INSENSITIVE);
        return new IamPattern(anyCase);
    }

    boolean matches(String text) {
        return pattern.matcher(text).matches();
    }

    private static Pattern compiled(String text, boolean variables, String star, String question) {
        StringBuilder regex = new StringBuilder();
        int position = 0;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (variables && text.startsWith("${", position)) {
                if (!isEscape(text, position)) {
                    return NOTHING;
                }
                regex.append(Pattern.quote(text.substring(position + 2, position + 3)));
                position += ESCAPE_LENGTH;
                continue;
            }
            regex.append(c == '*' ? star : c == '?' ? question : Pattern.quote(String.valueOf(c)));
            position++;
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static boolean isEscape(String text, int position) {
        return text.length() >= position + ESCAPE_LENGTH
                && "*?$".indexOf(text.charAt(position + 2)) >= 0
                && text.charAt(position + 3) == '}';
    }
}
