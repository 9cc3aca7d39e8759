package dev.mooring.connection.core.internal.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns a text into tokens, each with line and column; where literals start and end is decided here and nowhere else.
 * Never fails: what can not be read becomes a token of kind FAULT, so that the statements around it can still be looked at.
 *
 * <p>In {@code '…'} two quotes stand for one, a backslash is a backslash, and the line's end ends the string. In
 * {@code r'…'} nothing has a meaning but the next quote, which ends it; it may span lines.
 */
final class Lexer {
    private static final String TYPOGRAPHIC_QUOTES = "‘’“”＇＂′´";
    private static final String SYMBOLS = "()[]{},;=.*<>!-+/:|";

    /** What statements have at least per token, blanks and literals included. */
    private static final int USUAL_TOKEN_LENGTH = 6;

    private final String text;
    private final List<Token> tokens;
    private int at;
    private int line = 1;
    private int lineStart;
    private Token.Lead lead = Token.Lead.NEW_LINE;
    private int startLine = 1;
    private int startColumn = 1;

    private Lexer(String text) {
        this.text = text;
        this.tokens = new ArrayList<>(text.length() / USUAL_TOKEN_LENGTH + 2);
    }

    /** The tokens of the text; the last one is always of kind END. */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        while (lexer.skipGap()) {
            lexer.token();
        }
        lexer.add(Token.Kind.END, lexer.at, lexer.at);
        return lexer.tokens;
    }

    /** Skips blanks and comments and marks the start of what follows; false at the end of the text. */
    private boolean skipGap() {
        int end = at;
        int endLine = line;
        while (at < text.length() && (skipBlanks() || skipComment())) {
            // a gap is any number of both
        }
        startLine = line;
        startColumn = at - lineStart + 1;
        lead = tokens.isEmpty() || line > endLine
                ? Token.Lead.NEW_LINE
                : at > end ? Token.Lead.SPACED : Token.Lead.GLUED;
        return at < text.length();
    }

    private boolean skipBlanks() {
        int first = at;
        while (at < text.length() && isBlank(text.charAt(at))) {
            step();
        }
        return at > first;
    }

    private boolean skipComment() {
        char c = text.charAt(at);
        if (c == '-' && text.startsWith("--", at)) {
            toEndOfLine();
            return true;
        }
        int close = c == '/' && text.startsWith("/*", at) ? text.indexOf("*/", at + 2) : -1;
        if (close >= 0) {
            stepTo(close + 2);
        }
        return close >= 0;
    }

    private void token() {
        char c = text.charAt(at);
        if (c == '\'') {
            string();
        } else if ((c == 'r' || c == 'R') && text.startsWith("'", at + 1)) {
            rawString();
        } else if (c == '`') {
            quotedName();
        } else if (c == '/' && text.startsWith("/*", at)) {
            stepTo(text.length());
            add(Fault.UNCLOSED_COMMENT);
        } else if (isWordPart(c, at)) {
            word();
        } else {
            symbol(c);
        }
    }

    private void string() {
        int open = ++at;
        toQuoteOrEndOfLine();
        while (text.startsWith("''", at)) {
            at += 2;
            toQuoteOrEndOfLine();
        }
        if (text.startsWith("'", at)) {
            add(Token.Kind.STRING, open, at++);
        } else {
            add(Fault.UNCLOSED_STRING);
        }
    }

    private void rawString() {
        int open = at + 2;
        int close = text.indexOf('\'', open);
        if (close < 0) {
            stepTo(text.length());
            add(Fault.UNCLOSED_RAW_STRING);
        } else {
            stepTo(close + 1);
            add(Token.Kind.STRING, open, close);
        }
    }

    private void quotedName() {
        int open = at + 1;
        at = open;
        while (at < text.length() && text.charAt(at) != '`' && !Character.isISOControl(text.charAt(at))) {
            at++;
        }
        if (text.startsWith("`", at)) {
            add(Token.Kind.QUOTED_NAME, open, at++);
        } else {
            toEndOfLine();
            add(Fault.UNCLOSED_NAME);
        }
    }

    private void word() {
        int open = at;
        int end = at;
        while (end < text.length() && isWordPart(text.charAt(end), end)) {
            end++;
        }
        at = end;
        char first = text.charAt(open);
        if (isDigit(first) && isNumber(open, end)) {
            add(Token.Kind.NUMBER, open, at);
        } else if (isLetter(first) || first == '_' || Character.isUnicodeIdentifierStart(text.codePointAt(open))) {
            add(Token.Kind.WORD, open, at);
        } else {
            add(Fault.STRAY);
        }
    }

    private void symbol(char c) {
        int open = at;
        if (isPairedSymbol(c, at + 1 < text.length() ? text.charAt(at + 1) : ' ')) {
            at += 2;
            add(Token.Kind.SYMBOL, open, at);
        } else if (SYMBOLS.indexOf(c) >= 0) {
            at++;
            add(Token.Kind.SYMBOL, open, at);
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
        tokens.add(new Token(Token.Kind.FAULT, fault.name(), 0, fault.name().length(), startLine, startColumn, lead));
    }

    private void add(Token.Kind kind, int from, int to) {
        tokens.add(new Token(kind, text, from, to, startLine, startColumn, lead));
    }

    private void toQuoteOrEndOfLine() {
        int end = at;
        for (; end < text.length(); end++) {
            char c = text.charAt(end);
            if (c == '\'' || isLineEnd(c)) {
                break;
            }
        }
        at = end;
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

    private boolean isNumber(int from, int to) {
        int end = from;
        while (end < to && isDigit(text.charAt(end))) {
            end++;
        }
        return end == to;
    }

    /** Whether the character is part of a word; the second of a pair of surrogates is one when the first is. */
    private boolean isWordPart(char c, int index) {
        return c < 0x80 ? isLetter(c) || isDigit(c) || c == '_' : isForeignWordPart(index);
    }

    private boolean isForeignWordPart(int index) {
        boolean second = index > 0 && Character.isSurrogatePair(text.charAt(index - 1), text.charAt(index));
        int codePoint = text.codePointAt(second ? index - 1 : index);
        return Character.isUnicodeIdentifierPart(codePoint) && !Character.isIdentifierIgnorable(codePoint);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isPairedSymbol(char first, char second) {
        return second == '=' ? first == '!' || first == '<' || first == '>' : first == '<' && second == '>';
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private static boolean isBlank(char c) {
        return c < 0x80
                ? c == ' ' || (c < ' ' && Character.isWhitespace(c))
                : Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
    }
}
