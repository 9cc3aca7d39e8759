package dev.mooring.connection.support.network;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads private keys in PEM, the encrypted ones too. No message or cause holds any of a key. */
public final class PrivateKeyPem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final String PLAIN = "PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
    private static final String CONVERT =
            "convert it with: openssl pkcs8 -topk8 -v2 aes-256-cbc -in key.pem -out key8.pem";
    private static final int PEM_LINE = 64;

    private PrivateKeyPem() {}

    /**
     * The key as PKCS#8 in PEM, decrypted. Fails with {@link ConnectionError#INVALID_PROPERTIES} naming the property.
     *
     * @param property the property that holds the content, for messages
     * @param passwordProperty the property of the password, for messages
     */
    public static Secret pkcs8(String property, Secret content, String passwordProperty, Optional<Secret> password) {
        Matcher block = BLOCK.matcher(content.reveal());
        if (!block.find()) {
            throw unusable(property, "holds no private key in PEM", "give a PKCS#8 key in PEM");
        }
        byte[] bytes = decoded(block.group(2))
                .orElseThrow(
                        () -> unusable(property, "holds a private key that is cut off", "give the whole key in PEM"));
        return switch (block.group(1)) {
            case PLAIN -> pem(bytes);
            case ENCRYPTED ->
                pem(decrypted(bytes, requirePassword(property, passwordProperty, password))
                        .orElseThrow(() -> unusable(
                                property, "can not be decrypted", "correct " + passwordProperty + ", or " + CONVERT)));
            default -> throw unusable(property, "holds a " + block.group(1) + ", not PKCS#8", CONVERT);
        };
    }

    /** PKCS#8 bytes in PEM. */
    public static Secret pem(byte[] pkcs8) {
        return Secret.of("-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(PEM_LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(pkcs8)
                + "\n-----END PRIVATE KEY-----\n");
    }

    /** The PKCS#8 bytes of what {@link #pkcs8} yields. */
    public static byte[] bytes(Secret pem) {
        Matcher block = BLOCK.matcher(pem.reveal());
        if (!block.find() || !block.group(1).equals(PLAIN)) {
            throw new IllegalArgumentException("not a PKCS#8 key in PEM");
        }
        return Base64.getMimeDecoder().decode(block.group(2));
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getMimeDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            // without the failure: its message may repeat a part of the key
            return Optional.empty();
        }
    }

    private static Secret requirePassword(String property, String passwordProperty, Optional<Secret> password) {
        return password.orElseThrow(
                () -> unusable(property, "is encrypted", "give its password as " + passwordProperty));
    }

    /** Empty when the password does not fit. */
    private static Optional<byte[]> decrypted(byte[] bytes, Secret password) {
        try {
            EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(bytes);
            AlgorithmParameters parameters = encrypted.getAlgParameters();
            // PBES2 says in its parameters which cipher it means, PBES1 in its name
            String algorithm = encrypted.getAlgName().equals("PBES2") ? parameters.toString() : encrypted.getAlgName();
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm)
                            .generateSecret(new PBEKeySpec(password.reveal().toCharArray())),
                    parameters);
            return Optional.of(encrypted.getKeySpec(cipher).getEncoded());
        } catch (IOException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static ConnectionException unusable(String property, String flaw, String remedy) {
        return new ConnectionException(ConnectionError.INVALID_PROPERTIES, property + " " + flaw, remedy);
    }
}
