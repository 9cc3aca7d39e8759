package dev.mooring.connection.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ConnectionLayer;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser.ParseContext;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatementCompleterTest {
    private final ConnectionLayer layer =
            ConnectionLayer.inMemory().discoverProviders().open();
    private final Connections connections = layer.workspace("default", "ahab");

    @BeforeEach
    void create() {
        layer.sql("default", "ahab").execute("CREATE CATALOG CONNECTION red_one TYPE BUOY");
    }

    @AfterEach
    void close() {
        layer.close();
    }

    @Test
    void completesKeywords() throws Exception {
        assertThat(candidates("")).contains("CREATE", "SHOW", "exit");
        assertThat(candidates("create ")).contains("STORAGE", "OR REPLACE");
        assertThat(candidates("CREATE CATALOG ")).containsExactly("CONNECTION");
        assertThat(candidates("CREATE OR REPLACE CATALOG CONNECTION x ")).containsExactly("TYPE");
        assertThat(candidates("SHOW ")).contains("CONNECTIONS", "STORAGE");
        assertThat(candidates("SHOW STORAGE CONNECTIONS ")).containsExactly("LIKE", "WHERE", "LIMIT");
        assertThat(candidates("ALTER CONNECTION red_one ")).contains("SET", "ENABLE");
        assertThat(candidates("DROP CONNECTION red_one ")).containsExactly("RESTRICT", "CASCADE");
    }

    @Test
    void completesNamesOfConnections() throws Exception {
        assertThat(candidates("DESC CONNECTION ")).contains("red_one", "EXTENDED");
        assertThat(candidates("DROP CONNECTION IF EXISTS ")).containsExactly("red_one");
        assertThat(candidates("SHOW CONNECTIONS; TEST CONNECTION re")).containsExactly("red_one");
        assertThat(candidates("ALTER CONNECTION ")).containsExactly("red_one");
    }

    @Test
    void completesTypesOfTheCategoryAndTheirProperties() throws Exception {
        assertThat(candidates("CREATE STORAGE CONNECTION x TYPE "))
                .contains("QUAY")
                .doesNotContain("BUOY");
        assertThat(candidates("CREATE STORAGE CONNECTION x TYPE dock ")).contains("ROLE_ARN", "ACCESS_ID", "COMMENT");
        assertThat(candidates("ALTER CONNECTION red_one SET "))
                .contains("BERTH")
                .doesNotContain("ROLE_ARN");
    }

    @Test
    void completesNothingInALiteral() throws Exception {
        assertThat(candidates("CREATE STORAGE CONNECTION x TYPE QUAY ACCESS_KEY = 'my "))
                .isEmpty();
    }

    private List<String> candidates(String typed) throws Exception {
        LineReader reader = LineReaderBuilder.builder()
                .terminal(new DumbTerminal(System.in, System.out))
                .build();
        List<Candidate> candidates = new ArrayList<>();
        new StatementCompleter(layer.types(), connections)
                .complete(reader, new StatementLines().parse(typed, typed.length(), ParseContext.COMPLETE), candidates);
        return candidates.stream().map(Candidate::value).toList();
    }
}
