package dev.mooring.connection.tck.emulator.tencent;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The digests that both signature schemes are made of. */
final class Hmac {
    private static final HexFormat HEX = HexFormat.of();

    private Hmac() {}

    static byte[] sha256(byte[] key, String text) {
        return mac("HmacSHA256", key, text);
    }

    static String sha1Hex(String key, String text) {
        return HEX.formatHex(mac("HmacSHA1", bytes(key), text));
    }

    /** The digest of bytes by the named algorithm. */
    static String digest(String algorithm, byte[] content) {
        try {
            return HEX.formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String hex(byte[] content) {
        return HEX.formatHex(content);
    }

    /** Compares without telling how much is equal. */
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(bytes(one), bytes(other));
    }

    private static byte[] mac(String algorithm, byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
