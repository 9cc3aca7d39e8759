package dev.mooring.connection.core.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LexerTest {
    @Test
    void everyTokenHasItsLineAndColumn() {
        assertThat(Lexer.tokens("a\n  b\r\n\tc\rd 数 'x' e"))
                .extracting(token -> token.text() + " " + token.position())
                .containsExactly("a 1:1", "b 2:3", "c 3:2", "d 4:1", "数 4:3", "x 4:5", "e 4:9", " 4:10");
    }

    @Test
    void positionsGoOnBehindRawStringsAndCommentsOfSeveralLines() {
        assertThat(Lexer.tokens("r'1\n2' a /* \n\n */ b -- c 'd'\ne"))
                .extracting(token -> token.text() + " " + token.position())
                .containsExactly("1\n2 1:1", "a 2:4", "b 4:5", "e 5:1", " 5:2");
    }

    @Test
    void twoQuotesAreOneAndABackslashIsItself() {
        assertThat(texts("'it''s' 'a\\' '''' ''")).containsExactly("it's", "a\\", "'", "", "");
        assertThat(texts("r'a\\'R'b'")).containsExactly("a\\", "b", "");
    }

    @Test
    void tokensKnowHowTheyAreSetOff() {
        assertThat(Lexer.tokens("a='x'b c--d\n/* e */ f"))
                .extracting(Token::lead)
                .containsExactly(
                        Token.Lead.NEW_LINE,
                        Token.Lead.GLUED,
                        Token.Lead.GLUED,
                        Token.Lead.GLUED,
                        Token.Lead.SPACED,
                        Token.Lead.NEW_LINE,
                        Token.Lead.GLUED);
    }

    @Test
    void unreadableTextBecomesAFaultAndTheNextLineGoesOn() {
        assertThat(faults("'abc\nd")).containsExactly("UNCLOSED_STRING");
        assertThat(faults("\"abc\" def\nd")).containsExactly("DOUBLE_QUOTE");
        assertThat(faults("“abc”\nd")).containsExactly("TYPOGRAPHIC_QUOTE");
        assertThat(faults("`abc\nd")).containsExactly("UNCLOSED_NAME");
        assertThat(faults("9a $ € \u200b \u0000 \ud83d d"))
                .containsExactly("STRAY", "STRAY", "STRAY", "STRAY", "STRAY", "STRAY");
        assertThat(faults("r'abc\nd")).containsExactly("UNCLOSED_RAW_STRING");
        assertThat(faults("/* abc\nd")).containsExactly("UNCLOSED_COMMENT");
    }

    @Test
    void aByteOrderMarkAndForeignBlanksAreBlanks() {
        assertThat(texts("\uFEFFSHOW\u00a0A\u3000B")).containsExactly("SHOW", "A", "B", "");
    }

    @Test
    void tokensPrintNoLiteral() {
        assertThat(Lexer.tokens("CREATE hunter2 'hunter2' `hunter2` r'hunter2' 'hunter2")
                        .toString())
                .contains("CREATE at 1:1")
                .doesNotContain("hunter2");
    }

    private static List<String> texts(String text) {
        return Lexer.tokens(text).stream().map(Token::text).toList();
    }

    private static List<String> faults(String text) {
        return Lexer.tokens(text).stream()
                .filter(token -> token.is(Token.Kind.FAULT))
                .map(Token::text)
                .toList();
    }
}
