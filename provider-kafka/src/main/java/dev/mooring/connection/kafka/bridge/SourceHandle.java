package dev.mooring.connection.kafka.bridge;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.Vended;
import dev.mooring.connection.credential.Credential;
import java.util.Map;

/** Carries a source through the properties of a client, and prints as the connection's name. Safe for use by threads. */
final class SourceHandle {
    private final CredentialSource source;

    SourceHandle(CredentialSource source) {
        this.source = source;
    }

    /** The handle among a client's properties. */
    static SourceHandle in(Map<String, ?> configs) {
        if (configs.get(KafkaClientProperties.HANDLE) instanceof SourceHandle handle) {
            return handle;
        }
        throw new ConnectionException(
                ConnectionError.NOT_CONFIGURED,
                "the client's properties hold no credential source, for it does not travel as text",
                "make the properties with KafkaClientProperties.of(source) in the process that makes the client");
    }

    Vended vended() {
        return source.vended();
    }

    /** A credential of that shape; another one means that the connection was changed to another mechanism. */
    <T extends Credential> T get(Class<T> shape) {
        Credential credential = source.get();
        if (shape.isInstance(credential)) {
            return shape.cast(credential);
        }
        throw changed(credential);
    }

    ConnectionException changed(Credential credential) {
        return new ConnectionException(
                ConnectionError.NOT_SUPPORTED,
                "connection " + source.ticket().connection() + " now has a credential of shape "
                        + credential.getClass().getSimpleName() + ", which this client was not made for",
                "make a new client with KafkaClientProperties.of(source)");
    }

    @Override
    public String toString() {
        return "connection " + source.ticket().connection();
    }
}
