package dev.mooring.connection.tck;

import static org.assertj.core.api.Assertions.fail;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Stream;

/** Values that must not leak, and the search for them. Safe for use by threads. */
public final class CanarySecrets {
    /** Shorter values turn up by chance. */
    private static final int SHORTEST = 8;

    private final Set<String> values = new CopyOnWriteArraySet<>();

    /** Watches for the value and returns it. */
    public String watch(String value) {
        if (value.length() < SHORTEST) {
            throw new IllegalArgumentException("a canary has at least " + SHORTEST + " characters");
        }
        values.add(value);
        return value;
    }

    /** Watches for the secret. */
    public void watch(Secret secret) {
        watch(secret.reveal());
    }

    /** Watches for the secrets of a credential and returns it. */
    public <C extends Credential> C watch(C credential) {
        secrets(credential).forEach(this::watch);
        return credential;
    }

    /** Fails when one of the texts holds a watched value, as it is, percent-encoded or in Base64. */
    public void assertNotIn(String what, Object... printed) {
        Stream.of(printed).forEach(object -> {
            if (object instanceof Throwable throwable) {
                assertNotInChain(what, throwable);
            } else {
                assertNotInText(what, String.valueOf(object));
            }
        });
    }

    private void assertNotInChain(String what, Throwable start) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            Throwable throwable = open.pop();
            if (seen.add(throwable)) {
                assertNotInText(what + ", " + throwable.getClass().getName(), texts(throwable));
                Optional.ofNullable(throwable.getCause()).ifPresent(open::push);
                open.addAll(List.of(throwable.getSuppressed()));
            }
        }
    }

    private static String texts(Throwable throwable) {
        String text = throwable + "\n" + throwable.getMessage() + "\n" + throwable.getLocalizedMessage();
        return throwable instanceof ConnectionException failure
                ? text + "\n" + failure.remedy() + "\n" + failure.violations()
                : text;
    }

    private void assertNotInText(String what, String text) {
        values.stream()
                .filter(value -> spellings(value).anyMatch(text::contains))
                .findFirst()
                .ifPresent(value -> fail("%s shows a secret that starts with %s…", what, value.substring(0, 2)));
    }

    private static Stream<String> spellings(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                value,
                PercentEncoding.encode(value),
                Base64.getEncoder().withoutPadding().encodeToString(bytes));
    }

    private static Stream<Secret> secrets(Credential credential) {
        if (credential instanceof Credential.AccessKey key) {
            return Stream.of(key.accessKeySecret());
        } else if (credential instanceof Credential.Session session) {
            return Stream.of(session.accessKeySecret(), session.sessionToken());
        } else if (credential instanceof Credential.Bearer bearer) {
            return Stream.of(bearer.token());
        } else if (credential instanceof Credential.Login login) {
            return Stream.of(login.password());
        } else if (credential instanceof Credential.ApiKey key) {
            return Stream.of(key.value());
        } else if (credential instanceof Credential.Certificate certificate) {
            return Stream.concat(
                    Stream.of(certificate.privateKeyPem()),
                    certificate.login().stream().flatMap(CanarySecrets::secrets));
        } else if (credential instanceof Credential.SshKey key) {
            return Stream.of(key.privateKeyPem());
        } else if (credential instanceof Credential.Kerberos kerberos) {
            return Stream.of(kerberos.keytab());
        } else if (credential instanceof Credential.Delegation delegation) {
            return Stream.of(delegation.token());
        } else if (credential instanceof Credential.SignedQuery query) {
            return Stream.of(query.query());
        } else if (credential instanceof Credential.Anonymous) {
            return Stream.empty();
        }
        throw new AssertionError(credential);
    }
}
