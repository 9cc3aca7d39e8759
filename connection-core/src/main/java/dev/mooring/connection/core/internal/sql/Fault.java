package dev.mooring.connection.core.internal.sql;

/** What can be wrong with a piece of text before its place in a statement is known. */
enum Fault {
    UNCLOSED_STRING(
            "a string that does not end on its line",
            "end the string with '; a quote inside is written '' and a text of several lines r'…'"),
    UNCLOSED_RAW_STRING("a raw string that does not end", "end the string r'…' with '"),
    UNCLOSED_NAME("a back-quoted name that does not end on its line", "end the name with `"),
    UNCLOSED_COMMENT("a comment that does not end", "end the comment with */"),
    DOUBLE_QUOTE("a double quote", "write a value in single quotes and a name without quotes or in back quotes"),
    TYPOGRAPHIC_QUOTE("a typographic quote", "write a value in straight single quotes '…'"),
    STRAY("text that is neither a word, a number nor a string", "write a value in single quotes");

    private final String what;
    private final String remedy;

    Fault(String what, String remedy) {
        this.what = what;
        this.remedy = remedy;
    }

    String what() {
        return what;
    }

    String remedy() {
        return remedy;
    }
}
