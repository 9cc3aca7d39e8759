package dev.mooring.connection.imports;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.imports.AirflowConnection.Server;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The URIs in which Airflow writes connections. Not quite those of RFC 3986: a host may have a protocol before it. */
public final class AirflowUri {
    private static final Pattern FORM = Pattern.compile(
            "(?<type>[A-Za-z][A-Za-z0-9+._-]*)://(?<protocol>[A-Za-z][A-Za-z0-9+._-]*://)?(?<authority>[^/?#]*)"
                    + "(?:/(?<path>[^?#]*))?(?:\\?(?<query>[^#]*))?");
    private static final Pattern AUTHORITY = Pattern.compile(
            "(?:(?<login>[^:]*?)(?::(?<password>.*))?@)?(?<host>\\[[^\\]]*\\]|[^:@]*)(?::(?<port>\\d*))?");
    private static final String WHOLE_EXTRA = "__extra__";
    private static final int HIGHEST_PORT = 65_535;

    private AirflowUri() {}

    /** Reads a URI; fails with {@link ConnectionError#INVALID_PROPERTIES}, repeating nothing of it. */
    public static AirflowConnection parse(String uri) {
        Matcher form = FORM.matcher(uri);
        if (!form.matches() || uri.split("\\?", 2)[0].split("://", -1).length > 3) {
            throw refused("is no URI such as postgres://login:password@host:5432/database?key=value");
        }
        Matcher authority = AUTHORITY.matcher(form.group("authority"));
        if (!authority.matches()) {
            throw refused("has no readable host and port; percent-encode what login and password hold");
        }
        String protocol = form.group("protocol") == null ? "" : form.group("protocol");
        String host = protocol + decoded(authority.group("host"));
        return new AirflowConnection(
                form.group("type").toLowerCase(Locale.ROOT).replace('-', '_'),
                new Server(Optional.of(host).filter(text -> !text.isEmpty()), port(authority.group("port"))),
                part(authority.group("login")),
                part(authority.group("password")).map(Secret::of),
                part(form.group("path")),
                extra(form.group("query")));
    }

    /** The URI that {@link #parse} reads back to an equal connection. It holds the password: never print it. */
    public static Secret format(AirflowConnection connection) {
        StringBuilder uri = new StringBuilder(connection.type()).append("://");
        String host = connection.server().host().orElse("");
        int protocol = host.indexOf("://");
        if (protocol > 0) {
            uri.append(host, 0, protocol + 3);
        }
        if (connection.login().isPresent() || connection.password().isPresent()) {
            uri.append(encoded(connection.login().orElse("")));
            connection.password().ifPresent(password -> uri.append(':').append(encoded(password.reveal())));
            uri.append('@');
        }
        uri.append(encoded(protocol > 0 ? host.substring(protocol + 3) : host));
        connection.server().port().ifPresent(port -> uri.append(':').append(port));
        connection.schema().ifPresent(schema -> uri.append('/').append(encoded(schema)));
        return Secret.of(uri + query(connection.extra()));
    }

    private static String query(AirflowExtra extra) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        extra.text().ifPresent(text -> query.add(WHOLE_EXTRA + "=" + formEncoded(text.reveal())));
        extra.parameters().forEach((name, value) -> query.add(formEncoded(name) + "=" + formEncoded(value.reveal())));
        return query.toString();
    }

    private static AirflowExtra extra(String query) {
        if (query == null || query.isEmpty()) {
            return AirflowExtra.none();
        }
        Map<String, Secret> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = formDecoded(equals < 0 ? pair : pair.substring(0, equals));
            parameters.put(name, Secret.of(equals < 0 ? "" : formDecoded(pair.substring(equals + 1))));
        }
        Secret whole = parameters.get(WHOLE_EXTRA);
        return whole != null ? AirflowExtra.of(whole) : AirflowExtra.of(parameters);
    }

    private static Optional<Integer> port(String digits) {
        if (digits == null || digits.isEmpty()) {
            return Optional.empty();
        }
        if (digits.length() > 5 || Integer.parseInt(digits) > HIGHEST_PORT) {
            throw refused("has a port above " + HIGHEST_PORT);
        }
        return Optional.of(Integer.valueOf(digits));
    }

    private static Optional<String> part(String raw) {
        return Optional.ofNullable(raw).filter(text -> !text.isEmpty()).map(AirflowUri::decoded);
    }

    /** A plus sign is one: only in a query does it stand for a blank. */
    private static String decoded(String raw) {
        return formDecoded(raw.replace("+", "%2B"));
    }

    private static String formDecoded(String raw) {
        try {
            return URLDecoder.decode(raw, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refused("has a percent sign that starts no escape; write it as %25");
        }
    }

    private static String encoded(String text) {
        return formEncoded(text).replace("+", "%20");
    }

    private static String formEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A");
    }

    private static ConnectionException refused(String why) {
        return new ConnectionException(
                ConnectionError.INVALID_PROPERTIES, "the text " + why, "write it as Airflow's get-uri prints it");
    }
}
