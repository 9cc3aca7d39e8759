package dev.mooring.connection.tck.emulator.aws;

import dev.mooring.connection.credential.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hashes of Signature Version 4 under one key, scope and time. */
final class SigningChain {
    private static final String HMAC = "HmacSHA256";
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] key;
    private final String time;
    private final Authorization.Scope scope;

    private SigningChain(byte[] key, String time, Authorization.Scope scope) {
        this.key = key;
        this.time = time;
        this.scope = scope;
    }

    static SigningChain of(Secret secret, String time, Authorization.Scope scope) {
        byte[] key = ("AWS4" + secret.reveal()).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {scope.date(), scope.region(), scope.service(), "aws4_request"}) {
            key = hmac(key, part);
        }
        return new SigningChain(key, time, scope);
    }

    /** The signature of {@code algorithm, time, scope, rest}, each on a line. */
    String sign(String algorithm, String rest) {
        return HEX.formatHex(hmac(key, algorithm + "\n" + time + "\n" + scope + "\n" + rest));
    }

    static String sha256(byte[] bytes) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
