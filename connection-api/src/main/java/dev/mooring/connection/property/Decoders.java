package dev.mooring.connection.property;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** How checked texts become values. */
final class Decoders {
    static final Function<List<String>, String> FIRST = texts -> texts.get(0);

    private static final Pattern MASK = Pattern.compile("\\*+|.*\\*{4,}.*", Pattern.DOTALL);

    private Decoders() {}

    static String constant(List<String> texts) {
        return texts.get(0).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    static URI endpoint(List<String> texts) {
        String text = texts.get(0);
        String stripped = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return URI.create(stripped.contains("://") ? stripped : "https://" + stripped);
    }

    /** A run of four asterisks marks what some tool, ours included, printed in place of a value. */
    static boolean isMask(String text) {
        return MASK.matcher(text).matches();
    }
}
