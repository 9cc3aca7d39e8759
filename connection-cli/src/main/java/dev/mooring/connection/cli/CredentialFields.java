package dev.mooring.connection.cli;

import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.property.Sensitivity;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The parts of a credential by name, whatever its shape: its kind as {@code type}, then its record's components. The one
 * place of the command line that reveals secrets.
 */
final class CredentialFields {
    private static final String ACCESS_KEY_ID = "accessKeyId";

    private CredentialFields() {}

    /** The parts with secrets as asterisks and a key's id cut short. */
    static Map<String, String> masked(Credential credential) {
        Map<String, String> fields = fields(credential, Secret::toString);
        fields.computeIfPresent(ACCESS_KEY_ID, (name, id) -> masked(id));
        return fields;
    }

    /** The parts with their secrets; a keytab, which is no text, as base64. */
    static Map<String, String> revealed(Credential credential) {
        return credential instanceof Credential.Kerberos
                ? fields(credential, secret -> Base64.getEncoder().encodeToString(secret.revealBytes()))
                : fields(credential, Secret::reveal);
    }

    /** The values of environment variables that are secret, by name. */
    static Map<String, String> revealed(PropertyValues environment) {
        Map<String, String> secrets = new TreeMap<>();
        environment.secrets().forEach((name, secret) -> secrets.put(name, secret.reveal()));
        return secrets;
    }

    private static String masked(String id) {
        return new PropertyValues.Value(Sensitivity.MASKED, List.of(id)).toString();
    }

    private static Map<String, String> fields(Credential credential, Function<Secret, String> show) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("type", credential.getClass().getSimpleName());
        add(fields, credential, show);
        return fields;
    }

    private static void add(Map<String, String> fields, Credential credential, Function<Secret, String> show) {
        for (RecordComponent component : credential.getClass().getRecordComponents()) {
            Object value = value(credential, component);
            Object part = value instanceof Optional<?> optional ? optional.orElse(null) : value;
            if (part instanceof Secret secret) {
                fields.put(component.getName(), show.apply(secret));
            } else if (part instanceof String text) {
                fields.put(component.getName(), text);
            } else if (part instanceof Credential inner) {
                add(fields, inner, show);
            } else if (part != null && !(part instanceof Instant)) {
                throw new AssertionError(component);
            }
        }
    }

    private static Object value(Credential credential, RecordComponent component) {
        try {
            return component.getAccessor().invoke(credential);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(component + " of a public record", e);
        }
    }
}
