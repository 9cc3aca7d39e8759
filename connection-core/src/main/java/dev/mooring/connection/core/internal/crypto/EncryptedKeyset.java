package dev.mooring.connection.core.internal.crypto;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.KeyEncryption;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A keyset encrypted under a key of its own, which an outer key encrypts: what the outer key's service sees, and how often
 * it is asked, does not depend on the number of keys.
 */
final class EncryptedKeyset implements KeysetForm {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String OUTER_KEY = "encryptedBy";
    private static final String KEY = "encryptedKey";
    private static final String KEYSET = "encryptedKeyset";
    /** What the outer key is told, so that it opens this for no other purpose. */
    private static final Map<String, String> CONTEXT = Map.of("purpose", "mooring-keyring");

    private final KeyEncryption encryption;
    private final SecureRandom random = new SecureRandom();

    EncryptedKeyset(KeyEncryption encryption) {
        this.encryption = encryption;
    }

    @Override
    public Optional<Keyset> read(String text) {
        return fields(text).flatMap(this::decrypted).flatMap(KeysetJson::read);
    }

    private Optional<String> decrypted(Map<String, String> fields) {
        String outer = fields.getOrDefault(OUTER_KEY, "");
        if (!outer.equals(encryption.name())) {
            throw new ConnectionException(
                    ConnectionError.SECRET_UNREADABLE,
                    "the keyring's file is encrypted by " + outer + ", not by " + encryption.name(),
                    "open it with the key that it names");
        }
        try {
            byte[] key = encryption.decrypt(Base64.getDecoder().decode(fields.getOrDefault(KEY, "")), CONTEXT);
            try {
                byte[] sealed = Base64.getDecoder().decode(fields.getOrDefault(KEYSET, ""));
                return Optional.of(
                        new String(new DataKeyAead(key).decrypt(sealed, context(outer)), StandardCharsets.UTF_8));
            } finally {
                Arrays.fill(key, (byte) 0);
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String write(Keyset keyset) {
        byte[] key = new byte[WrappingKey.BYTES];
        random.nextBytes(key);
        try {
            String encryptedKey = Base64.getEncoder().encodeToString(encryption.encrypt(key, CONTEXT));
            byte[] plain = KeysetJson.write(keyset).getBytes(StandardCharsets.UTF_8);
            byte[] sealed = new DataKeyAead(key).encrypt(plain, context(encryption.name()));
            return text(encryptedKey, Base64.getEncoder().encodeToString(sealed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not available in this Java runtime", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] context(String outer) {
        return ("mooring keyring\0" + outer).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<String> problems() {
        return encryption.problems();
    }

    private String text(String encryptedKey, String encryptedKeyset) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField(OUTER_KEY, encryption.name());
            json.writeStringField(KEY, encryptedKey);
            json.writeStringField(KEYSET, encryptedKeyset);
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("a keyring can not be written as JSON", e);
        }
        return text.toString();
    }

    private static Optional<Map<String, String>> fields(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            Map<String, String> fields = new TreeMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken() != JsonToken.VALUE_STRING) {
                    return Optional.empty();
                }
                fields.put(name, json.getText());
            }
            return json.currentToken() == JsonToken.END_OBJECT ? Optional.of(fields) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
