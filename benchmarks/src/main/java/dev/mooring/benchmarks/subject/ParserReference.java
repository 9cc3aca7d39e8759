package dev.mooring.benchmarks.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads one CREATE CONNECTION in one pass, with positions and errors, and knows nothing else of the dialect. */
public final class ParserReference {
    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;

    /**
     * What was read.
     *
     * @param category the category in upper case
     * @param ifNotExists whether a taken name is no failure
     * @param name the name
     * @param type the type
     * @param properties in order
     * @param comment the comment, if there is one
     */
    public record Create(
            String category,
            boolean ifNotExists,
            String name,
            String type,
            List<Property> properties,
            @Nullable String comment) {}

    /**
     * One property.
     *
     * @param key as written
     * @param value without quotes
     * @param line where it starts
     * @param column where it starts
     */
    public record Property(String key, String value, int line, int column) {}

    private ParserReference(String text) {
        this.text = text;
    }

    /** Reads the statement. */
    public static Create parse(String text) {
        return new ParserReference(text).create();
    }

    private Create create() {
        expect("CREATE");
        String category = word().toUpperCase(Locale.ROOT);
        expect("CONNECTION");
        boolean ifNotExists = accept("IF");
        if (ifNotExists) {
            expect("NOT");
            expect("EXISTS");
        }
        String name = word();
        expect("TYPE");
        String type = word();
        List<Property> properties = new ArrayList<>();
        String comment = null;
        while (comment == null && hasMore()) {
            int column = at - lineStart + 1;
            int startLine = line;
            String key = text.charAt(at) == '\'' ? literal() : word();
            skipBlanks();
            if (key.equalsIgnoreCase("COMMENT") && text.charAt(at) == '\'') {
                comment = literal();
            } else {
                expectCharacter('=');
                properties.add(new Property(key, literal(), startLine, column));
                skipBlanks();
                if (at < text.length() && text.charAt(at) == ',') {
                    at++;
                }
            }
        }
        if (hasMore()) {
            throw refused("the end of the statement");
        }
        return new Create(category, ifNotExists, name, type, properties, comment);
    }

    private boolean hasMore() {
        skipBlanks();
        return at < text.length() && text.charAt(at) != ';';
    }

    private void expect(String keyword) {
        if (!accept(keyword)) {
            throw refused(keyword);
        }
    }

    private boolean accept(String keyword) {
        skipBlanks();
        if (!text.regionMatches(true, at, keyword, 0, keyword.length())) {
            return false;
        }
        at += keyword.length();
        return true;
    }

    private String word() {
        skipBlanks();
        int start = at;
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw refused("a word");
        }
        return text.substring(start, at);
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    }

    private String literal() {
        skipBlanks();
        expectCharacter('\'');
        int start = at;
        boolean isDoubled = false;
        while (true) {
            int quote = text.indexOf('\'', at);
            if (quote < 0) {
                throw refused("a closing quote");
            }
            at = quote + 1;
            if (at >= text.length() || text.charAt(at) != '\'') {
                String inner = text.substring(start, quote);
                return isDoubled ? inner.replace("''", "'") : inner;
            }
            isDoubled = true;
            at++;
        }
    }

    private void expectCharacter(char c) {
        skipBlanks();
        if (at >= text.length() || text.charAt(at) != c) {
            throw refused(String.valueOf(c));
        }
        at++;
    }

    private void skipBlanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                line++;
                lineStart = at + 1;
            } else if (c == '-' && text.startsWith("--", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() - 1 : end - 1;
            } else if (c > ' ') {
                return;
            }
            at++;
        }
    }

    private IllegalArgumentException refused(String expected) {
        return new IllegalArgumentException(
                "expected " + expected + " at line " + line + ", column " + (at - lineStart + 1));
    }
}
