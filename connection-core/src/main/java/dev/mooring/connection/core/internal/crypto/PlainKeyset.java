package dev.mooring.connection.core.internal.crypto;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.util.List;
import java.util.Optional;

/** A keyset in the clear. */
final class PlainKeyset implements KeysetForm {
    @Override
    public Optional<Keyset> read(String text) {
        EncryptedKeyset.outerKey(text).ifPresent(outer -> {
            throw new ConnectionException(
                    ConnectionError.SECRET_UNREADABLE,
                    "the keyring's file is encrypted by " + outer,
                    "give the layer the keyring with that key");
        });
        return KeysetJson.read(text);
    }

    @Override
    public String write(Keyset keyset) {
        return KeysetJson.write(keyset);
    }

    @Override
    public List<String> problems() {
        return List.of();
    }
}
