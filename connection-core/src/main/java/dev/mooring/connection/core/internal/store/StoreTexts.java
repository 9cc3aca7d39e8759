package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;

/** Which texts every database gives back as it got them. */
final class StoreTexts {
    private static final int REPLACEMENT = 0xFFFD;

    private StoreTexts() {}

    /** Whether the text has neither U+0000, which PostgreSQL refuses, nor half of a surrogate pair, which no UTF-8 has. */
    static boolean isKept(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || (Character.isSurrogate(c) && !isPair(text, i))) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
            }
        }
        return true;
    }

    /** The text with each character replaced that no store can keep: what was done is recorded whatever it was called. */
    static String kept(String text) {
        if (isKept(text)) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? REPLACEMENT : c)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isPair(String text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }

    static ConnectionException refused() {
        return new ConnectionException(
                ConnectionError.INVALID_PROPERTIES,
                "a text holds U+0000 or half of a surrogate pair, which no store can keep",
                "leave that character out of names, comments, tags and properties");
    }
}
