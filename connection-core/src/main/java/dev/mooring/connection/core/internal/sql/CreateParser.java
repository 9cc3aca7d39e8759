package dev.mooring.connection.core.internal.sql;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.RawProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what follows CREATE. */
final class CreateParser {
    private static final Pattern TYPE_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final List<String> NO_TYPES = List.of("TYPE", "COMMENT", "COMMENTS", "WITH", "PROPERTIES", "AS");

    private final TokenCursor cursor;

    CreateParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    Statement.Create parse() {
        Token first = cursor.peek();
        boolean replace = cursor.accept("OR");
        if (replace) {
            cursor.expect("REPLACE");
        }
        Optional<ConnectionCategory> category = category();
        Statement.Create.Mode mode = mode(first, replace, ifNotExists());
        Statement.Name name = NameClause.read(cursor);
        Token type = type();
        PropertyClauses clauses = new PropertyClauses(cursor, "TYPE stands once, directly behind the name", List.of());
        clauses.read();
        List<RawProperty> properties = clauses.properties();
        ConnectionDraft draft =
                new ConnectionDraft(name.text(), category, type.text(), properties, clauses.comment(), Map.of());
        return new Statement.Create(mode, name, type.position(), draft);
    }

    private Optional<ConnectionCategory> category() {
        Token first = cursor.peek();
        Optional<ConnectionCategory> category = ConnectionClause.categoryAnd(cursor, "CONNECTION");
        if (category.isEmpty()) {
            cursor.warn(first, "CONNECTION", "say the category: " + String.join(", ", Vocabulary.KINDS));
        }
        return category;
    }

    private boolean ifNotExists() {
        boolean found = cursor.accept("IF");
        if (found) {
            cursor.expect("NOT");
            cursor.expect("EXISTS");
        }
        return found;
    }

    private Statement.Create.Mode mode(Token first, boolean replace, boolean ifNotExists) {
        if (replace && ifNotExists) {
            throw cursor.refused(first, "OR REPLACE and IF NOT EXISTS exclude each other", "keep one of the two");
        }
        if (replace) {
            return Statement.Create.Mode.OR_REPLACE;
        }
        return ifNotExists ? Statement.Create.Mode.IF_NOT_EXISTS : Statement.Create.Mode.CREATE;
    }

    private Token type() {
        if (cursor.at("AS")) {
            throw cursor.refused(
                    cursor.peek(),
                    "a connection has no AS … WITH clause",
                    "write TYPE and a type behind the name, then each property as KEY = '…' without commas");
        }
        if (!cursor.accept("TYPE")) {
            throw cursor.misspelt("TYPE directly behind the name", List.of("TYPE"));
        }
        if (cursor.at("=")) {
            cursor.warn(cursor.next(), "TYPE", "write TYPE without '='");
        }
        Token type = cursor.peek();
        return type.is(Token.Kind.STRING) ? quotedType() : bareType(type);
    }

    private Token quotedType() {
        Token type = cursor.string("a type");
        if (!TYPE_NAME.matcher(type.text()).matches()) {
            throw cursor.refused(type, "the quoted text is no type", "write a type such as OSS without quotes");
        }
        cursor.warn(type, "TYPE", "write the type without quotes");
        return type;
    }

    private Token bareType(Token type) {
        if (!type.is(Token.Kind.WORD) || type.isAnyOf(NO_TYPES)) {
            throw cursor.unexpected("a type such as OSS");
        }
        if (cursor.peek(1).is("=")) {
            throw cursor.refused(
                    type,
                    "the type is missing or runs into the first property",
                    "write TYPE, the type and the property as separate words: TYPE HDFS NAME_NODE = '…'");
        }
        return cursor.next();
    }
}
