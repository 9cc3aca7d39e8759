package dev.mooring.connection.kafka;

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
final class PrivateKeyText {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final String PLAIN = "PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
    private static final String CONVERT =
            "convert it with: openssl pkcs8 -topk8 -v2 aes-256-cbc -in key.pem -out key8.pem";
    private static final int PEM_LINE = 64;

    private PrivateKeyText() {}

    /** The key as PKCS#8 in PEM, decrypted. */
    static Secret pkcs8(String property, Secret content, Optional<Secret> password) {
        Matcher block = BLOCK.matcher(content.reveal());
        if (!block.find()) {
            throw Certificates.unusable(property, "holds no private key in PEM", "give a PKCS#8 key in PEM");
        }
        byte[] bytes = Base64.getMimeDecoder().decode(block.group(2));
        return switch (block.group(1)) {
            case PLAIN -> pem(bytes);
            case ENCRYPTED ->
                pem(decrypted(
                        property,
                        bytes,
                        password.orElseThrow(() -> Certificates.unusable(
                                property, "is encrypted", "give its password as SSL_KEY_PASSWORD"))));
            default -> throw Certificates.unusable(property, "holds a " + block.group(1) + ", not PKCS#8", CONVERT);
        };
    }

    /** PKCS#8 bytes in PEM. */
    static Secret pem(byte[] pkcs8) {
        return Secret.of("-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(PEM_LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(pkcs8)
                + "\n-----END PRIVATE KEY-----\n");
    }

    private static byte[] decrypted(String property, byte[] bytes, Secret password) {
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
            return encrypted.getKeySpec(cipher).getEncoded();
        } catch (IOException | GeneralSecurityException e) {
            throw wrongPassword(property);
        }
    }

    private static ConnectionException wrongPassword(String property) {
        return Certificates.unusable(property, "can not be decrypted", "correct SSL_KEY_PASSWORD, or " + CONVERT);
    }
}
