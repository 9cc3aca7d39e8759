package dev.mooring.connection.core.internal.sql;

/**
 * A pattern of LIKE: {@code %} stands for any characters, {@code _} for one, letter case is ignored, and nothing escapes.
 * Takes at most the product of both lengths in steps and no stack, whatever a user writes.
 */
final class LikePattern {
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

    private static int[] folded(String text) {
        return text.codePoints()
                .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
                .toArray();
    }
}
