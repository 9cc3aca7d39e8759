package dev.mooring.connection;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A remote resource and all below it: {@code scheme://root/path}. Nothing is decoded: {@code %41}, {@code ?} and blanks
 * are literal. {@code s3a} and {@code s3n} fold to {@code s3}, {@code cosn} to {@code cos}. A text that starts with
 * {@code arn:} is kept whole as root of the scheme {@code arn}.
 *
 * @param scheme lower case, for instance {@code s3}
 * @param root bucket, function, topic or host
 * @param path empty for all of the root, else without a leading and with exactly one trailing slash
 */
public record Resource(String scheme, String root, String path) implements Comparable<Resource> {
    private static final Map<String, String> SCHEME_ALIASES = Map.of("s3a", "s3", "s3n", "s3", "cosn", "cos");
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+._-]*");
    private static final String ARN = "arn";

    /** Normalises scheme and path; throws a {@link ConnectionException} with {@link ConnectionError#INVALID_SCOPE}. */
    public Resource {
        String folded = scheme.toLowerCase(Locale.ROOT);
        scheme = SCHEME_ALIASES.getOrDefault(folded, folded);
        if (!SCHEME.matcher(scheme).matches() || root.isEmpty()) {
            throw invalid("needs a scheme and a root, such as s3://bucket/prefix/");
        }
        if ((root + path).chars().anyMatch(Character::isISOControl)) {
            throw invalid("holds a control character");
        }
        path = normalised(path);
        // what its text could not tell apart would be read back as another resource
        if (scheme.equals(ARN) ? !path.isEmpty() : root.indexOf('/') >= 0) {
            throw invalid("has a root without slashes and then a path; an ARN has a root only");
        }
        List<String> segments = Arrays.asList(path.split("/", -1));
        if (segments.contains("..") || segments.contains(".")) {
            throw invalid("holds a '.' or '..' segment, which storage services do not resolve");
        }
    }

    /** Reads {@code scheme://root/path} or an ARN. */
    public static Resource parse(String text) {
        if (text.startsWith("arn:")) {
            return new Resource(ARN, text.substring("arn:".length()), "");
        }
        int colon = text.indexOf("://");
        if (colon <= 0) {
            throw invalid("needs a scheme and a root, such as s3://bucket/prefix/");
        }
        String rest = text.substring(colon + 3);
        int slash = rest.indexOf('/');
        return slash < 0
                ? new Resource(text.substring(0, colon), rest, "")
                : new Resource(text.substring(0, colon), rest.substring(0, slash), rest.substring(slash + 1));
    }

    /** Whether the other resource is this one or lies below it; paths match only at slashes. */
    public boolean covers(Resource other) {
        return scheme.equals(other.scheme) && root.equals(other.root) && other.path.startsWith(path);
    }

    /** A leading slash is not folded: a folder template with an empty part must not come to mean the whole bucket. */
    private static String normalised(String path) {
        if (path.startsWith("/")) {
            throw invalid("has an empty part before its path; write one slash after the root");
        }
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return end == 0 ? "" : path.substring(0, end) + "/";
    }

    private static ConnectionException invalid(String why) {
        return new ConnectionException(ConnectionError.INVALID_SCOPE, "a resource " + why);
    }

    @Override
    public int compareTo(Resource other) {
        return toString().compareTo(other.toString());
    }

    /** The text that {@link #parse} reads back to an equal resource. */
    @Override
    public String toString() {
        return scheme.equals(ARN) ? "arn:" + root : scheme + "://" + root + (path.isEmpty() ? "" : "/" + path);
    }
}
