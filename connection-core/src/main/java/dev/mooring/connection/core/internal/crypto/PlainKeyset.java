package dev.mooring.connection.core.internal.crypto;

import java.util.List;
import java.util.Optional;

/** A keyset in the clear. */
final class PlainKeyset implements KeysetForm {
    @Override
    public Optional<Keyset> read(String text) {
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
