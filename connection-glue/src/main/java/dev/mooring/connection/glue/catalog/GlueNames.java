package dev.mooring.connection.glue.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of Glue, of which most characters are legal, as names here: the same name always becomes the same. */
public final class GlueNames {
    private static final Pattern LEGAL = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]{0,254}");
    private static final int LONGEST_STEM = 240;
    private static final int DIGEST_BYTES = 5;

    private GlueNames() {}

    /**
     * The name itself when it is legal here; else one that ends in a digest of it, so that {@code a-b} and {@code a.b} do
     * not become one. Letter case tells no names apart, as everywhere here.
     */
    public static String house(String name) {
        if (LEGAL.matcher(name).matches()) {
            return name;
        }
        String stem = name.replaceAll("[^\\p{L}\\p{N}_]", "_").replaceFirst("^(?=\\p{N})", "_");
        int end = Math.min(stem.length(), LONGEST_STEM);
        if (end > 0 && Character.isHighSurrogate(stem.charAt(end - 1))) {
            end--;
        }
        return stem.substring(0, end) + "_" + digest(name.toLowerCase(Locale.ROOT));
    }

    private static String digest(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
