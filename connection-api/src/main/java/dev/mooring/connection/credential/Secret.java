package dev.mooring.connection.credential;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A secret value: text or bytes. It prints as {@code ****}, compares in constant time and can not be serialised; only
 * {@link #reveal()} and {@link #revealBytes()} give it away, so that every reader is found by one search. Immutable.
 */
public final class Secret {
    private final byte[] value;

    private Secret(byte[] value) {
        this.value = value;
    }

    /** A secret text, kept as UTF-8. */
    public static Secret of(String text) {
        return new Secret(requireNonNull(text, "text").getBytes(StandardCharsets.UTF_8));
    }

    /** Secret bytes, copied. */
    public static Secret of(byte[] bytes) {
        return new Secret(bytes.clone());
    }

    /** The secret as text. */
    public String reveal() {
        return new String(value, StandardCharsets.UTF_8);
    }

    /** A copy of the secret's bytes. */
    public byte[] revealBytes() {
        return value.clone();
    }

    /** Whether the secret has no bytes. */
    public boolean isEmpty() {
        return value.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(value, secret.value);
    }

    /** The same for all secrets: a hash that depends on the value would tell about it. */
    @Override
    public int hashCode() {
        return Secret.class.getName().hashCode();
    }

    @Override
    public String toString() {
        return "****";
    }
}
