package dev.mooring.connection.tck.emulator.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Emulates KMS: symmetric keys of one account and region that encrypt, decrypt and are described. Ciphertexts open under
 * their own key and with their own encryption context only, and a key only works in the state for it.
 */
public final class KmsEmulator extends AwsJsonService {
    private static final String CONTEXT = "EncryptionContext.";
    private static final int LARGEST_PLAINTEXT = 4096;
    private static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int ID_BYTES = 36;
    private static final Duration WAITING = Duration.ofDays(30);

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Key> keys = new ConcurrentHashMap<>();

    private enum State {
        ENABLED("Enabled"),
        DISABLED("Disabled"),
        PENDING_DELETION("PendingDeletion");

        private final String spelling;

        State(String spelling) {
            this.spelling = spelling;
        }
    }

    private record Key(String arn, SecretKeySpec material, State state, Optional<Instant> deletion) {
        Key in(State other, Optional<Instant> end) {
            return new Key(arn, material, other, end);
        }

        String id() {
            return arn.substring(arn.lastIndexOf('/') + 1);
        }
    }

    KmsEmulator(Clock clock) {
        super("kms", "TrentService");
        this.clock = clock;
    }

    /** Makes a key; returns its ARN. */
    public String createKey(AwsAccount owner, String region) {
        byte[] material = new byte[KEY_BYTES];
        random.nextBytes(material);
        String arn = "arn:" + owner.partition() + ":kms:" + region + ":" + owner.id() + ":key/" + UUID.randomUUID();
        keys.put(arn, new Key(arn, new SecretKeySpec(material, "AES"), State.ENABLED, Optional.empty()));
        return arn;
    }

    /** Lets the key be used again. */
    public void enable(String arn) {
        keys.computeIfPresent(arn, (id, key) -> key.in(State.ENABLED, Optional.empty()));
    }

    /** Lets the key not be used. */
    public void disable(String arn) {
        keys.computeIfPresent(arn, (id, key) -> key.in(State.DISABLED, Optional.empty()));
    }

    /** Schedules the key for deletion in thirty days; until then it is not used. */
    public void scheduleDeletion(String arn) {
        Instant end = clock.instant().plus(WAITING);
        keys.computeIfPresent(arn, (id, key) -> key.in(State.PENDING_DELETION, Optional.of(end)));
    }

    /** Deletes the key for good, as the end of the waiting time does. */
    public void delete(String arn) {
        keys.remove(arn);
    }

    @Override
    Map<String, String> parameters(String body) {
        Map<String, String> parameters = new TreeMap<>();
        try {
            JsonNode json = JSON.readTree(body);
            json.properties().forEach(each -> {
                if (each.getValue().isTextual()) {
                    parameters.put(each.getKey(), each.getValue().asText());
                }
            });
            json.path("EncryptionContext")
                    .properties()
                    .forEach(each -> parameters.put(
                            CONTEXT + each.getKey(), each.getValue().asText()));
        } catch (JsonProcessingException e) {
            return Map.of();
        }
        return parameters;
    }

    @Override
    EmulatedResponse answer(AwsCall call) {
        try {
            return switch (call.operation().name()) {
                case "Encrypt" -> encrypt(call);
                case "Decrypt" -> decrypt(call);
                case "DescribeKey" -> describe(call);
                default -> throw unknownOperation();
            };
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw invalidCiphertext();
        }
    }

