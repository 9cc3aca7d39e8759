package dev.mooring.connection.cli;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.KeyEncryption;
import dev.mooring.connection.core.Keyring;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.keyring.awskms.AwsKmsKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where the keys of the store are, as an option says it. */
record KeyringPlace(String text) {
    private static final String VARIABLE = "env:";
    private static final String KMS = "kms:";
    private static final String FILE = "keyring.json";

    Keyring open(Settings settings, Surroundings.Host host) {
        if (text.startsWith(VARIABLE)) {
            String name = text.substring(VARIABLE.length());
            return Keyring.of(Secret.of(host.variable(name).orElse("")), "environment variable " + name);
        }
        return outerKey(settings, host)
                .map(key -> Keyring.inFile(file(settings), key))
                .orElseGet(() -> Keyring.inFile(Path.of(text)));
    }

    /** The key that the file beside the store is encrypted by, if the option names one. */
    Optional<KeyEncryption> outerKey(Settings settings, Surroundings.Host host) {
        if (!text.startsWith(KMS)) {
            return Optional.empty();
        }
        try {
            ServiceIdentities identities = new ServiceIdentities(host);
            AwsKmsKey key = AwsKmsKey.of(text.substring(KMS.length()), () -> identities.in(Cloud.AWS));
            URI endpoint = settings.network().endpoints().get("kms");
            return Optional.of(endpoint == null ? key : key.at(endpoint));
        } catch (IllegalArgumentException e) {
            throw new ConnectionException(
                    ConnectionError.NOT_CONFIGURED, String.valueOf(e.getMessage()), "name the key by its whole ARN", e);
        }
    }

    static Path file(Settings settings) {
        return settings.store().directory().resolve(FILE);
    }
}
