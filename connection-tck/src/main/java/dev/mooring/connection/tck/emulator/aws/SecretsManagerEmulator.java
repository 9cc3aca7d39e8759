package dev.mooring.connection.tck.emulator.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Emulates Secrets Manager: reading secrets, each of one account and region. */
public final class SecretsManagerEmulator extends AwsJsonService {
    /** What the service puts behind a name in its ARN is random; here it is always the same. */
    private static final String SUFFIX = "-AbCdEf";

    private final Map<String, Stored> secrets = new ConcurrentHashMap<>();

    private record Stored(String name, Secret text) {}

    SecretsManagerEmulator() {
        super("secretsmanager", "secretsmanager");
    }

    /** Adds a secret, or replaces its text; returns its ARN. */
    public String putSecret(AwsAccount owner, String region, String name, Secret text) {
        String arn = "arn:" + owner.partition() + ":secretsmanager:" + region + ":" + owner.id() + ":secret:" + name
                + SUFFIX;
        secrets.put(arn, new Stored(name, text));
        return arn;
    }

    /** Removes the secret of that ARN. */
    public void removeSecret(String arn) {
        secrets.remove(arn);
    }

    @Override
    Map<String, String> parameters(String body) {
        try {
            JsonNode id = JSON.readTree(body).path("SecretId");
            return id.isTextual() ? Map.of("SecretId", id.asText()) : Map.of();
        } catch (JsonProcessingException e) {
            return Map.of();
        }
    }

    @Override
    EmulatedResponse answer(AwsCall call) {
        if (!call.operation().name().equals("GetSecretValue")) {
            throw unknownOperation();
        }
        String id = call.optional("SecretId")
                .orElseThrow(() -> new AwsFailure(400, "ValidationException", "SecretId must not be null"));
        String arn = id.startsWith("arn:") ? id : arn(call, id);
        require(call, "secretsmanager:GetSecretValue", arn, Map.of());
        Stored stored = secrets.get(arn);
        if (stored == null || !arn.contains(":" + call.verified().region() + ":")) {
            throw new AwsFailure(400, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
        }
        ObjectNode value = JSON.createObjectNode()
                .put("ARN", arn)
                .put("Name", stored.name())
                .put("SecretString", stored.text().reveal());
        return json(200, value);
    }

    private static String arn(AwsCall call, String name) {
        AwsAccount account = call.caller().account();
        return "arn:" + account.partition() + ":secretsmanager:"
                + call.verified().region() + ":" + account.id() + ":secret:" + name + SUFFIX;
    }

    @Override
    AwsFailure failure(AwsFault kind) {
        return switch (kind) {
            case THROTTLED -> new AwsFailure(400, "ThrottlingException", "Rate exceeded");
            case REGION_DISABLED -> AwsFailure.unrecognizedClient();
            case UNAVAILABLE, HANGING, RESET ->
                new AwsFailure(500, "InternalServiceError", "An error occurred on the server side.");
        };
    }
}