    private EmulatedResponse encrypt(AwsCall call) throws GeneralSecurityException {
        Key key = usable(call, call.parameter("KeyId"), "kms:Encrypt");
        byte[] plain = Base64.getDecoder().decode(call.parameter("Plaintext"));
        if (plain.length == 0 || plain.length > LARGEST_PLAINTEXT) {
            throw new AwsFailure(400, "ValidationException", "Plaintext must have length from 1 to 4096");
        }
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, iv, call).doFinal(plain);
        byte[] blob = ByteBuffer.allocate(ID_BYTES + IV_BYTES + sealed.length)
                .put(key.id().getBytes(StandardCharsets.US_ASCII))
                .put(iv)
                .put(sealed)
                .array();
        return json(
                200,
                JSON.createObjectNode()
                        .put("CiphertextBlob", Base64.getEncoder().encodeToString(blob))
                        .put("KeyId", key.arn())
                        .put("EncryptionAlgorithm", "SYMMETRIC_DEFAULT"));
    }

    private EmulatedResponse decrypt(AwsCall call) throws GeneralSecurityException {
        byte[] blob = Base64.getDecoder().decode(call.parameter("CiphertextBlob"));
        if (blob.length <= ID_BYTES + IV_BYTES) {
            throw invalidCiphertext();
        }
        String id = new String(blob, 0, ID_BYTES, StandardCharsets.US_ASCII);
        String own = keys.keySet().stream()
                .filter(arn -> arn.endsWith("/" + id))
                .findFirst()
                .orElseThrow(() -> notFound(id));
        call.optional("KeyId").filter(asked -> !asked.equals(own)).ifPresent(asked -> {
            usable(call, asked, "kms:Decrypt");
            throw new AwsFailure(
                    400,
                    "IncorrectKeyException",
                    "The key ID in the request does not identify a CMK that can perform this operation.");
        });
        Key key = usable(call, own, "kms:Decrypt");
        byte[] iv = Arrays.copyOfRange(blob, ID_BYTES, ID_BYTES + IV_BYTES);
        byte[] plain = cipher(Cipher.DECRYPT_MODE, key, iv, call)
                .doFinal(blob, ID_BYTES + IV_BYTES, blob.length - ID_BYTES - IV_BYTES);
        return json(
                200,
                JSON.createObjectNode()
                        .put("Plaintext", Base64.getEncoder().encodeToString(plain))
                        .put("KeyId", key.arn())
                        .put("EncryptionAlgorithm", "SYMMETRIC_DEFAULT"));
    }

    private EmulatedResponse describe(AwsCall call) {
        String arn = call.parameter("KeyId");
        require(call, "kms:DescribeKey", arn, Map.of());
        Key key = found(call, arn);
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode metadata = answer.putObject("KeyMetadata")
                .put("Arn", key.arn())
                .put("KeyId", key.id())
                .put("Enabled", key.state() == State.ENABLED)
                .put("KeyState", key.state().spelling);
        key.deletion().ifPresent(end -> metadata.put("DeletionDate", end.getEpochSecond()));
        return json(200, answer);
    }

    private Key usable(AwsCall call, String arn, String action) {
        Map<String, String> conditions = new TreeMap<>();
        context(call).forEach((name, value) -> conditions.put("kms:EncryptionContext:" + name, value));
        require(call, action, arn, conditions);
        Key key = found(call, arn);
        return switch (key.state()) {
            case ENABLED -> key;
            case DISABLED -> throw new AwsFailure(400, "DisabledException", arn + " is disabled.");
            case PENDING_DELETION ->
                throw new AwsFailure(400, "KMSInvalidStateException", arn + " is pending deletion.");
        };
    }

    private Key found(AwsCall call, String arn) {
        return Optional.ofNullable(keys.get(arn))
                .filter(key -> arn.contains(":kms:" + call.verified().region() + ":"))
                .orElseThrow(() -> notFound(arn));
    }

    private static Map<String, String> context(AwsCall call) {
        Map<String, String> context = new TreeMap<>();
        call.operation().parameters().forEach((name, value) -> {
            if (name.startsWith(CONTEXT)) {
                context.put(name.substring(CONTEXT.length()), value);
            }
        });
        return context;
    }

    private static Cipher cipher(int mode, Key key, byte[] iv, AwsCall call) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.material(), new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(context(call).toString().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static AwsFailure notFound(String key) {
        return new AwsFailure(400, "NotFoundException", "Key '" + key + "' does not exist");
    }

    /** The service says no more, either. */
    private static AwsFailure invalidCiphertext() {
        return new AwsFailure(400, "InvalidCiphertextException", "null");
    }

    @Override
    AwsFailure failure(AwsFault kind) {
        return switch (kind) {
            case THROTTLED ->
                new AwsFailure(400, "ThrottlingException", "You have exceeded the rate at which you may call KMS.");
            case REGION_DISABLED -> AwsFailure.unrecognizedClient();
            case UNAVAILABLE, HANGING, RESET ->
                new AwsFailure(500, "KMSInternalException", "The request was rejected because of an internal failure.");
        };
    }
}
