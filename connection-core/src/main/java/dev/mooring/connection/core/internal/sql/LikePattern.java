package dev.mooring.connection.core.internal.sql;

/**
 * A pattern of LIKE: {@code %} stands for any characters, {@code _} for one, letter case is ignored, and nothing escapes.
 * Takes at most the product of both lengths in steps and no stack, whatever a user writes.
 */
final class LikePattern {
    /** Becomes two characters in lower case, of which the first is a plain i. */
    private static final int CAPITAL_I_WITH_DOT = 0x130;

    private static final int SIGMA = 'σ';
    private static final int FINAL_SIGMA = 'ς';

    private final int[] pattern;

    private LikePattern(int[] pattern) {
        this.pattern = pattern;
    }

    static LikePattern of(String pattern) {
        return new LikePattern(folded(pattern));
    }

    boolean matches(String candidate) {
        int[] text = folded(candidate);
        int p = 0;
        int t = 0;
        int lastPercent = -1;
        int resumeAt = 0;
        while (t < text.length) {
            if (p < pattern.length && pattern[p] == '%') {
                lastPercent = p++;
                resumeAt = t;
            } else if (p < pattern.length && (pattern[p] == '_' || pattern[p] == text[t])) {
                p++;
                t++;
            } else if (lastPercent >= 0) {
                p = lastPercent + 1;
                t = ++resumeAt;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p] == '%') {
            p++;
        }
        return p == pattern.length;
    }

    /** The characters before the first that stands for others, as names that the pattern matches are kept and sorted. */
    String prefix() {
        int end = 0;
        // beyond ASCII, a character's lower case may depend on what is behind it
        while (end < pattern.length && pattern[end] < 128 && pattern[end] != '%' && pattern[end] != '_') {
            end++;
        }
        return new String(pattern, 0, end);
    }

    private static int[] folded(String text) {
        return text.codePoints().map(LikePattern::folded).toArray();
    }

    /** As names are told apart: a letter that only looks like another, such as the long s, is another. */
    private static int folded(int c) {
        if (c == CAPITAL_I_WITH_DOT) {
            return c;
        }
        return c == FINAL_SIGMA ? SIGMA : Character.toLowerCase(c);
    }
}
