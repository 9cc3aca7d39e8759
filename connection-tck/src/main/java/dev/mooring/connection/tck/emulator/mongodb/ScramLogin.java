package dev.mooring.connection.tck.emulator.mongodb;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The server's side of one login by SCRAM (RFC 5802 and RFC 7677): a proof is verified, and the server proves itself. */
final class ScramLogin {
    /** Drivers accept no fewer. */
    private static final int ITERATIONS = 4096;

    private final boolean isSha256;
    private final Map<String, String> passwords;
    private final byte[] salt = random(16);
    private String user = "";
    private String firstOfClient = "";
    private String firstOfServer = "";
    private String nonce = "";

    ScramLogin(String mechanism, Map<String, String> passwords) {
        this.isSha256 = mechanism.equals("SCRAM-SHA-256");
        this.passwords = Map.copyOf(passwords);
    }

    /** Answers the client's first message. */
    String first(String message) {
        firstOfClient = message.substring(message.indexOf(",,") + 2);
        Map<String, String> fields = fields(firstOfClient);
        user = fields.getOrDefault("n", "").replace("=2C", ",").replace("=3D", "=");
        nonce = fields.getOrDefault("r", "") + Base64.getEncoder().encodeToString(random(18));
        firstOfServer = "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(salt) + ",i=" + ITERATIONS;
        return firstOfServer;
    }

    /** The server's proof, when the client's one is right; a user that nobody knows fails as a wrong password does. */
    Optional<String> last(String message) {
        Map<String, String> fields = fields(message);
        Optional<String> password = Optional.ofNullable(passwords.get(user));
        if (password.isEmpty() || !nonce.equals(fields.get("r"))) {
            return Optional.empty();
        }
        try {
            byte[] salted = salted(password.get());
            byte[] clientKey = mac(salted, "Client Key");
            String all = firstOfClient + "," + firstOfServer + "," + message.substring(0, message.lastIndexOf(",p="));
            byte[] expected = xor(clientKey, mac(digest(clientKey), all));
            byte[] proof = Base64.getDecoder().decode(fields.getOrDefault("p", ""));
            return MessageDigest.isEqual(expected, proof)
                    ? Optional.of("v=" + Base64.getEncoder().encodeToString(mac(mac(salted, "Server Key"), all)))
                    : Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whom the proof was about. */
    String user() {
        return user;
    }

    private byte[] salted(String password) throws GeneralSecurityException {
        // with SHA-1, MongoDB takes a digest of its own for the password
        String text = isSha256
                ? password
                : HexFormat.of()
                        .formatHex(MessageDigest.getInstance("MD5")
                                .digest((user + ":mongo:" + password).getBytes(StandardCharsets.UTF_8)));
        return SecretKeyFactory.getInstance("PBKDF2WithHmac" + (isSha256 ? "SHA256" : "SHA1"))
                .generateSecret(new PBEKeySpec(text.toCharArray(), salt, ITERATIONS, isSha256 ? 256 : 160))
                .getEncoded();
    }

    private byte[] mac(byte[] key, String text) throws GeneralSecurityException {
        String algorithm = isSha256 ? "HmacSHA256" : "HmacSHA1";
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] digest(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance(isSha256 ? "SHA-256" : "SHA-1").digest(bytes);
    }

    private static byte[] xor(byte[] one, byte[] other) {
        byte[] result = one.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] ^= other[i];
        }
        return result;
    }

    private static Map<String, String> fields(String message) {
        Map<String, String> fields = new HashMap<>();
        for (String field : message.split(",", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(field.substring(0, equals), field.substring(equals + 1));
            }
        }
        return fields;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
