package dev.mooring.connection.support.secrets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.References;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A secret of AWS Secrets Manager whose text is a JSON object, by field. Prints the fields' names only. Immutable.
 *
 * @param id its name or ARN
 * @param fields what it holds, by name in any letter case; what is neither text, number nor truth value is left out
 */
public record RemoteSecret(String id, Map<String, Secret> fields) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String SDK = "software.amazon.awssdk:http-auth-aws";

    /** Copies the fields. */
    public RemoteSecret {
        Map<String, Secret> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(fields);
        fields = Collections.unmodifiableMap(copy);
    }

    /**
     * Where a secret is.
     *
     * @param id its name or ARN
     * @param region its region
     * @param connection the AWS connection of the workspace that reads it
     * @param property the property that names that connection, for messages
     */
    public record Place(String id, String region, String connection, String property) {}

    /**
     * Reads a secret with the credentials of the AWS connection; blocks for one round trip, and for a vend of that
     * connection. Fails with {@link ConnectionError#NOT_CONFIGURED} where the AWS SDK that signs is not on the class path,
     * and with {@link ConnectionError#INVALID_PROPERTIES} when the secret is no JSON object.
     */
    public static RemoteSecret read(Place place, References references, ProviderContext context) {
        Credential credential;
        String text;
        try {
            credential = AwsIdentity.vend(references, place.connection(), place.property());
            text = new SecretsManagerCall(context).value(place, credential);
        } catch (NoClassDefFoundError e) {
            throw new ConnectionException(
                    ConnectionError.NOT_CONFIGURED,
                    "reading " + place.id() + " from AWS Secrets Manager needs " + SDK
                            + ", which is not on the class path",
                    "add " + SDK + ", or give the login itself",
                    e);
        }
        return new RemoteSecret(place.id(), object(place, text));
    }

    /** What the secret holds under that name, in any letter case. */
    public Optional<Secret> field(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
    }

    /** As {@link #field}; fails with {@link ConnectionError#INVALID_PROPERTIES} when there is none. */
    public Secret require(String name) {
        return field(name)
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.INVALID_PROPERTIES,
                        "the secret " + id + " has no " + name + "; it has " + fields.keySet(),
                        "let the secret be a JSON object with " + name + ", or name another secret"));
    }

    private static Map<String, Secret> object(Place place, String text) {
        Map<String, Secret> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw noObject(place);
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value.isStructStart()) {
                    json.skipChildren();
                } else if (value != JsonToken.VALUE_NULL) {
                    fields.put(name, Secret.of(json.getText()));
                }
            }
        } catch (IOException e) {
            // without the failure: it may repeat what was read
            throw noObject(place);
        }
        return fields;
    }

    private static ConnectionException noObject(Place place) {
        return new ConnectionException(
                ConnectionError.INVALID_PROPERTIES,
                "the secret " + place.id() + " is no JSON object",
                "let the secret be a JSON object such as {\"username\": …, \"password\": …}, or name another secret");
    }

    /** The fields' names. */
    @Override
    public String toString() {
        return "RemoteSecret[" + id + " " + fields.keySet() + "]";
    }
}
