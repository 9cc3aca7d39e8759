package dev.mooring.connection.core.internal.sql;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads properties and a comment in any order and mixture: {@code KEY = 'value'}, {@code WITH PROPERTIES ('key' =
 * 'value')}, {@code COMMENT 'text'}.
 */
final class PropertyClauses {
    private static final String VALUE = "a value in single quotes";

    private final TokenCursor cursor;
    private final String typeRule;
    private final List<String> stopWords;
    private final List<RawProperty> properties = new ArrayList<>();
    private Optional<String> comment = Optional.empty();

    /**
     * Reads from the cursor.
     *
     * @param typeRule why TYPE can not stand here
     * @param stopWords words that end the clauses, unless they are keys
     */
    PropertyClauses(TokenCursor cursor, String typeRule, List<String> stopWords) {
        this.cursor = cursor;
        this.typeRule = typeRule;
        this.stopWords = stopWords;
    }

    List<RawProperty> properties() {
        return properties;
    }

    Optional<String> comment() {
        return comment;
    }

    void read() {
        while (!cursor.atEnd() && !atStopWord()) {
            Token token = cursor.peek();
            if (token.is(",")) {
                cursor.warn(cursor.next(), ",", "separate properties by blanks, without commas");
            } else if (token.is("WITH") || atBareBlock()) {
                readBlock();
            } else if (token.is("COMMENT") || token.is("COMMENTS")) {
                readComment();
            } else {
                properties.add(pair());
            }
        }
    }

    private boolean atStopWord() {
        Token token = cursor.peek();
        return token.is(Token.Kind.WORD)
                && token.isAnyOf(stopWords)
                && !cursor.peek(1).is("=");
    }

    private boolean atBareBlock() {
        return cursor.at("PROPERTIES")
                && (cursor.peek(1).is("(")
                        || (cursor.peek(1).is("=") && cursor.peek(2).is("(")));
    }

    private void readBlock() {
        Token first = cursor.peek();
        if (cursor.accept("WITH")) {
            cursor.expect("PROPERTIES");
        } else {
            cursor.next();
            cursor.warn(first, "PROPERTIES", "write WITH PROPERTIES");
        }
        if (cursor.at("=")) {
            cursor.warn(cursor.next(), "PROPERTIES", "write PROPERTIES without '='");
        }
        cursor.expect("(");
        while (!cursor.accept(")")) {
            properties.add(entry());
            separator();
        }
    }

    private RawProperty entry() {
        Token key = cursor.peek();
        if (key.is(Token.Kind.WORD)) {
            cursor.warn(cursor.next(), "PROPERTIES", "write keys in PROPERTIES in single quotes");
        } else {
            key = cursor.string("a key in single quotes");
        }
        if (key.text().isBlank()) {
            throw cursor.refused(key, "the key of a property is empty", "write the name of the property");
        }
        cursor.expect("=");
        return value(key);
    }

    private void separator() {
        Token token = cursor.peek();
        if (cursor.accept(",")) {
            if (cursor.at(")")) {
                cursor.warn(token, ",", "end PROPERTIES without a comma");
            }
        } else if (token.is(Token.Kind.STRING)) {
            cursor.warn(token, ",", "separate the entries of PROPERTIES by commas");
        } else if (!token.is(")")) {
            throw cursor.unexpected("',' or ')'");
        }
    }

    private void readComment() {
        Token keyword = cursor.next();
        if (comment.isPresent()) {
            throw cursor.refused(keyword, "the statement has two comments", "keep one of them");
        }
        boolean assigned = cursor.accept("=");
        if (!assigned && keyword.is("COMMENTS")) {
            cursor.warn(keyword, "COMMENT", "write COMMENT '…' or COMMENTS = '…'");
        }
        comment = Optional.of(cursor.string("a comment in single quotes").text());
    }

    private RawProperty pair() {
        Token key = cursor.peek();
        if (key.is("TYPE")) {
            throw cursor.refused(key, "TYPE can not stand here", typeRule);
        }
        if (key.is(Token.Kind.STRING) || key.is(Token.Kind.QUOTED_NAME)) {
            throw cursor.refused(
                    key, "the key of a property is quoted", "write KEY = '…', or WITH PROPERTIES ('key' = '…')");
        }
        if (!key.is(Token.Kind.WORD)) {
            throw cursor.unexpected("the key of a property");
        }
        cursor.next();
        if (cursor.at(".")) {
            throw cursor.refused(
                    key, "the key of a property has a dot", "write it as WITH PROPERTIES ('first.second' = '…')");
        }
        if (!cursor.accept("=")) {
            missingEquals(key);
        }
        return value(key);
    }

    private void missingEquals(Token key) {
        if (!cursor.peek().is(Token.Kind.STRING) && !cursor.at("[")) {
            throw cursor.unexpected("'=' and " + VALUE);
        }
        cursor.warn(key, "=", "write '=' between the key and the value of a property");
    }

    private RawProperty value(Token key) {
        Optional<SourcePosition> position = Optional.of(key.position());
        if (cursor.accept("[")) {
            return new RawProperty(key.text(), list(), RawProperty.Shape.LIST, position);
        }
        if (cursor.peek().is(Token.Kind.STRING)) {
            List<String> value = List.of(cursor.string(VALUE).text());
            return new RawProperty(key.text(), value, RawProperty.Shape.SCALAR, position);
        }
        throw noValue();
    }

    private RuntimeException noValue() {
        Token token = cursor.peek();
        boolean missing = cursor.atEnd() || token.is(",") || token.is(")");
        boolean halfQuoted = token.is(Token.Kind.FAULT) && Fault.valueOf(token.text()) != Fault.STRAY;
        return missing || halfQuoted
                ? cursor.unexpected(VALUE)
                : cursor.refused(token, "a value without quotes was found", "write " + VALUE + ", for instance '9083'");
    }

    private List<String> list() {
        List<String> items = new ArrayList<>();
        while (!cursor.accept("]")) {
            items.add(cursor.string("an item in single quotes").text());
            Token behind = cursor.peek();
            if (!cursor.accept(",") && !cursor.at("]")) {
                throw cursor.unexpected("',' or ']'");
            }
            if (behind.is(",") && cursor.at("]")) {
                cursor.warn(behind, ",", "end a list without a comma");
            }
        }
        return items;
    }
}
