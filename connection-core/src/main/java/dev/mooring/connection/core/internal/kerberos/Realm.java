package dev.mooring.connection.core.internal.kerberos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a krb5.conf says about one realm and this JVM keeps of it.
 *
 * @param name its name
 * @param settings the values by key, in order
 */
record Realm(String name, Map<String, List<String>> settings) {
    static final String KDC = "kdc";
    static final Set<String> SERVERS = Set.of(KDC, "admin_server", "kpasswd_server", "master_kdc");
    /** How to talk to the realm's servers. The JDK reads these of a realm too, so that they stay with it. */
    static final Set<String> TIMING = Set.of("kdc_timeout", "max_retries", "udp_preference_limit");

    private static final String DEFAULT_DOMAIN = "default_domain";
    private static final List<String> KEPT =
            List.of(KDC, "master_kdc", "admin_server", "kpasswd_server", DEFAULT_DOMAIN);

    Realm {
        settings = new LinkedHashMap<>(settings);
    }

    /** The realm as the relations of its block tell of it. */
    static Realm of(String name, List<Krb5Entry> block) {
        Map<String, List<String>> settings = new LinkedHashMap<>();
        Stream.concat(KEPT.stream(), TIMING.stream().sorted()).forEach(key -> {
            List<String> values = Krb5Entry.values(block, key).stream()
                    .flatMap(value -> Arrays.stream(value.split("[\\s,]+")))
                    .filter(value -> !value.isEmpty())
                    .toList();
            if (!values.isEmpty()) {
                settings.put(key, values);
            }
        });
        return new Realm(name, settings);
    }

    /** This realm with settings that it does not have itself. */
    Realm with(Map<String, List<String>> more) {
        Realm all = new Realm(name, settings);
        more.forEach(all.settings::putIfAbsent);
        return all;
    }

    List<String> values(String key) {
        return settings.getOrDefault(key, List.of());
    }

    /** Whether both name the same servers: the same KDCs, and no other ones for what both speak of. */
    boolean isLike(Realm other) {
        return canonical(KDC).equals(other.canonical(KDC))
                && KEPT.stream()
                        .filter(key -> settings.containsKey(key) && other.settings.containsKey(key))
                        .allMatch(key -> canonical(key).equals(other.canonical(key)));
    }

    /** The block of a krb5.conf. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("  " + name + " = {");
        settings.forEach((key, values) -> values.forEach(value -> lines.add("    " + key + " = " + value)));
        lines.add("  }");
        return lines;
    }

    private Set<String> canonical(String key) {
        Set<String> canonical = new HashSet<>();
        for (String value : values(key)) {
            String lower = value.toLowerCase(Locale.ROOT);
            canonical.add(key.equals(KDC) ? lower.replaceFirst(":88$", "") : lower);
        }
        return canonical;
    }
}
