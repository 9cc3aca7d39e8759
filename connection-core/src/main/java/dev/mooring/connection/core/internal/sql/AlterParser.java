package dev.mooring.connection.core.internal.sql;

import dev.mooring.connection.Alteration;
import dev.mooring.connection.RawProperty;
import java.util.List;

/** Reads what follows ALTER. */
final class AlterParser {
    private static final List<String> ACTIONS = List.of("SET", "UNSET", "ENABLE", "DISABLE");

    private final TokenCursor cursor;
    private final Alteration.Builder patch = Alteration.builder();

    AlterParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    Statement.Alter parse(Token verb) {
        ConnectionClause.expect(cursor, verb);
        Statement.Name name = NameClause.read(cursor);
        Statement.Alter.Action action = Statement.Alter.Action.PATCH;
        if (cursor.accept("ENABLE")) {
            action = Statement.Alter.Action.ENABLE;
        } else if (cursor.accept("DISABLE")) {
            action = Statement.Alter.Action.DISABLE;
        } else {
            changes();
        }
        return new Statement.Alter(name, action, patch.build());
    }

    private void changes() {
        boolean more = true;
        while (more) {
            if (cursor.accept("SET") || atComment()) {
                set();
            } else if (cursor.accept("UNSET")) {
                unset();
            } else {
                throw noAction();
            }
            more = cursor.at("SET") || cursor.at("UNSET") || atComment();
        }
    }

    private boolean atComment() {
        return cursor.at("COMMENT") || cursor.at("COMMENTS");
    }

    private RuntimeException noAction() {
        return cursor.at("RENAME")
                ? cursor.refused(cursor.peek(), "a connection can not be renamed", "drop it and create another")
                : cursor.misspelt(String.join(", ", ACTIONS), ACTIONS);
    }

    private void set() {
        if (cursor.at("TAG") && !cursor.peek(1).is("=")) {
            throw cursor.refused(cursor.peek(), "SET TAG is not a statement", "set tags with the library's own call");
        }
        PropertyClauses clauses = new PropertyClauses(
                cursor, "a connection keeps its type: drop it and create another", List.of("SET", "UNSET"));
        clauses.read();
        if (clauses.properties().isEmpty() && clauses.comment().isEmpty()) {
            throw cursor.unexpected("a property");
        }
        clauses.properties().forEach(patch::set);
        clauses.comment().ifPresent(patch::comment);
    }

    private void unset() {
        do {
            Token key = cursor.peek();
            if (key.is(Token.Kind.STRING)) {
                cursor.string("the key of a property");
            } else if (key.is(Token.Kind.WORD)) {
                cursor.next();
            } else {
                throw cursor.unexpected("the key of a property");
            }
            patch.unset(RawProperty.of(key.text(), "").at(key.position()));
        } while (cursor.accept(","));
    }
}
