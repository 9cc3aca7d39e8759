package dev.mooring.connection.core.internal.sql;

import dev.mooring.connection.SourcePosition;
import java.util.Locale;

/**
 * A piece of a text. Printing one shows nothing but keywords and symbols, for anything else may be part of a secret.
 *
 * @param kind what it is
 * @param text the word, the symbol, the content of a literal without its quotes, or the name of a {@link Fault}
 * @param position where it starts
 * @param lead how it is set off from the token before
 */
record Token(Kind kind, String text, SourcePosition position, Lead lead) {
    /** What a token is. */
    enum Kind {
        WORD,
        QUOTED_NAME,
        STRING,
        NUMBER,
        SYMBOL,
        FAULT,
        END
    }

    /** How a token is set off from the one before, in rising distance. */
    enum Lead {
        GLUED,
        SPACED,
        NEW_LINE
    }

    /** Whether it is this keyword, in any letter case, or this symbol. */
    boolean is(String keywordOrSymbol) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(keywordOrSymbol);
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    String upper() {
        return text.toUpperCase(Locale.ROOT);
    }

    /** What was found, in words that show no literal. */
    String described() {
        return switch (kind) {
            case WORD -> Vocabulary.isKeyword(text) ? upper() : "a word";
            case QUOTED_NAME -> "a back-quoted name";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case SYMBOL -> "'" + text + "'";
            case FAULT -> Fault.valueOf(text).what();
            case END -> "the end of the text";
        };
    }

    @Override
    public String toString() {
        return described() + " at " + position;
    }
}
