package dev.mooring.connection.core.internal.sql;

import dev.mooring.connection.SourcePosition;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a text into tokens, each with line and column; literals lose their quotes here and nowhere else. Never fails: what
 * can not be read becomes a token of kind FAULT, so that the statements around it can still be looked at.
 *
 * <p>In {@code '…'} two quotes stand for one, a backslash is a backslash, and the line's end ends the string. In
 * {@code r'…'} nothing has a meaning but the next quote, which ends it; it may span lines.
 */
final class Lexer {
    private static final List<String> PAIRED_SYMBOLS = List.of("!=", "<>", "<=", ">=");
    private static final String TYPOGRAPHIC_QUOTES = "‘’“”＇＂′´";
    private static final String SYMBOLS = "()[]{},;=.*<>!-+/:|";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;
    private Token.Lead lead = Token.Lead.NEW_LINE;
    private SourcePosition start = new SourcePosition(1, 1);

    private Lexer(String text) {
        this.text = text;
    }

    /** The tokens of the text; the last one is always of kind END. */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        while (lexer.skipGap()) {
            lexer.token();
        }
        lexer.add(Token.Kind.END, "");
        return lexer.tokens;
    }

    /** Skips blanks and comments and marks the start of what follows; false at the end of the text. */
    private boolean skipGap() {
        int end = at;
        int endLine = line;
        boolean open = true;
        while (open && at < text.length()) {
            if (isBlank(text.charAt(at))) {
                step();
            } else if (text.startsWith("--", at)) {
                toEndOfLine();
            } else if (text.startsWith("/*", at) && text.indexOf("*/", at + 2) >= 0) {
                stepTo(text.indexOf("*/", at + 2) + 2);
            } else {
                open = false;
            }
        }
        start = new SourcePosition(line, at - lineStart + 1);
        lead = tokens.isEmpty() || line > endLine
                ? Token.Lead.NEW_LINE
                : at > end ? Token.Lead.SPACED : Token.Lead.GLUED;
        return at < text.length();
    }

    private void token() {
        char c = text.charAt(at);
        if (c == '\'') {
            string();
        } else if ((c == 'r' || c == 'R') && text.startsWith("'", at + 1)) {
            rawString();
        } else if (c == '`') {
            quotedName();
        } else if (text.startsWith("/*", at)) {
            stepTo(text.length());
            add(Fault.UNCLOSED_COMMENT);
        } else if (isWordPart(text.codePointAt(at))) {
            word();
        } else {
            symbol(c);
        }
    }

    private void string() {
        StringBuilder content = new StringBuilder();
        at++;
        while (at < text.length() && !isLineEnd(text.charAt(at))) {
            char c = text.charAt(at++);
            if (c != '\'') {
                content.append(c);
            } else if (text.startsWith("'", at)) {
                content.append(c);
                at++;
            } else {
                add(Token.Kind.STRING, content.toString());
                return;
            }
        }
        add(Fault.UNCLOSED_STRING);
    }

    private void rawString() {
        int open = at + 2;
        int close = text.indexOf('\'', open);
        if (close < 0) {
            stepTo(text.length());
            add(Fault.UNCLOSED_RAW_STRING);
        } else {
            stepTo(close + 1);
            add(Token.Kind.STRING, text.substring(open, close));
        }
    }

    private void quotedName() {
        int open = at + 1;
        at = open;
        while (at < text.length() && text.charAt(at) != '`' && !Character.isISOControl(text.charAt(at))) {
            at++;
        }
        if (text.startsWith("`", at)) {
            add(Token.Kind.QUOTED_NAME, text.substring(open, at++));
        } else {
            toEndOfLine();
            add(Fault.UNCLOSED_NAME);
        }
    }

    private void word() {
        int open = at;
        while (at < text.length() && isWordPart(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        String word = text.substring(open, at);
        if (word.chars().allMatch(c -> c >= '0' && c <= '9')) {
            add(Token.Kind.NUMBER, word);
        } else if (Character.isUnicodeIdentifierStart(word.codePointAt(0)) || word.charAt(0) == '_') {
            add(Token.Kind.WORD, word);
        } else {
            add(Fault.STRAY);
        }
    }

    private void symbol(char c) {
        String two = text.substring(at, Math.min(at + 2, text.length()));
        if (PAIRED_SYMBOLS.contains(two)) {
            at += 2;
            add(Token.Kind.SYMBOL, two);
        } else if (SYMBOLS.indexOf(c) >= 0) {
            at++;
            add(Token.Kind.SYMBOL, String.valueOf(c));
        } else if (c == '"') {
            toEndOfLine();
            add(Fault.DOUBLE_QUOTE);
        } else if (TYPOGRAPHIC_QUOTES.indexOf(c) >= 0) {
            toEndOfLine();
            add(Fault.TYPOGRAPHIC_QUOTE);
        } else {
            at += Character.charCount(text.codePointAt(at));
            add(Fault.STRAY);
        }
    }

    private void add(Fault fault) {
        add(Token.Kind.FAULT, fault.name());
    }

    private void add(Token.Kind kind, String content) {
        tokens.add(new Token(kind, content, start, lead));
    }

    private void toEndOfLine() {
        while (at < text.length() && !isLineEnd(text.charAt(at))) {
            at++;
        }
    }

    private void stepTo(int end) {
        while (at < end) {
            step();
        }
    }

    private void step() {
        char c = text.charAt(at++);
        if (c == '\n' || (c == '\r' && !text.startsWith("\n", at))) {
            line++;
            lineStart = at;
        }
    }

    private static boolean isWordPart(int codePoint) {
        return Character.isUnicodeIdentifierPart(codePoint) && !Character.isIdentifierIgnorable(codePoint);
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
    }
}
