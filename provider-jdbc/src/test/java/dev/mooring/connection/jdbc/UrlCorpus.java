package dev.mooring.connection.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The URLs of the files {@code hostile-urls.txt} and {@code accepted-urls.txt}. */
final class UrlCorpus {
    private static final Pattern CODE = Pattern.compile("\\^([0-9a-f]{4})");

    private UrlCorpus() {}

    /** A URL that must be refused, and why. */
    record Hostile(String reason, String url) {}

    static List<Hostile> hostile() {
        List<Hostile> all = new ArrayList<>();
        String reason = "";
        for (String line : lines("/hostile-urls.txt")) {
            if (line.startsWith("## ")) {
                reason = line.substring(3);
            } else if (!line.startsWith("#")) {
                all.add(new Hostile(reason, decoded(line.substring(0, line.length() - 1))));
            }
        }
        return all;
    }

    static List<String> accepted() {
        return lines("/accepted-urls.txt").stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private static String decoded(String text) {
        return CODE.matcher(text)
                .replaceAll(code -> java.util.regex.Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(code.group(1), 16))));
    }

    private static List<String> lines(String name) {
        try (InputStream file = UrlCorpus.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
