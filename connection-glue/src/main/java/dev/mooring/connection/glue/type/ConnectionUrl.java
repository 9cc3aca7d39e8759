package dev.mooring.connection.glue.type;

import dev.mooring.connection.property.HostPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The URL that a connector connects to, whose grammar only the connector knows. */
final class ConnectionUrl {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[A-Za-z0-9_.-]{1,64}\\}");
    /** A user, a colon and anything up to an @, for passwords may hold a slash; Oracle writes user/password. */
    private static final Pattern USER = Pattern.compile("//[^/?#;@]*:[^?#;]*@|thin:[^@/]+/[^@]*@");

    private static final Pattern SECRET = Pattern.compile(
            "[?&;,(]\\s*(pass|[\\w.%+-]*(?:password|passwd|pwd|passphrase|secret|token|apikey|api_key|accesskey|access_key"
                    + "|credential|private_?key)[\\w.%+-]*)\\s*=\\s*[^&;,)\\s]",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SERVER = Pattern.compile(
            "(?://|@|thin:)(?:[^/?#;@]*@)?(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9][A-Za-z0-9._-]*):(\\d{1,5})(?![\\d.])");

    private ConnectionUrl() {}

    /** Why it may not be stored, as a phrase that does not hold it. */
    static Optional<String> flaw(String url) {
        String plain = PLACEHOLDER.matcher(decoded(url)).replaceAll("");
        if (USER.matcher(plain).find()) {
            return Optional.of("holds a user and a password; give USERNAME and PASSWORD, and ${…} in the URL");
        }
        Matcher secret = SECRET.matcher(plain);
        return secret.find()
                ? Optional.of("gives " + secret.group(1).toLowerCase(Locale.ROOT)
                        + " a value; give it in PASSWORD, and ${…} in the URL")
                : Optional.empty();
    }

    /** Percent signs could hide what is looked for. */
    private static String decoded(String url) {
        StringBuilder text = new StringBuilder();
        Matcher escapes = Pattern.compile("%([0-9A-Fa-f]{2})").matcher(url);
        while (escapes.find()) {
            char character = (char) Integer.parseInt(escapes.group(1), 16);
            escapes.appendReplacement(text, Matcher.quoteReplacement(String.valueOf(character)));
        }
        return escapes.appendTail(text).toString();
    }

    /** The servers that it plainly names. */
    static List<HostPort> servers(String url) {
        List<HostPort> servers = new ArrayList<>();
        Matcher server = SERVER.matcher(url);
        while (server.find()) {
            int port = Integer.parseInt(server.group(2));
            if (port >= 1 && port <= 65_535) {
                servers.add(new HostPort(server.group(1).replaceAll("[\\[\\]]", ""), port));
            }
        }
        return servers;
    }
}
