package dev.mooring.connection.cli.output;

import java.util.stream.Collectors;

/** Texts from outside as they may be printed: on one line, without anything that could steer a terminal. */
public final class OneLine {
    private OneLine() {}

    /** The text on one line; other control characters are shown as an escape. */
    public static String of(String text) {
        return text.strip()
                .replaceAll("\\R", " ")
                .codePoints()
                .mapToObj(OneLine::printable)
                .collect(Collectors.joining());
    }

    private static String printable(int codePoint) {
        boolean steers = Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.FORMAT;
        return steers ? String.format("\\u%04x", codePoint) : Character.toString(codePoint);
    }
}
