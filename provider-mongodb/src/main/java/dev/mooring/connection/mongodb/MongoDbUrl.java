package dev.mooring.connection.mongodb;

import dev.mooring.connection.property.HostPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A MongoDB URL that somebody wrote, read by rules of our own which are stricter than the driver's: no login, no escapes, and
 * of options only admitted ones. The text itself never reaches the driver: it is taken apart, and a URL is made anew.
 */
final class MongoDbUrl {
    private static final int USUAL_PORT = 27017;
    private static final String NAME = "(?<database>[A-Za-z0-9_][A-Za-z0-9_-]{0,62})?";
    private static final String QUERY = "(?:\\?(?<query>[A-Za-z0-9=&_.-]*))?";
    private static final Pattern PLAIN =
            Pattern.compile("mongodb://(?<hosts>[A-Za-z0-9._:,\\[\\]-]+)(?:/" + NAME + QUERY + ")?");
    private static final Pattern SRV = Pattern.compile("mongodb\\+srv://(?<host>[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}"
            + "[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?){2,20})(?:/" + NAME + QUERY + ")?");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern FLAG = Pattern.compile("true|false");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");
    private static final Map<String, Pattern> ADMITTED = admitted();
    private static final Set<String> TLS = Set.of("tls", "ssl", "tlsinsecure", "sslinvalidhostnameallowed");

    private MongoDbUrl() {}

    /**
     * What became of a text.
     *
     * @param target the deployment; empty when the text is refused
     * @param flaw why it is refused, as a phrase that repeats nothing of the text
     */
    record Reading(Optional<MongoDbTarget> target, String flaw) {
        static Reading of(MongoDbTarget target) {
            return new Reading(Optional.of(target), "");
        }

        static Reading refused(String flaw) {
            return new Reading(Optional.empty(), flaw);
        }
    }

    /** Reads a URL; never throws for what somebody wrote. */
    static Reading read(String text) {
        if (text.indexOf('@') >= 0) {
            return Reading.refused("holds a login; give USERNAME and PASSWORD, or SECRET_ID");
        }
        Matcher srv = SRV.matcher(text);
        Matcher plain = PLAIN.matcher(text);
        if (srv.matches()) {
            return read(List.of(), Optional.of(srv.group("host").toLowerCase(Locale.ROOT)), srv);
        }
        if (!plain.matches()) {
            return Reading.refused("expected mongodb://host:port,host:port/database?options or"
                    + " mongodb+srv://host/database?options, without escapes");
        }
        List<HostPort> servers = new ArrayList<>();
        for (String each : plain.group("hosts").split(",", -1)) {
            Optional<HostPort> server = server(each);
            if (server.isEmpty()) {
                return Reading.refused("has a server that is no host:port");
            }
            servers.add(server.get());
        }
        return read(servers, Optional.empty(), plain);
    }

    private static Reading read(List<HostPort> servers, Optional<String> srvHost, Matcher url) {
        Map<String, String> options = new TreeMap<>();
        for (String each : Optional.ofNullable(url.group("query")).orElse("").split("&", -1)) {
            Optional<String> flaw = each.isEmpty() ? Optional.empty() : into(options, each);
            if (flaw.isPresent()) {
                return Reading.refused(flaw.get());
            }
        }
        return Reading.of(new MongoDbTarget(servers, srvHost, Optional.ofNullable(url.group("database")), options));
    }

    private static Optional<String> into(Map<String, String> options, String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        String value = equals < 0 ? "" : text.substring(equals + 1);
        if (TLS.contains(name.toLowerCase(Locale.ROOT))) {
            return Optional.of("decides about TLS; give TLS and TRUSTED_CERTIFICATES instead");
        }
        if (name.toLowerCase(Locale.ROOT).startsWith("auth")) {
            return Optional.of("decides about the login; give AUTH_MECHANISM and AUTH_DATABASE instead");
        }
        Optional<String> canonical =
                ADMITTED.keySet().stream().filter(name::equalsIgnoreCase).findFirst();
        if (canonical.isEmpty()) {
            return Optional.of("has an option that is not admitted; admitted are "
                    + String.join(", ", new TreeSet<>(ADMITTED.keySet())));
        }
        boolean isFit = Optional.ofNullable(ADMITTED.get(canonical.get()))
                .filter(pattern -> pattern.matcher(value).matches())
                .isPresent();
        if (!isFit) {
            return Optional.of("gives " + canonical.get() + " a value that is not admitted");
        }
        return options.put(canonical.get(), value) == null
                ? Optional.empty()
                : Optional.of("gives " + canonical.get() + " twice");
    }

    private static Optional<HostPort> server(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean hasPort = lower.matches(".*[^:\\]\\[]:\\d+|\\[.*\\]:\\d+");
        try {
            return Optional.of(HostPort.of(hasPort ? lower : lower + ":" + USUAL_PORT));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Pattern> admitted() {
        Map<String, Pattern> admitted = new TreeMap<>();
        for (String name :
                ("connectTimeoutMS socketTimeoutMS serverSelectionTimeoutMS localThresholdMS heartbeatFrequencyMS"
                                + " maxPoolSize minPoolSize maxIdleTimeMS maxLifeTimeMS waitQueueTimeoutMS maxConnecting wTimeoutMS"
                                + " maxStalenessSeconds")
                        .split(" ")) {
            admitted.put(name, NUMBER);
        }
        for (String name : "retryWrites retryReads journal directConnection loadBalanced".split(" ")) {
            admitted.put(name, FLAG);
        }
        for (String name : "appName replicaSet w readPreference readConcernLevel".split(" ")) {
            admitted.put(name, WORD);
        }
        return Map.copyOf(admitted);
    }
}
