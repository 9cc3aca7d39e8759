package dev.mooring.connection.core.internal.workspace;

import java.security.SecureRandom;

/** Makes external ids: sixteen of sixty-two characters, about 95 bits, in the alphabet that all issuers accept. */
public final class ExternalIds {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 16;

    private final SecureRandom random = new SecureRandom();

    /** A new one. */
    public String next() {
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
