package dev.mooring.connection.tck.emulator.tencent;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text in which an asterisk stands for anything; there is no escape. */
final class CamPattern {
    private CamPattern() {}

    static boolean matches(String pattern, String text) {
        return regex(pattern).matcher(text).matches();
    }

    /** Whether a six-part name is meant: the region may be left open, the account can not. */
    static boolean namesResource(String pattern, String resource) {
        if (pattern.equals("*")) {
            return true;
        }
        String[] wanted = pattern.split(":", 6);
        String[] actual = resource.split(":", 6);
        return wanted.length == 6
                && actual.length == 6
                && wanted[2].equals(actual[2])
                && (wanted[3].isEmpty() || wanted[3].equals("*") || wanted[3].equals(actual[3]))
                && (wanted[4].isEmpty() || wanted[4].equals(actual[4]))
                && matches(wanted[5], actual[5]);
    }

    private static Pattern regex(String pattern) {
        return Pattern.compile(
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }
}
