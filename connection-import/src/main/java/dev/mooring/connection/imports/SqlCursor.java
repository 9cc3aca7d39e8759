package dev.mooring.connection.imports;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.SourcePosition;
import dev.mooring.connection.imports.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Walks over the tokens of one statement. Not safe for use by several threads. */
final class SqlCursor {
    private final List<SqlToken> tokens;
    private int at;

    SqlCursor(List<SqlToken> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    SourcePosition start() {
        return tokens.get(0).position();
    }

    boolean isAtEnd() {
        return at >= tokens.size();
    }

    /** Takes these words if they come next, all or none. */
    boolean take(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).isWord(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    boolean takeSymbol(char symbol) {
        boolean isNext = !isAtEnd() && tokens.get(at).isSymbol(symbol);
        at += isNext ? 1 : 0;
        return isNext;
    }

    void expectSymbol(char symbol) {
        if (!takeSymbol(symbol)) {
            throw unexpected("expected " + symbol);
        }
    }

    /** A name, quoted or not. */
    Optional<String> takeName() {
        if (isAtEnd() || (tokens.get(at).kind() != Kind.WORD && tokens.get(at).kind() != Kind.QUOTED)) {
            return Optional.empty();
        }
        return Optional.of(tokens.get(at++).text());
    }

    /** A word that names an option, upper case, at its place, without a value yet. */
    RawProperty expectOption(Assignment assignment) {
        if (isAtEnd()) {
            throw unexpected("expected an option");
        }
        SqlToken key = tokens.get(at);
        if (key.kind() != Kind.WORD) {
            throw unexpected("expected the name of an option, found " + key);
        }
        at++;
        boolean hasSign = takeSymbol('=');
        if (assignment == Assignment.SIGN && !hasSign) {
            throw unexpected("expected = after " + key.text());
        }
        return value(key.text().toUpperCase(Locale.ROOT)).at(key.position());
    }

    /** How options are given their values. */
    enum Assignment {
        SIGN,
        SPACE
    }

    private RawProperty value(String key) {
        if (isAtEnd()) {
            throw unexpected("expected a value of " + key);
        }
        if (takeSymbol('(')) {
            return RawProperty.list(key, elements(')'));
        }
        if (takeSymbol('[')) {
            return RawProperty.list(key, elements(']'));
        }
        if (take("MAP")) {
            expectSymbol('{');
            return RawProperty.list(key, elements('}'));
        }
        return RawProperty.of(key, scalar());
    }

    private List<String> elements(char close) {
        List<String> elements = new ArrayList<>();
        while (!takeSymbol(close)) {
            elements.add(scalar());
            if (!takeSymbol(',')) {
                takeSymbol(':');
            }
        }
        return elements;
    }

    private String scalar() {
        if (isAtEnd() || tokens.get(at).kind() == Kind.SYMBOL) {
            throw unexpected("expected a value");
        }
        return tokens.get(at++).text();
    }

    /** What is wrong here, without what stands here when that could be a secret. */
    ConnectionException unexpected(String expectation) {
        SourcePosition place = isAtEnd()
                ? tokens.get(tokens.size() - 1).position()
                : tokens.get(at).position();
        return ConnectionException.builder(ConnectionError.SQL_SYNTAX, expectation)
                .position(place)
                .build();
    }
}
