package dev.mooring.connection.core.internal.sql;

import dev.mooring.connection.ConnectionException;
import java.util.List;
import java.util.Set;

/**
 * Makes a text of statements fit for a log. A quote too many or too few turns a secret into words, so that no word is
 * kept for where it stands: only the dialect's own keywords, keys and types are, and in a text that parses the names in
 * front of all literals. Keys and types that only a provider knows are hidden too.
 */
public final class Redaction {
    private static final String HIDDEN = "'****'";
    private static final Set<String> BEFORE_NAMES =
            Set.of("CONNECTION", "EXISTS", "EXTENDED", ".", "USER", "ROLE", "WORKSPACE");

    private final StringBuilder redacted = new StringBuilder();
    private boolean namesAreSafe;
    private String before = "";

    private Redaction(boolean namesAreSafe) {
        this.namesAreSafe = namesAreSafe;
    }

    /** The text without its literals, comments and layout. */
    public static String redact(String text) {
        List<Token> tokens = Lexer.tokens(text);
        Redaction redaction = new Redaction(parses(tokens));
        tokens.stream().filter(token -> !token.is(Token.Kind.END)).forEach(redaction::append);
        return redaction.redacted.toString();
    }

    private void append(Token token) {
        boolean literal = !token.is(Token.Kind.WORD) && !token.is(Token.Kind.NUMBER) && !token.is(Token.Kind.SYMBOL);
        namesAreSafe &= !literal;
        String shown = isKept(token) ? token.text() : HIDDEN;
        boolean repeated = token.lead() == Token.Lead.GLUED && shown.equals(HIDDEN) && endsHidden();
        if (!repeated) {
            redacted.append(redacted.isEmpty() ? "" : lead(token)).append(shown);
        }
        before = token.upper();
    }

    private boolean isKept(Token token) {
        return switch (token.kind()) {
            case SYMBOL -> true;
            case WORD ->
                Vocabulary.isKeyword(token.text())
                        || Vocabulary.isPublished(token.text())
                        || (namesAreSafe && BEFORE_NAMES.contains(before));
            case NUMBER -> namesAreSafe && before.equals("LIMIT");
            case QUOTED_NAME, STRING, FAULT, END -> false;
        };
    }

    private boolean endsHidden() {
        int start = redacted.length() - HIDDEN.length();
        return start >= 0 && redacted.indexOf(HIDDEN, start) == start;
    }

    private static String lead(Token token) {
        return switch (token.lead()) {
            case GLUED -> "";
            case SPACED -> " ";
            case NEW_LINE -> "\n";
        };
    }

    private static boolean parses(List<Token> tokens) {
        try {
            StatementParser parser = StatementParser.of(tokens);
            while (parser.hasNext()) {
                parser.next();
            }
            return true;
        } catch (ConnectionException unreadable) {
            return false;
        }
    }
}
