package dev.mooring.connection.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionSqlResultTableTest {
    @Test
    void wideCharactersTakeTwoColumnsAndMarksNone() {
        ResultTable table = ResultTable.of(
                List.of("a", "long title"),
                List.of(List.of("数据湖", "x"), List.of("e\u0301😀", "한"), List.of("plain", "")));

        assertThat(table.toText()).isEqualTo("""
                        +--------+------------+
                        |   a    | long title |
                        +--------+------------+
                        | 数据湖 | x          |
                        | e\u0301😀    | 한         |
                        | plain  |            |
                        +--------+------------+""");
    }

    @Test
    void whatWouldMoveTheCursorIsShownAsAnEscape() {
        ResultTable table = ResultTable.of(List.of("c"), List.of(List.of("a\nb\t\u001b[31m\u202e")));

        assertThat(table.toText())
                .contains("| a\\nb\\u0009\\u001b[31m\\u202e |")
                .hasLineCount(5);
    }

    @Test
    void aTableWithoutRowsHasNoRuleAtItsEnd() {
        assertThat(ResultTable.of(List.of("name"), List.of()).saying("none").toText())
                .isEqualTo("+------+\n| name |\n+------+\nnone");
    }

    @Test
    void everyRowHasOneTextPerColumn() {
        assertThatThrownBy(() -> ResultTable.of(List.of("a", "b"), List.of(List.of("x"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void breaksTheSentencesOfATestReportAtBlanks() {
        String detail = "the store is not one of ours and no issuer is set, so there is nobody who could narrow";
        assertThat(ResultTable.of(List.of("stage", "detail"), List.of(List.of("SCOPE", detail)))
                        .toText()
                        .lines())
                .contains(
                        "| SCOPE | the store is not one of ours and no issuer is |",
                        "|       | set, so there is nobody who could narrow      |");
    }
}
