package dev.mooring.connection.imports;

import dev.mooring.connection.SourcePosition;

/** A piece of somebody else's SQL. Printing a string shows nothing of it. */
record SqlToken(Kind kind, String text, SourcePosition position) {
    enum Kind {
        WORD,
        QUOTED,
        STRING,
        SYMBOL
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }

    /** What it is, for messages: a string could be a secret. */
    @Override
    public String toString() {
        return kind == Kind.STRING ? "a string" : text;
    }
}
