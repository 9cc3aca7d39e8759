package dev.mooring.connection.core.internal.sql;

import dev.mooring.connection.SourcePosition;
import java.util.List;
import java.util.Locale;

/**
 * A piece of a text. Printing one shows nothing but keywords and symbols, for anything else may be part of a secret.
 *
 * <p>It is kept as a range, and cut out when asked for: of most tokens only what they are is ever asked.
 *
 * @param kind what it is
 * @param source what holds its text
 * @param from where its text starts, behind the quote of a literal
 * @param to where its text ends, before the quote of a literal
 * @param line the line that it starts in
 * @param column the column that it starts in
 * @param lead how it is set off from the token before
 */
record Token(Kind kind, String source, int from, int to, int line, int column, Lead lead) {
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

    /** The word, the symbol, the content of a literal without its quotes, or the name of a {@link Fault}. */
    String text() {
        String text = source.substring(from, to);
        return kind == Kind.STRING && text.indexOf('\'') >= 0 ? text.replace("''", "'") : text;
    }

    /** Where it starts. */
    SourcePosition position() {
        return new SourcePosition(line, column);
    }

    /** Whether it is this keyword, in any letter case, or this symbol. */
    boolean is(String keywordOrSymbol) {
        int length = to - from;
        return length == keywordOrSymbol.length()
                && (kind == Kind.WORD || kind == Kind.SYMBOL)
                && source.regionMatches(true, from, keywordOrSymbol, 0, length);
    }

    boolean isAnyOf(List<String> keywords) {
        return !keyword(keywords).isEmpty();
    }

    /** Which of these keywords it is, or an empty text. */
    String keyword(List<String> keywords) {
        for (int i = 0; i < keywords.size(); i++) {
            if (is(keywords.get(i))) {
                return keywords.get(i);
            }
        }
        return "";
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    String upper() {
        return text().toUpperCase(Locale.ROOT);
    }

    /** What was found, in words that show no literal. */
    String described() {
        return switch (kind) {
            case WORD -> Vocabulary.isKeyword(text()) ? upper() : "a word";
            case QUOTED_NAME -> "a back-quoted name";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case SYMBOL -> "'" + text() + "'";
            case FAULT -> Fault.valueOf(text()).what();
            case END -> "the end of the text";
        };
    }

    @Override
    public String toString() {
        return described() + " at " + position();
    }
}
