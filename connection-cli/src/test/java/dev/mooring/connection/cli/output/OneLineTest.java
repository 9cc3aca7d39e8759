package dev.mooring.connection.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {
    @Test
    void nothingSteersTheTerminal() {
        assertThat(OneLine.of(" two\r\nlines \u001b[31mred\u202e 数据 \uD83D\uDE00 "))
                .isEqualTo("two lines \\u001b[31mred\\u202e 数据 \uD83D\uDE00");
    }
}
