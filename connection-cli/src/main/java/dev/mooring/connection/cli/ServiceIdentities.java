package dev.mooring.connection.cli;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The platform's own principals, from this command's own variables and nothing else: a variable, a profile or an
 * instance role that happens to be around must never become the identity customers trust.
 */
final class ServiceIdentities {
    private static final Pattern VARIABLE = Pattern.compile("MOORING_([A-Z][A-Z0-9_]{0,31})_ACCESS_KEY_ID");
    /** The variables do not say when a session ends; the issuer refuses one that has. */
    private static final Duration ASSUMED_LIFETIME = Duration.ofHours(1);

    private final Surroundings.Host host;

    ServiceIdentities(Surroundings.Host host) {
        this.host = host;
    }

    /** The well-known clouds, for which a missing identity is explained, and those that the variables name. */
    Set<Cloud> clouds() {
        Stream<String> named = host.environment().keySet().stream()
                .map(VARIABLE::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1).toLowerCase(Locale.ROOT).replace('_', '-'));
        Stream<String> known = Stream.of(Cloud.ALIYUN, Cloud.AWS, Cloud.TENCENT).map(Cloud::id);
        return Stream.concat(known, named).collect(Collectors.toCollection(TreeSet::new)).stream()
                .map(Cloud::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The identity in that cloud; fails naming the variable that is missing. */
    Credential in(Cloud cloud) {
        String prefix = "MOORING_" + cloud.id().toUpperCase(Locale.ROOT).replace('-', '_');
        String id = require(cloud, prefix, "ACCESS_KEY_ID");
        Secret secret = Secret.of(require(cloud, prefix, "SECRET_ACCESS_KEY"));
        Optional<Secret> token = host.variable(prefix + "_SESSION_TOKEN").map(Secret::of);
        return token.<Credential>map(value ->
                        new Credential.Session(id, secret, value, Instant.now().plus(ASSUMED_LIFETIME)))
                .orElseGet(() -> new Credential.AccessKey(id, secret));
    }

    private String require(Cloud cloud, String prefix, String part) {
        String name = prefix + "_" + part;
        return host.variable(name)
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.NOT_CONFIGURED,
                        "there is no service identity in " + cloud + ": " + name + " is not set",
                        "set " + prefix + "_ACCESS_KEY_ID and " + prefix
                                + "_SECRET_ACCESS_KEY, for a temporary key also " + prefix
                                + "_SESSION_TOKEN; no other source is read"));
    }
}
