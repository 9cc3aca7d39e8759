package dev.mooring.connection.property;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** How texts are checked and become values. */
final class Decoders {
    static final Function<List<String>, String> FIRST = texts -> texts.get(0);

    private static final Pattern MASK = Pattern.compile("\\*+|.*\\*{4,}.*", Pattern.DOTALL);

    private static final int LAST_PORT = 65_535;

    private Decoders() {}

    static String constant(String text) {
        return text.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    static URI endpoint(List<String> texts) {
        String text = texts.get(0);
        String stripped = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return URI.create(stripped.contains("://") ? stripped : "https://" + stripped);
    }

    /** Why a text of an endpoint's form names no server that a URL can hold, as a phrase that does not hold it. */
    static Optional<String> hostFlaw(String text) {
        try {
            URI url = endpoint(List.of(text)).parseServerAuthority();
            if (url.getHost() != null) {
                return url.getPort() <= LAST_PORT ? Optional.empty() : Optional.of("has a port above " + LAST_PORT);
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // said below
        }
        return Optional.of("has no legal host name: letters, digits and hyphens between dots, and no underscore");
    }

    /** Why a text of a URL's form is none, as a phrase that does not hold it. */
    static Optional<String> urlFlaw(String text) {
        try {
            URI url = new URI(text).parseServerAuthority();
            if (url.getHost() != null && url.getPort() <= LAST_PORT) {
                return Optional.empty();
            }
        } catch (URISyntaxException e) {
            // said below
        }
        return Optional.of("has no legal host name or port");
    }

    /** As {@link #flaw}, of a text that may have several lines and end with a line break, as PEM does. */
    static Optional<String> contentFlaw(String text) {
        return flaw(text.strip().replaceAll("[\\r\\n\\t]", " "));
    }

    /** What no value of any property may be, as a phrase that does not hold it. */
    static Optional<String> flaw(String text) {
        if (text.isEmpty()) {
            return Optional.of("must not be empty");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("holds a line break, tab or other control character; remove it");
        }
        if (isInvisible(text.codePointAt(0)) || isInvisible(text.codePointBefore(text.length()))) {
            return Optional.of("starts or ends with white space; remove it");
        }
        return isMask(text) ? Optional.of("is a masked value; give the real one") : Optional.empty();
    }

    /** What can not be seen is easily copied along with a value. */
    private static boolean isInvisible(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.getType(character) == Character.FORMAT;
    }

    /** A run of four asterisks marks what some tool, ours included, printed in place of a value. */
    private static boolean isMask(String text) {
        return MASK.matcher(text).matches();
    }
}
