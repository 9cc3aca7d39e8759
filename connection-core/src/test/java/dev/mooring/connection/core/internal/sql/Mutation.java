package dev.mooring.connection.core.internal.sql;

import java.util.List;
import java.util.Random;

/** Breaks statements the way people, editors and templates do. */
final class Mutation {
    private static final List<String> SPLINTERS = List.of(
            "'",
            "''",
            "`",
            "\"",
            "r'",
            "=",
            ",",
            ";",
            "(",
            ")",
            "[",
            "]",
            "--",
            "/*",
            "*/",
            "\n",
            " ",
            "\u200b",
            "‘",
            "$",
            "{",
            "<",
            "\\",
            ".",
            "9",
            "数",
            "\ud83d",
            "\0",
            "CONNECTION",
            "TYPE",
            "COMMENT",
            "WHERE NOT (",
            "WITH PROPERTIES",
            "LIMIT",
            "\nSHOW",
            "SET",
            "AS");

    private Mutation() {}

    static String of(String text, Random random, int edits) {
        String mutated = text;
        for (int i = 0; i < edits; i++) {
            mutated = edited(mutated, random);
        }
        return mutated;
    }

    private static String edited(String text, Random random) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(random.nextBoolean() ? 2 : 20));
        String head = text.substring(0, from);
        String tail = text.substring(to);
        return switch (random.nextInt(6)) {
            case 0 -> head + tail;
            case 1 -> head + SPLINTERS.get(random.nextInt(SPLINTERS.size())) + text.substring(from);
            case 2 -> head + SPLINTERS.get(random.nextInt(SPLINTERS.size())) + tail;
            case 3 -> head + text.substring(from, to) + text.substring(from);
            case 4 -> random.nextInt(5) == 0 ? head : head + tail;
            default -> tail.length() > 20 ? tail.substring(10) + head : head + tail;
        };
    }
}
