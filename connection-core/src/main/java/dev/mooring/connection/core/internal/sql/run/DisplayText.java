package dev.mooring.connection.core.internal.sql.run;

import java.util.Locale;

/** What a text looks like on a terminal of fixed-width characters. */
final class DisplayText {
    /** First and last code points of the ranges whose characters take two columns. */
    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x2E80, 0x303E},
        {0x3041, 0x4DBF},
        {0x4E00, 0xA4CF},
        {0xA960, 0xA97F},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},
        {0xFF01, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x1F300, 0x1F64F},
        {0x1F680, 0x1F6FF},
        {0x1F900, 0x1F9FF},
        {0x20000, 0x3FFFD}
    };

    private DisplayText() {}

    static int width(String text) {
        return text.codePoints().map(DisplayText::width).sum();
    }

    /** The text with all that would move the cursor or change the terminal shown as an escape. */
    static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> append(shown, c));
        return shown.toString();
    }

    private static void append(StringBuilder shown, int codePoint) {
        if (codePoint == '\n') {
            shown.append("\\n");
        } else if (moves(codePoint)) {
            shown.append(String.format(Locale.ROOT, "\\u%04x", codePoint));
        } else {
            shown.appendCodePoint(codePoint);
        }
    }

    private static boolean moves(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static int width(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        for (int[] range : WIDE) {
            if (codePoint >= range[0] && codePoint <= range[1]) {
                return 2;
            }
        }
        return 1;
    }
}
