package dev.mooring.connection.core.internal.kerberos;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a connection may say about realms. A krb5.conf is one per JVM, so nothing is taken from a connection that
 * reaches further than its own realms: how to find their servers, how long to wait for them, and which hosts are theirs.
 * Encryption types, ticket caches, keytabs and the like stay as the JVM has them.
 */
final class ConnectionRealms {
    private static final int MOST_CHARACTERS = 64 * 1024;
    private static final String NAME = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,253}[A-Za-z0-9])?";
    private static final Pattern REALM = Pattern.compile(NAME);
    private static final Pattern DOMAIN = Pattern.compile("\\.?" + NAME);
    private static final Pattern SERVER =
            Pattern.compile("(" + NAME + "|\\[[0-9A-Fa-f:.]{2,45}])(?::([1-9][0-9]{0,4}))?");
    /**
     * The JDK's own is 30 s, three times, for each KDC: longer than a test or the caller of a vend waits. A connection may
     * say less.
     */
    private static final Map<String, Integer> MOST = Map.of("kdc_timeout", 3000, "max_retries", 2);

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}s?");

    private ConnectionRealms() {}

    /** The realms of a text; those for which it names no KDC are left out. */
    static RealmSet read(String krb5Conf) {
        if (krb5Conf.length() > MOST_CHARACTERS) {
            throw Krb5Parser.invalid("it is longer than 64 KiB");
        }
        Map<String, List<Krb5Entry>> sections = Krb5Parser.parse(krb5Conf);
        RealmSet said = RealmSet.of(sections);
        Map<String, List<String>> timing = new LinkedHashMap<>(
                Realm.of("", sections.getOrDefault("libdefaults", List.of())).settings());
        timing.keySet().retainAll(Realm.TIMING);
        MOST.forEach((key, most) -> timing.putIfAbsent(key, List.of(String.valueOf(most))));
        Map<String, Realm> realms = new LinkedHashMap<>();
        said.realms().forEach((name, realm) -> {
            if (!realm.values(Realm.KDC).isEmpty()) {
                realms.put(name, patient(checked(realm.with(timing))));
            }
        });
        if (realms.isEmpty()) {
            throw Krb5Parser.invalid("it names no realm with a kdc");
        }
        // Hosts of realms that it does not describe are others' business
        Map<String, String> domains = new LinkedHashMap<>(said.domains());
        domains.values().retainAll(realms.keySet());
        domains.keySet().forEach(domain -> require(DOMAIN, domain, "a host or domain in [domain_realm]"));
        domains.keySet().forEach(ConnectionRealms::requireNarrow);
        // A default realm would be everyone's
        return new RealmSet(realms, domains, Optional.empty());
    }

    /** Asks the egress guard about all servers. One KDC of a realm has to be found, and none may be refused. */
    static void requireAllowed(RealmSet realms, Function<String, List<InetAddress>> guard) {
        for (Realm realm : realms.realms().values()) {
            Set<String> lost = new LinkedHashSet<>();
            for (String key : Realm.SERVERS) {
                realm.values(key).stream().map(ConnectionRealms::host).forEach(host -> {
                    if (!isFound(host, guard) && key.equals(Realm.KDC)) {
                        lost.add(host);
                    }
                });
            }
            if (realm.values(Realm.KDC).stream().map(ConnectionRealms::host).allMatch(lost::contains)) {
                throw new ConnectionException(
                        ConnectionError.ENDPOINT_UNREACHABLE,
                        "no kdc of realm " + realm.name() + " resolves: " + String.join(", ", lost),
                        "check the spelling of the hosts in krb5.conf and this machine's name server");
            }
        }
    }

    private static boolean isFound(String host, Function<String, List<InetAddress>> guard) {
        try {
            return !guard.apply(host).isEmpty();
        } catch (ConnectionException e) {
            if (e.code() != ConnectionError.ENDPOINT_UNREACHABLE) {
                throw e;
            }
            return false;
        }
    }

    private static Realm patient(Realm realm) {
        Map<String, List<String>> settings = new LinkedHashMap<>(realm.settings());
        MOST.forEach((key, most) -> settings.computeIfPresent(key, (name, values) -> List.of(least(values, most))));
        return new Realm(realm.name(), settings);
    }

    /** The JDK reads 3s as 3000, and takes the first of several values. */
    private static String least(List<String> values, int most) {
        String first = values.get(0);
        boolean isSeconds = first.endsWith("s");
        long number = Long.parseLong(isSeconds ? first.substring(0, first.length() - 1) : first);
        boolean isTooMuch = (isSeconds ? number * 1000 : number) > most || number == 0;
        return isTooMuch ? String.valueOf(most) : first;
    }

    private static Realm checked(Realm realm) {
        require(REALM, realm.name(), "a realm's name");
        realm.settings().forEach((key, values) -> {
            Pattern form = Realm.SERVERS.contains(key) ? SERVER : Realm.TIMING.contains(key) ? NUMBER : DOMAIN;
            values.forEach(value -> require(form, value, key + " of realm " + realm.name()));
        });
        return realm;
    }

    /** A top-level domain, or a bare name, is not one organisation's. */
    private static void requireNarrow(String domain) {
        String name = domain.replaceFirst("^\\.", "");
        if (!name.contains(".") && !domain.equals("localhost")) {
            throw Krb5Parser.invalid("a host or domain in [domain_realm] has no dot within: write it in full");
        }
    }

    private static void require(Pattern form, String value, String what) {
        if (!form.matcher(value).matches()) {
            throw Krb5Parser.invalid(what + " is not of the form that is expected of it");
        }
    }

    private static String host(String server) {
        Matcher matcher = SERVER.matcher(server);
        return matcher.matches() ? matcher.group(1).replaceAll("[\\[\\]]", "") : server;
    }
}
