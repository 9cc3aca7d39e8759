package dev.mooring.connection.core.internal.sql;

import dev.mooring.connection.ConnectionException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes a text of statements fit for a log. In a text that parses, words are keywords, names, types and keys, and all
 * literals are hidden. In any other text a missing quote may have turned a secret into words, so that only the dialect's
 * own keywords are kept.
 */
public final class Redaction {
    private static final String HIDDEN = "'****'";
    private static final Pattern LEGAL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");

    private Redaction() {}

    /** The text without its literals, comments and layout. */
    public static String redact(String text) {
        List<Token> tokens = Lexer.tokens(text);
        boolean parses = parses(text);
        StringBuilder redacted = new StringBuilder();
        for (Token token : tokens) {
            if (!token.is(Token.Kind.END)) {
                redacted.append(lead(token, redacted)).append(parses ? known(token) : keyword(token));
            }
        }
        return redacted.toString();
    }

    private static String known(Token token) {
        return switch (token.kind()) {
            case WORD, NUMBER, SYMBOL -> token.text();
            case QUOTED_NAME -> LEGAL_NAME.matcher(token.text()).matches() ? "`" + token.text() + "`" : HIDDEN;
            case STRING, FAULT, END -> HIDDEN;
        };
    }

    private static String keyword(Token token) {
        boolean kept = token.is(Token.Kind.SYMBOL) || (token.is(Token.Kind.WORD) && Vocabulary.isKeyword(token.text()));
        return kept ? token.text() : HIDDEN;
    }

    private static String lead(Token token, StringBuilder before) {
        if (before.isEmpty()) {
            return "";
        }
        return switch (token.lead()) {
            case GLUED -> "";
            case SPACED -> " ";
            case NEW_LINE -> "\n";
        };
    }

    private static boolean parses(String text) {
        try {
            StatementParser parser = StatementParser.of(text);
            while (parser.hasNext()) {
                parser.next();
            }
            return true;
        } catch (ConnectionException unreadable) {
            return false;
        }
    }
}
