package dev.mooring.connection.core.internal.sql;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.NearestName;
import dev.mooring.connection.SourcePosition;
import dev.mooring.connection.Violation;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A place in a list of tokens, and what was tolerated on the way to it. Not safe for use by several threads. */
final class TokenCursor {
    private static final int LONGEST_MISSPELT_WORD = 20;

    private final List<Token> tokens;
    private final Map<String, Violation> warnings = new LinkedHashMap<>();
    private int at;
    private Token current;

    TokenCursor(List<Token> tokens) {
        this.tokens = tokens;
        this.current = tokens.get(0);
    }

    Token peek() {
        return current;
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = current;
        at = Math.min(at + 1, tokens.size() - 1);
        current = tokens.get(at);
        return token;
    }

    boolean at(String keywordOrSymbol) {
        return peek().is(keywordOrSymbol);
    }

    boolean accept(String keywordOrSymbol) {
        boolean found = at(keywordOrSymbol);
        if (found) {
            next();
        }
        return found;
    }

    void expect(String keywordOrSymbol) {
        if (!accept(keywordOrSymbol)) {
            throw misspelt(keywordOrSymbol, List.of(keywordOrSymbol));
        }
    }

    /** The next token, which must be a string and must not run into what follows. */
    Token string(String expected) {
        if (!peek().is(Token.Kind.STRING)) {
            throw unexpected(expected);
        }
        Token string = next();
        Token behind = peek();
        if (behind.lead() == Token.Lead.GLUED && !behind.is(Token.Kind.SYMBOL) && !behind.is(Token.Kind.END)) {
            throw refused(behind, "a string runs into what follows it", "inside a string write a quote as two: ''");
        }
        return string;
    }

    /**
     * Whether no more of the present statement follows: at a semicolon, at the end, or at the start of a line where
     * another statement begins because a semicolon was forgotten.
     */
    boolean atEnd() {
        return at(";") || peek().is(Token.Kind.END) || atForgottenSemicolon();
    }

    boolean atForgottenSemicolon() {
        Token token = peek();
        return token.lead() == Token.Lead.NEW_LINE
                && token.is(Token.Kind.WORD)
                && !peek(1).is("=")
                && Vocabulary.isVerb(token);
    }

    int index() {
        return at;
    }

    SourcePosition position() {
        return peek().position();
    }

    void warn(Token place, String subject, String expectation) {
        Violation warning = Violation.warning(subject, Violation.Reason.MALFORMED, expectation)
                .under(ConnectionError.SQL_SYNTAX)
                .at(Optional.of(place.position()));
        warnings.putIfAbsent(expectation, warning);
    }

    /** What was tolerated since the last call. */
    List<Violation> takeWarnings() {
        if (warnings.isEmpty()) {
            return List.of();
        }
        List<Violation> taken = List.copyOf(warnings.values());
        warnings.clear();
        return taken;
    }

    ConnectionException unexpected(String expected) {
        return unexpected(expected, peek().described(), "write " + expected + " here");
    }

    /**
     * A refusal of the next token that asks whether one of the candidates was meant. Only a word near to a keyword is
     * repeated to the reader: a quote too many or too few turns the inside of a literal into words.
     */
    ConnectionException misspelt(String expected, Collection<String> candidates) {
        return meant(candidates)
                .map(meant -> unexpected(expected, peek().text(), "did you mean " + meant + "?"))
                .orElseGet(() -> unexpected(expected));
    }

    /** The candidate that the next token was most likely meant to be: one that is near, or starts alike and is as long. */
    Optional<String> meant(Collection<String> candidates) {
        Token token = peek();
        if (!token.is(Token.Kind.WORD) || token.text().length() > LONGEST_MISSPELT_WORD) {
            return Optional.empty();
        }
        String word = token.upper();
        return NearestName.of(word, candidates)
                .or(() -> candidates.stream()
                        .filter(candidate -> candidate.length() == word.length())
                        .filter(candidate -> word.startsWith(candidate.substring(0, word.length() / 2)))
                        .findFirst());
    }

    ConnectionException refused(Token place, String message, String remedy) {
        return ConnectionException.builder(ConnectionError.SQL_SYNTAX, message)
                .remedy(remedy)
                .position(place.position())
                .build();
    }

    private ConnectionException unexpected(String expected, String found, String remedy) {
        Token token = peek();
        if (token.is(Token.Kind.FAULT)) {
            return refused(
                    token,
                    found + " stands where " + expected + " was expected",
                    Fault.valueOf(token.text()).remedy());
        }
        boolean template = token.is("[") || token.is("{") || token.is("<");
        return refused(
                token,
                expected + " was expected, but " + found + " was found",
                template
                        ? "replace the brackets and placeholders of a manual's grammar by what they stand for"
                        : remedy);
    }
}
