package dev.mooring.connection.core.internal.crypto;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.Connection;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.property.PropertyValues;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What decides what a connection reaches and as whom, beside its secrets: whoever can write to the store must not be able
 * to change it. Whether it is enabled, its state and its notes are no part of it, for they change without a key.
 *
 * @param identity workspace, id, name, type and external id
 * @param properties the properties that are not secret
 * @param references names of the connections that it uses
 * @param schemaVersion version of the schema that its properties were bound with
 */
public record RowContent(
        Connection.Identity identity, PropertyValues properties, List<String> references, int schemaVersion) {
    private static final String FORM = "mooring row 1";

    /** Copies the references. */
    public RowContent {
        references = List.copyOf(references);
    }

    /** SHA-256 over all of it and the names of its secrets; every text has its length before it. */
    public byte[] digest(Collection<String> secretNames) {
        Fields fields = new Fields();
        TypeId type = identity.type();
        fields.text(FORM)
                .text(identity.workspace())
                .text(identity.id())
                .text(identity.name())
                .text(type.category().name())
                .text(type.name())
                .texts(type.cloud().map(Cloud::id).stream().toList())
                .texts(identity.externalId().stream().toList())
                .number(schemaVersion)
                .number(properties.values().size());
        for (Map.Entry<String, PropertyValues.Value> property :
                properties.values().entrySet()) {
            fields.text(property.getKey())
                    .text(property.getValue().sensitivity().name())
                    .texts(property.getValue().texts());
        }
        return fields.texts(references).texts(new TreeSet<>(secretNames)).digest();
    }

    /** Fields one after another, so that no two sequences of them give the same bytes. */
    private static final class Fields {
        private final MessageDigest digest = sha256();

        Fields number(int value) {
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, value));
            return this;
        }

        Fields text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            number(bytes.length);
            digest.update(bytes);
            return this;
        }

        Fields texts(Collection<String> texts) {
            number(texts.size());
            texts.forEach(this::text);
            return this;
        }

        byte[] digest() {
            return digest.digest();
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("SHA-256 is not available in this Java runtime", e);
            }
        }
    }
}
