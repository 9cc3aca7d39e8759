package dev.mooring.connection.support.cloud;

import java.util.List;
import java.util.Map;

/** Writes JSON without blanks. A policy is written on every call to an issuer, and a tree of nodes costs more than it. */
final class JsonText {
    private static final int USUAL_LENGTH = 512;

    private final StringBuilder text = new StringBuilder(USUAL_LENGTH);

    JsonText open(char bracket) {
        separate();
        text.append(bracket);
        return this;
    }

    JsonText close(char bracket) {
        text.append(bracket);
        return this;
    }

    JsonText key(String name) {
        value(name);
        text.append(':');
        return this;
    }

    JsonText value(String value) {
        separate();
        text.append('"');
        int plain = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\' || c < ' ') {
                text.append(value, plain, i);
                escape(c);
                plain = i + 1;
            }
        }
        text.append(value, plain, value.length()).append('"');
        return this;
    }

    /** A list; one of a single text is written as the text, which policies take for the same. */
    JsonText values(List<String> values) {
        if (values.size() == 1) {
            return value(values.get(0));
        }
        open('[');
        for (String value : values) {
            value(value);
        }
        return close(']');
    }

    JsonText lists(Map<String, List<String>> lists) {
        open('{');
        lists.forEach((key, values) -> key(key).values(values));
        return close('}');
    }

    private void separate() {
        char last = text.isEmpty() ? '{' : text.charAt(text.length() - 1);
        if (last != '{' && last != '[' && last != ':') {
            text.append(',');
        }
    }

    private void escape(char c) {
        if (c < ' ') {
            text.append(String.format("\\u%04x", (int) c));
        } else {
            text.append('\\').append(c);
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
