package dev.mooring.connection.core.internal.kerberos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a krb5.conf says about realms; all else in it is left out.
 *
 * @param realms by name
 * @param domains the realm by host or domain, in lower case
 * @param defaultRealm the realm of names without one
 */
record RealmSet(Map<String, Realm> realms, Map<String, String> domains, Optional<String> defaultRealm) {
    RealmSet {
        realms = new LinkedHashMap<>(realms);
        domains = new LinkedHashMap<>(domains);
    }

    static RealmSet none() {
        return new RealmSet(Map.of(), Map.of(), Optional.empty());
    }

    /** What the sections of a krb5.conf say, unchecked. */
    static RealmSet of(Map<String, List<Krb5Entry>> sections) {
        Map<String, List<Krb5Entry>> blocks = new LinkedHashMap<>();
        for (Krb5Entry entry : sections.getOrDefault("realms", List.of())) {
            blocks.computeIfAbsent(entry.key(), name -> new ArrayList<>()).addAll(entry.block());
        }
        Map<String, Realm> realms = new LinkedHashMap<>();
        blocks.forEach((name, block) -> realms.put(name, Realm.of(name, block)));
        Map<String, String> domains = new LinkedHashMap<>();
        for (Krb5Entry entry : sections.getOrDefault("domain_realm", List.of())) {
            domains.putIfAbsent(entry.key().toLowerCase(Locale.ROOT), entry.value());
        }
        return new RealmSet(
                realms,
                domains,
                Krb5Entry.values(sections.getOrDefault("libdefaults", List.of()), "default_realm").stream()
                        .findFirst());
    }

    /** What this set says and the other one does not speak of. */
    RealmSet without(RealmSet other) {
        RealmSet rest =
                new RealmSet(realms, domains, other.defaultRealm().isPresent() ? Optional.empty() : defaultRealm);
        rest.realms.keySet().removeAll(other.realms.keySet());
        rest.domains.keySet().removeAll(other.domains.keySet());
        return rest;
    }

    /** This set with what only the other one says. */
    RealmSet and(RealmSet other) {
        RealmSet all = new RealmSet(realms, domains, defaultRealm.or(other::defaultRealm));
        other.realms.forEach(all.realms::putIfAbsent);
        other.domains.forEach(all.domains::putIfAbsent);
        return all;
    }

    /** What both sets speak of and say differently. */
    Set<String> conflicts(RealmSet other) {
        Set<String> conflicts = new TreeSet<>();
        realms.forEach((name, realm) -> {
            Realm theirs = other.realms.get(name);
            if (theirs != null && !realm.isLike(theirs)) {
                conflicts.add("realm " + name);
            }
        });
        domains.forEach((domain, realm) -> other.domains.forEach((theirs, theirRealm) -> {
            if (!realm.equals(theirRealm) && overlap(domain, theirs)) {
                conflicts.add("the realm of " + domain);
            }
        }));
        return conflicts;
    }

    /** Whether some host may be of both: the JDK takes the longest entry, so a longer one would take hosts away. */
    private static boolean overlap(String domain, String other) {
        String suffix = "." + domain.replaceFirst("^\\.", "");
        String otherSuffix = "." + other.replaceFirst("^\\.", "");
        return suffix.endsWith(otherSuffix) || otherSuffix.endsWith(suffix);
    }

    /** A krb5.conf that says this and nothing else. */
    String text() {
        List<String> lines = new ArrayList<>();
        defaultRealm.ifPresent(realm -> lines.addAll(List.of("[libdefaults]", "  default_realm = " + realm)));
        if (!realms.isEmpty()) {
            lines.add("[realms]");
            realms.values().forEach(realm -> lines.addAll(realm.lines()));
        }
        if (!domains.isEmpty()) {
            lines.add("[domain_realm]");
            domains.forEach((domain, realm) -> lines.add("  " + domain + " = " + realm));
        }
        return String.join("\n", lines) + "\n";
    }
}
