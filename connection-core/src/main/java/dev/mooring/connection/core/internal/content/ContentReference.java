package dev.mooring.connection.core.internal.content;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a content value means.
 *
 * @param kind how to read the rest
 * @param scheme the scheme of a value that the application reads, else empty
 * @param rest the text, the Base64 text, the file's path or the whole value
 */
record ContentReference(Kind kind, String scheme, String rest) {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):[^\\r\\n]*");
    private static final String BASE64 = "base64";
    private static final String FILE = "file";

    enum Kind {
        TEXT,
        ENCODED,
        FILE,
        FOREIGN
    }

    static ContentReference of(String value) {
        String stripped = value.strip();
        if (stripped.startsWith("/") && stripped.lines().count() == 1) {
            return new ContentReference(Kind.FILE, "", stripped);
        }
        Optional<String> scheme = Optional.of(SCHEME.matcher(stripped))
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1).toLowerCase(Locale.ROOT));
        if (scheme.isEmpty()) {
            return new ContentReference(Kind.TEXT, "", value);
        }
        String rest = stripped.substring(scheme.get().length() + 1);
        return switch (scheme.get()) {
            case BASE64 -> new ContentReference(Kind.ENCODED, "", rest);
            case FILE -> new ContentReference(Kind.FILE, "", rest.replaceFirst("^//(?=/)", ""));
            default -> new ContentReference(Kind.FOREIGN, scheme.get(), stripped);
        };
    }

    /** The file's path without dots. */
    Path path() {
        return Path.of(rest).normalize();
    }
}
