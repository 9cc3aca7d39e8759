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
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

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

    /** How long a refusal is believed: each vend would ask the outer key's service anew otherwise. */
    private static final Duration BELIEVED = Duration.ofSeconds(5);

    private final KeyEncryption encryption;
    private final LongSupplier nanos;
    private final SecureRandom random = new SecureRandom();
    private volatile @Nullable Refusal last;

    private record Refusal(String encryptedKey, ConnectionException failure, long nanos) {}

    /**
     * Keysets encrypted so.
     *
     * @param nanos nanoseconds since some moment, never going back
     */
    EncryptedKeyset(KeyEncryption encryption, LongSupplier nanos) {
        this.encryption = encryption;
        this.nanos = nanos;
    }

    /** The key that the file is encrypted by; empty when it is not. */
    static Optional<String> outerKey(String text) {
        return fields(text).map(fields -> fields.get(OUTER_KEY));
    }

    @Override
    public Optional<Keyset> read(String text) {
        if (KeysetJson.read(text).isPresent()) {
            throw new ConnectionException(
                    ConnectionError.SECRET_UNREADABLE,
                    "the keyring's file is not encrypted, and should be by " + encryption.name(),
                    "encrypt it with 'mooring keys encrypt', or open it without that key");
        }
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
            byte[] key = decryptedKey(fields.getOrDefault(KEY, ""));
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

    private byte[] decryptedKey(String encrypted) {
        Refusal refusal = last;
        if (refusal != null
                && refusal.encryptedKey().equals(encrypted)
                && nanos.getAsLong() - refusal.nanos() < BELIEVED.toNanos()) {
            throw refusal.failure();
        }
        try {
            return encryption.decrypt(Base64.getDecoder().decode(encrypted), CONTEXT);
        } catch (ConnectionException e) {
            last = new Refusal(encrypted, e, nanos.getAsLong());
            throw e;
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
