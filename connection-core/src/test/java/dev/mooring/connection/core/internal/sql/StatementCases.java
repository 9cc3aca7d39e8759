package dev.mooring.connection.core.internal.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Reads the files of statements: each case starts with a line of {@code ##}, a title and expectations between bars. */
final class StatementCases {
    /** A statement with its title and what is expected of it. */
    record Case(String title, List<String> expectations, String sql) {
        @Override
        public String toString() {
            return title;
        }
    }

    private StatementCases() {}

    static List<Case> read(String file) {
        List<Case> cases = new ArrayList<>();
        for (String block : ("\n" + text(file)).split("\n## ", -1)) {
            int end = block.indexOf('\n');
            if (end >= 0 && !block.isBlank()) {
                List<String> heading = Arrays.asList(block.substring(0, end).split(" \\| ", -1));
                String sql = block.substring(end + 1);
                cases.add(new Case(heading.get(0), heading.subList(1, heading.size()), sql));
            }
        }
        return cases;
    }

    static String text(String file) {
        try (InputStream in = StatementCases.class.getResourceAsStream("/statements/" + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
